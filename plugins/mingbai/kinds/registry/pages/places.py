"""Registry -> the tree of places and a page for each county, township, village and group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from mingbai.county import codes
from mingbai.kinds.registry.pages import contact_tables
from mingbai.kinds.registry.titles import (
    UNPUBLISHED,
    agency_url,
    complaint_facts,
    contact_facts,
    feed_url,
    phone_link,
    place_titles,
    place_url,
    subscription_fact,
)
from mingbai.model import HOME_CRUMB, Crumb, Edition, Page
from mingbai.page import Branch, Cells, Choice, Column, Fact, Link, TableView, alphabet, table_view

LEVEL_BELOW = {"县": "乡镇", "乡镇": "村", "村": "组"}
SECTION = "村账"
_CRUMBS = (HOME_CRUMB, Crumb("乡镇和村", "/places/"))


@dataclass(frozen=True, slots=True)
class PlacesView:
    """places.html. says: how many of each level. groups: villages and up by pinyin initial."""

    says: str
    tree: tuple[Branch, ...]
    letters: tuple[Link, ...]
    groups: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class PlaceView:
    """place.html. has_books, has_people: whether to say so where there is none.

    above: the places that it lies in. facts: what clerks know it by. A county and a township keep
    no books, and their people stand on their agencies' pages.
    """

    above: tuple[Fact, ...]
    facts: tuple[Fact, ...]
    has_books: bool
    books: tuple[Link, ...]
    has_people: bool
    people: TableView | None
    windows: TableView | None
    channels: tuple[Fact, ...]
    below_title: str
    below: TableView | None


@dataclass(frozen=True)
class Surroundings:
    """What stands around places, grouped once: rows by place code.

    places, books, offices: as `itertuples` gives rows, for they are asked for one by one.
    complaints: where anyone may turn, the same for every place.
    """

    places: Mapping[str, Any]
    titles: Mapping[str, str]
    below: Mapping[str, pd.DataFrame]
    books: Mapping[str, Sequence[Any]]
    posts: Mapping[str, pd.DataFrame]
    windows: Mapping[str, pd.DataFrame]
    offices: Mapping[str, Sequence[Any]]
    contacts: Mapping[str, pd.DataFrame]
    complaints: tuple[Fact, ...]


def _by(frame: pd.DataFrame, column: str) -> Mapping[str, pd.DataFrame]:
    return {str(code): rows for code, rows in frame.groupby(column, sort=False)}


def _rows_by(frame: pd.DataFrame, column: str) -> Mapping[str, Sequence[Any]]:
    by_code: dict[str, list[Any]] = {}
    for code, row in zip(frame[column].tolist(), frame.itertuples(), strict=True):
        if isinstance(code, str):
            by_code.setdefault(code, []).append(row)
    return by_code


def surroundings(edition: Edition) -> Surroundings:
    """Groups the registry by place; offices are the governments that answer for a place."""
    county = edition.county
    places = county.places.assign(block=codes.block(county.places["place_code"]))
    governments = county.agencies[county.agencies["class"].isin(["县政府", "乡镇政府"])]
    return Surroundings(
        {str(row.place_code): row for row in places.itertuples()},
        {str(code): str(title) for code, title in place_titles(places).items()},
        below=_by(places, "parent_code"),
        books=_rows_by(county.books, "place_code"),
        posts=_by(county.posts, "place_code"),
        windows=_by(county.windows, "place_code"),
        offices=_rows_by(governments, "place_code"),
        contacts=_by(county.contacts, "place_code"),
        complaints=complaint_facts(county),
    )


def pages(edition: Edition) -> Iterator[Page]:
    """`/places/` and `/places/<place_code>/`."""
    around = surroundings(edition)
    yield Page(
        url="/places/",
        template="registry/pages/places.html",
        title="乡镇和村",
        view=_places(edition, around),
        description="县、乡镇、村、村民小组，从上到下找，或按拼音首字母找。",
        crumbs=(*_CRUMBS[:1], Crumb("乡镇和村")),
        section=SECTION,
    )
    for code in around.places:
        yield _page(code, edition, around)


def _page(code: str, edition: Edition, around: Surroundings) -> Page:
    above = _above(code, around)
    title = around.titles[code]
    crumbs = tuple(Crumb(around.titles[a], place_url(a)) for a in above[1:])
    where = "".join(str(around.places[a].name) for a in (*above, code))
    return Page(
        url=place_url(code),
        template="registry/pages/place.html",
        title=title,
        view=place_view(code, edition, around),
        description=f"{where}：账簿、负责人、电话和公开的信息。",
        crumbs=(*_CRUMBS, *crumbs, Crumb(title)),
        section=SECTION,
        subject=("place", code),
        feed=feed_url(place_url(code)),
        may_keep=True,
    )


def _above(code: str, around: Surroundings) -> list[str]:
    """Codes of the places a place lies in, the county first."""
    codes: list[str] = []
    parent = around.places[code].parent_code
    while isinstance(parent, str):
        codes.insert(0, parent)
        parent = around.places[parent].parent_code
    return codes


def place_view(code: str, edition: Edition, around: Surroundings) -> PlaceView:
    """Everything the registry knows of one place."""
    title = around.titles[code]
    kind = str(around.places[code].kind)
    return PlaceView(
        above=_within(code, around),
        facts=_facts(code, around),
        has_books=kind in ("村", "组"),
        has_people=kind in ("村", "组") or code in around.posts,
        books=tuple(_books(code, edition, around)),
        people=_posts(title, around.posts.get(code)),
        windows=_windows(title, around.windows.get(code)),
        channels=(
            *_office(code, kind, around),
            *_offices([*_above(code, around), code], around),
            *around.complaints,
            subscription_fact(place_url(code)),
        ),
        below_title=f"下辖的{LEVEL_BELOW[kind]}" if kind in LEVEL_BELOW else "",
        below=_below(code, edition, around),
    )


def _facts(code: str, around: Surroundings) -> tuple[Fact, ...]:
    place = around.places[code]
    is_group = place.kind == "组"
    note = "村代码加本地序号，没有国家代码" if is_group else "统计用区划代码"
    level = str(place.kind)
    if isinstance(place.block, str) and place.block != level:
        level = f"{level}（{place.block}）"
    return (Fact("代码", Link(code, note=note)), Fact("级别", level))


def _within(code: str, around: Surroundings) -> tuple[Fact, ...]:
    above = tuple(Link(str(around.places[a].name), place_url(a)) for a in _above(code, around))
    return (Fact("所在", above),) if above else ()


def _books(code: str, edition: Edition, around: Surroundings) -> Iterator[Link]:
    for book in around.books.get(code, ()):
        keeper = str(edition.county.agencies.at[str(book.keeper), "short_name"])
        months = (
            f"{book.since} 至 {book.until}" if isinstance(book.until, str) else f"{book.since} 起"
        )
        note = f"{keeper}代理记账，{months}公开"
        yield Link(str(book.name), edition.url("book", str(book.book_id)), note)


def _posts(title: str, posts: pd.DataFrame | None) -> TableView | None:
    return (
        None
        if posts is None
        else contact_tables.post_table(f"{title}的负责人", posts, with_substitutes=False)
    )


def _windows(title: str, windows: pd.DataFrame | None) -> TableView | None:
    return None if windows is None else contact_tables.window_table(f"{title}的窗口", windows)


def _office(code: str, kind: str, around: Surroundings) -> tuple[Fact, ...]:
    """The place's own office; a village that has published none says so."""
    contacts = around.contacts.get(code)
    if contacts is not None:
        return contact_facts(contacts[contacts["purpose"] == "办公"])
    return (Fact("办公电话", Link(UNPUBLISHED)),) if kind == "村" else ()


