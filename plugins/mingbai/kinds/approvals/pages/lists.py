"""All items -> one list for each life event, type, agency and window: filters without a script."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

import pandas as pd

from mingbai.kinds.approvals.pages.limits import limit_column
from mingbai.kinds.approvals.titles import CRUMBS, FEED, HOME, SECTION, TYPES, UNPUBLISHED
from mingbai.model import Crumb, Edition, Page
from mingbai.page import (
    Cells,
    Choice,
    Column,
    Fact,
    Link,
    TableView,
    WrittenRows,
    count,
    paginate,
    written_rows,
)
from mingbai.read import Tables


@dataclass(frozen=True, slots=True)
class ItemList:
    """Items that have one thing in common. title: `行政许可`; frame: their rows of `items`.

    group: one of GROUPS, "" for the list of all items.
    """

    group: str
    title: str
    url: str
    frame: pd.DataFrame
    facts: tuple[Fact, ...] = ()

    @property
    def link(self) -> Link:
        """To the list, with how many items are in it."""
        return Link(self.title, self.url, f"{len(self.frame):,} 项")


@dataclass(frozen=True, slots=True)
class ListView:
    """list.html. prev, next: the other pages of a long list."""

    says: str
    facts: tuple[Fact, ...]
    table: TableView
    prev: Link | None
    next: Link | None
    links: tuple[Link, ...]


GROUPS = ("办事场景", "事项类型", "办理单位", "窗口")


def item_lists(tables: Tables, edition: Edition) -> tuple[ItemList, ...]:
    """Every list but that of all items, in the order of GROUPS."""
    items = tables.frame("items")
    return (
        *_events(items),
        *_types(items),
        *_agencies(items, edition),
        *_windows(items, edition),
    )


def choices(item_lists: Sequence[ItemList]) -> tuple[Choice, ...]:
    """The lists as links with counts, a heading a group; groups without lists left out."""
    grouped = (
        (group, [item_list.link for item_list in item_lists if item_list.group == group])
        for group in GROUPS
    )
    return tuple(Choice(f"按{group}", tuple(links)) for group, links in grouped if links)


def _events(items: pd.DataFrame) -> Iterator[ItemList]:
    names = sorted(items["life_event"].dropna().unique())
    slugs = {name: _pinyin_slug(name) for name in names}
    for name in names:
        is_ambiguous = list(slugs.values()).count(slugs[name]) > 1
        slug = slugs[name] + (f"-{sha256(name.encode()).hexdigest()[:6]}" if is_ambiguous else "")
        items_of_event = items[items["life_event"] == name]
        yield ItemList(GROUPS[0], name, f"{HOME}event/{slug}/", items_of_event)


def _pinyin_slug(name: str) -> str:
    """`建房` -> `jian-fang`, an address in ASCII; `event` where nothing can be read aloud."""
    from pypinyin import lazy_pinyin  # slow to import, and a check writes no page

    sounds = ("".join(c for c in sound.lower() if c in _ASCII) for sound in lazy_pinyin(name))
    return "-".join(sound for sound in sounds if sound) or "event"


_ASCII = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")


def _types(items: pd.DataFrame) -> Iterator[ItemList]:
    for name, slug in TYPES.items():
        items_of_type = items[items["type"] == name]
        if len(items_of_type):
            yield ItemList(GROUPS[1], name, f"{HOME}type/{slug}/", items_of_type)


def _agencies(items: pd.DataFrame, edition: Edition) -> Iterator[ItemList]:
    for slug, agency in edition.county.agencies.iterrows():
        items_of_agency = items[items["agency"] == slug]
        if len(items_of_agency):
            home = Fact("单位主页", Link(agency["name"], edition.url("agency", str(slug))))
            yield ItemList(
                GROUPS[2], agency["short_name"], f"{HOME}agency/{slug}/", items_of_agency, (home,)
            )


def _windows(items: pd.DataFrame, edition: Edition) -> Iterator[ItemList]:
    for id_, window in edition.county.windows.iterrows():
        items_of_window = items[items["window"] == id_]
        if len(items_of_window):
            facts = (Fact("地点", str(window["address"])), Fact("时间", str(window["hours"])))
            title = f"{_township_prefix(window['place_code'], edition)}{window['name']}"
            yield ItemList(GROUPS[3], title, f"{HOME}window/{id_}/", items_of_window, facts)


def _township_prefix(place_code: str, edition: Edition) -> str:
    """The name of a window's township, which stands before its own; "" for the county's windows."""
    is_county = place_code == edition.county.root_place
    return "" if is_county else str(edition.county.places.at[place_code, "name"])


def pages_of_list(item_list: ItemList, edition: Edition) -> Iterator[Page]:
    """The pages of a list."""
    title = f"{item_list.title}的事项" if item_list.group else item_list.title
    with_agency = item_list.group != GROUPS[2]
    for page in paginate(item_list.url, len(item_list.frame)):
        rows = item_list.frame.iloc[page.rows]
        view = ListView(
            says=f"共 {count(len(item_list.frame))} 项。{_unpublished_sentence(item_list.frame)}",
            facts=item_list.facts if page.number == 1 else (),
            table=item_table(
                rows,
                f"{title}{page.words}",
                edition,
                of_list=item_list.frame,
                with_agency=with_agency,
            ),
            prev=page.prev,
            next=page.next,
            links=(Link("全部分类", HOME), Link("全部事项", f"{HOME}all/")),
        )
        yield Page(
            url=page.url,
            template="approvals/pages/list.html",
            title=f"{title}{page.words}",
            view=view,
            description=f"{title}：办理单位、时限、收费和跑几次。",
            crumbs=(*CRUMBS, Crumb(item_list.title)),
            section=SECTION,
            feed=FEED,
        )


_OPTIONAL_COLUMNS = {
    "legal_days": "法定时限",
    "promised_days": "承诺时限",
    "has_fee": "是否收费",
    "visits": "跑几次",
}


_COLUMN_TITLES = {
    "legal_days": "法定时限",
    "promised_days": "承诺时限",
    "has_fee": "收费",
    "visits": "跑几次",
}


def _unpublished_sentence(items: pd.DataFrame) -> str:
    """One sentence that names the columns which none of these items has published, or ""."""
    titles = [title for column, title in _OPTIONAL_COLUMNS.items() if items[column].isna().all()]
    return f"{'、'.join(titles)}都没有公布。" if titles else ""


def item_table(
    items: pd.DataFrame,
    caption: str,
    edition: Edition,
    *,
    of_list: pd.DataFrame,
    with_agency: bool,
) -> TableView:
    """Items as a table. of_list: the whole list that they are a part of.

    A column that is empty in the whole list is left out; `_unpublished_sentence` names it.
    """
    columns = tuple(name for name in _OPTIONAL_COLUMNS if of_list[name].notna().any())
    rows = edition.shared(_item_rows)
    positions = [rows.positions[code] for code in items["item_code"]]
    return rows.of_shape(columns, with_agency=with_agency).table(
        positions, "approvals-items", caption
    )


@dataclass(frozen=True, eq=False)
class ItemRows:
    """All items as columns. positions: where each stands, by its code.

    optional: of each column that may be left out, its title and cells.
    """

    always: tuple[tuple[Column, Cells], ...]
    agency: tuple[Column, Cells]
    optional: Mapping[str, tuple[Column, Cells]]
    positions: Mapping[str, int]
    _written: dict[tuple[tuple[str, ...], bool], WrittenRows] = field(default_factory=dict)

    def of_shape(self, columns: tuple[str, ...], *, with_agency: bool) -> WrittenRows:
        """The rows of all items with these of the optional columns; written once."""
        key = (columns, with_agency)
        if key not in self._written:
            name, type_ = self.always
            optional = (self.optional[column] for column in columns)
            agency = (self.agency,) if with_agency else ()
            self._written[key] = written_rows([name, *agency, type_, *optional])
        return self._written[key]


def _item_rows(edition: Edition) -> ItemRows:
    items = edition.tables["approvals"].frame("items")
    texts = {
        "legal_days": limit_column(items["legal_days"], items["legal_unit"]),
        "promised_days": limit_column(items["promised_days"], items["promised_unit"]),
        "has_fee": items["has_fee"].map({True: "收费", False: "不收费"}),
        "visits": items["visits"].astype("Int64").astype("str") + " 次",
    }
    urls = HOME + items["item_code"] + "/"
    short = items["agency"].map(edition.county.agencies["short_name"])
    return ItemRows(
        always=(
            (Column("事项"), Cells(items["name"], "head", urls=urls)),
            (Column("类型"), Cells(items["type"])),
        ),
        agency=(Column("办理单位"), Cells(short)),
        optional={
            name: (
                Column(_COLUMN_TITLES[name]),
                Cells(values.where(items[name].notna(), UNPUBLISHED).astype("str")),
            )
            for name, values in texts.items()
        },
        positions={code: i for i, code in enumerate(items["item_code"])},
    )
