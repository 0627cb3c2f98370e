"""All items -> lists that filter without a script: by life event, type, agency, window."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

import pandas as pd
from pypinyin import lazy_pinyin

from mingbai.kinds.approvals.rules import limit_words
from mingbai.kinds.approvals.titles import CRUMBS, FEED, HOME, SECTION, TYPES, UNPUBLISHED
from mingbai.model import Crumb, Edition, Page
from mingbai.page import Cells, Choice, Column, Fact, Link, TableView, count, parts, table_view
from mingbai.read import Tables


@dataclass(frozen=True, slots=True)
class Listing:
    """Items that have one thing in common. title: `行政许可`; frame: their rows of `items`."""

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


def listings(tables: Tables, edition: Edition) -> tuple[Listing, ...]:
    """Every list but that of all items: groups in their order, lists in theirs."""
    items = tables.frame("items")
    return (
        *_events(items),
        *_types(items),
        *_agencies(items, edition),
        *_windows(items, edition),
    )


def choices(found: Sequence[Listing]) -> tuple[Choice, ...]:
    """The lists as links with counts, a heading a group; groups without lists left out."""
    grouped = ((group, [one.link for one in found if one.group == group]) for group in GROUPS)
    return tuple(Choice(f"按{group}", tuple(links)) for group, links in grouped if links)


def _events(items: pd.DataFrame) -> Iterator[Listing]:
    names = sorted(items["life_event"].dropna().unique())
    spelt = {name: _spelt(name) for name in names}
    for name in names:
        is_shared = list(spelt.values()).count(spelt[name]) > 1
        slug = spelt[name] + (f"-{sha256(name.encode()).hexdigest()[:6]}" if is_shared else "")
        own = items[items["life_event"] == name]
        yield Listing(GROUPS[0], name, f"{HOME}event/{slug}/", own)


def _spelt(name: str) -> str:
    """`建房` -> `jian-fang`: an address in ASCII that stays."""
    sounds = ("".join(c for c in sound.lower() if c in _ASCII) for sound in lazy_pinyin(name))
    return "-".join(sound for sound in sounds if sound) or "event"


_ASCII = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")


def _types(items: pd.DataFrame) -> Iterator[Listing]:
    for name, slug in TYPES.items():
        own = items[items["type"] == name]
        if len(own):
            yield Listing(GROUPS[1], name, f"{HOME}type/{slug}/", own)


def _agencies(items: pd.DataFrame, edition: Edition) -> Iterator[Listing]:
    for slug, agency in edition.county.agencies.iterrows():
        own = items[items["agency"] == slug]
        if len(own):
            home = Fact("单位主页", Link(agency["name"], edition.url("agency", str(slug))))
            yield Listing(GROUPS[2], agency["short_name"], f"{HOME}agency/{slug}/", own, (home,))


def _windows(items: pd.DataFrame, edition: Edition) -> Iterator[Listing]:
    for id_, window in edition.county.windows.iterrows():
        own = items[items["window"] == id_]
        if len(own):
            facts = (Fact("地点", str(window["address"])), Fact("时间", str(window["hours"])))
            title = f"{_town(window['place_code'], edition)}{window['name']}"
            yield Listing(GROUPS[3], title, f"{HOME}window/{id_}/", own, facts)


def _town(place_code: str, edition: Edition) -> str:
    """A township's name before its window's; the county's own windows need none."""
    is_county = place_code == edition.county.root_place
    return "" if is_county else str(edition.county.places.at[place_code, "name"])


def list_pages(one: Listing, edition: Edition) -> Iterator[Page]:
    """The pages of a list."""
    title = f"{one.title}的事项" if one.group else one.title
    with_agency = one.group != GROUPS[2]
    for part in parts(one.url, len(one.frame)):
        own = one.frame.iloc[part.rows]
        view = ListView(
            says=f"共 {count(len(one.frame))} 项。{_unsaid(one.frame)}",
            facts=one.facts if part.number == 1 else (),
            table=table(own, f"{title}{part.words}", edition, one.frame, with_agency=with_agency),
            prev=part.prev,
            next=part.next,
            links=(Link("全部分类", HOME), Link("全部事项", f"{HOME}all/")),
        )
        yield Page(
            url=part.url,
            template="approvals/pages/list.html",
            title=f"{title}{part.words}",
            view=view,
            description=f"{title}：办理单位、时限、收费和跑几次。",
            crumbs=(*CRUMBS, Crumb(one.title)),
            section=SECTION,
            feed=FEED,
        )


_SAID = {
    "legal_days": "法定时限",
    "promised_days": "承诺时限",
    "has_fee": "是否收费",
    "visits": "跑几次",
}


def _unsaid(items: pd.DataFrame) -> str:
    """What none of these items has published: said once instead of in every row."""
    lacks = [title for column, title in _SAID.items() if items[column].isna().all()]
    return f"{'、'.join(lacks)}都没有公布。" if lacks else ""


def table(
    items: pd.DataFrame, caption: str, edition: Edition, whole: pd.DataFrame, *, with_agency: bool
) -> TableView:
    """Items as a table; a column empty in the `whole` list is left out (`_unsaid` says so)."""
    columns = [(Column("事项"), Cells(items["name"], "head", urls=HOME + items["item_code"] + "/"))]
    if with_agency:
        short = items["agency"].map(edition.county.agencies["short_name"])
        columns.append((Column("办理单位"), Cells(short)))
    columns.append((Column("类型"), Cells(items["type"])))
    said = {
        "legal_days": ("法定时限", _limits(items, "legal")),
        "promised_days": ("承诺时限", _limits(items, "promised")),
        "has_fee": ("收费", items["has_fee"].map({True: "收费", False: "不收费"})),
        "visits": ("跑几次", items["visits"].astype("Int64").astype("str") + " 次"),
    }
    for name, (title, values) in said.items():
        if whole[name].notna().any():
            texts = values.where(items[name].notna(), UNPUBLISHED).astype("str")
            columns.append((Column(title), Cells(texts)))
    return table_view("approvals-items", caption, columns)


def _limits(items: pd.DataFrame, name: str) -> pd.Series:
    words = limit_words(items[f"{name}_days"], items[f"{name}_unit"])
    return words.mask((items[f"{name}_days"] == 0).fillna(False).astype(bool), "当场")