def _offices(chain: list[str], around: Surroundings) -> Iterator[Fact]:
    """The government nearest above a place, with its telephones."""
    nearest = next((c for c in reversed(chain) if c in around.offices), None)
    if nearest is None:
        return
    for office in around.offices[nearest]:
        link = Link(str(office.name), agency_url(str(office.slug)))
        yield Fact("上级政府" if nearest != chain[-1] else "政府", link)
        yield Fact("电话", phone_link(office.phone))
        yield Fact("监督电话", phone_link(office.supervision_phone))


def _below(code: str, edition: Edition, around: Surroundings) -> TableView | None:
    """The places one level down: their own book, and how many there are below them."""
    if code not in around.below:
        return None
    places = around.below[code]
    level = str(places["kind"].iloc[0])
    books_of_places = [around.books.get(c) for c in places.index]
    ids = [None if books is None else str(books[-1].book_id) for books in books_of_places]
    urls = [None if i is None else edition.url("book", i) for i in ids]
    names = ["没有登记" if books is None else str(books[-1].name) for books in books_of_places]
    columns = [
        (Column(level), Cells(places["name"], "head", urls=[place_url(c) for c in places.index]))
    ]
    if level in ("村", "组"):
        columns.append((Column("账簿"), Cells(names, urls=urls)))
    if level in LEVEL_BELOW:
        counts = [len(around.below[c]) if c in around.below else 0 for c in places.index]
        columns.append((Column(f"{LEVEL_BELOW[level]}（个）", is_num=True), Cells(counts, "num")))
    return table_view("below", f"{around.titles[code]}的 {len(places):,} 个{level}", columns)


def _places(edition: Edition, around: Surroundings) -> PlacesView:
    counts = Counter(place.kind for place in around.places.values())
    levels = ("乡镇", "村", "组")
    level_counts = "、".join(f"{counts[k]:,} 个{k}" for k in levels if k in counts)
    names = [
        edition.names["place", code] for code, place in around.places.items() if place.kind != "组"
    ]
    groups = alphabet.az(names)
    letters = tuple(Link(group.title, f"#{group.title}") for group in groups)
    return PlacesView(
        f"全县有 {level_counts}。", (_branch(edition.county.root_place, around),), letters, groups
    )


def _branch(code: str, around: Surroundings) -> Branch:
    children = around.below[code].index if code in around.below else ()
    below = tuple(_branch(str(child), around) for child in children)
    return Branch(str(around.places[code].name), place_url(code), below=below)
