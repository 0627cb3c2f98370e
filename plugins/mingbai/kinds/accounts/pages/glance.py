"""Books of the county -> villages as tiles, villages by months: the county at a glance.

Made from the states of books and the duties of the clock alone: a word in a ledger changes neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import pandas as pd
from markupsafe import Markup

from mingbai.check import lookup
from mingbai.county import County
from mingbai.kinds.accounts.disclosures import book_url, town_url
from mingbai.kinds.accounts.pages import crumbs, places
from mingbai.kinds.accounts.reads import ARREARS
from mingbai.kinds.accounts.states import LATE, MISSING, SCOPE
from mingbai.kinds.accounts.village_months import MonthStates, homes, village_months
from mingbai.model import Crumb, Edition, Page, Panel
from mingbai.page import (
    Cells,
    Column,
    DotGridView,
    Link,
    Mark,
    PlaceTile,
    TableView,
    TownTiles,
    charts,
    records,
    table_view,
)
from mingbai.page.charts import DotRow, DotState, MapTile

GLANCE = ("portal", "glance")
_NAMED = 6  # villages that are named in a sentence
_UNKNOWN = Mark("none", "")
_WORDS = {DotState.MISSING: "未公开", DotState.LATE: "迟公开", DotState.CORRECTED: "更正"}


@dataclass(frozen=True, slots=True)
class TilesView:
    """glance_tiles.html. says: how many villages stand how; key: what the tiles mean.

    map: the tiles as they lie on a map, where the county says so of every village.
    """

    says: str
    map: Markup | None
    blocks: tuple[TownTiles, ...]
    key: str
    twin: TableView


@dataclass(frozen=True, slots=True)
class CountyMonthsView:
    """glance_months.html: townships by months."""

    grid: DotGridView
    note: str


@dataclass(frozen=True, slots=True)
class TownMonthsView:
    """town_months.html. grid: None before any month fell due."""

    says: str
    grid: DotGridView | None
    links: tuple[Link, ...]


@dataclass(frozen=True)
class _Village:
    """A village on the map. mark: the worst of its books, None where all are fine."""

    code: str
    name: str
    url: str
    mark: Mark | None
    is_owed: bool

    @property
    def short(self) -> str:
        """Without 村, as a tile has room for it."""
        return self.name.removesuffix("村") or self.name

    @property
    def tile(self) -> PlaceTile:
        """As a tile."""
        return PlaceTile(self.short, self.url, self.mark, self.is_owed)

    def is_so(self, word: str) -> bool:
        """Whether its worst book stands so."""
        return self.mark is not None and self.mark.text == word


def panels(edition: Edition) -> Iterator[Panel]:
    """各村的账 and what became of the last months, on the page of the county at a glance."""
    of_books = homes(edition.county)
    title = "一格一个村"
    yield Panel(GLANCE, 100, title, "accounts/pages/glance_tiles.html", _map(edition, of_books))
    months = village_months(edition, of_books)
    if months is not None:
        view = _county_months(edition, of_books, months)
        title = f"{len(months.periods)} 个月，哪里老是迟"
        yield Panel(GLANCE, 110, title, "accounts/pages/glance_months.html", view)


def town_page(edition: Edition, code: str) -> Page:
    """`/accounts/town/<code>/months/`: the villages of a township by months."""
    of_books = homes(edition.county)
    of_town = of_books[of_books["town"] == code]
    name = str(edition.county.places.at[code, "name"])
    return Page(
        url=town_months_url(code),
        template="accounts/pages/town_months.html",
        title=f"{name}：哪些村老是迟",
        view=_town_months(edition, name, code, of_town),
        description=f"{name}各村最近十八个月的账，哪些按时公开，哪些迟了，哪些没有公开，哪些更正过。",
        crumbs=crumbs.of_town(code, name, Crumb("哪些村老是迟")),
        section=places.SECTION,
        feed=f"/feeds/places/{code}.atom",
        is_daily=True,
    )


def town_months_url(code: str) -> str:
    """Where the villages of a township stand month by month."""
    return f"{town_url(code)}months/"


def _villages(edition: Edition, of_books: pd.DataFrame) -> dict[str, list[_Village]]:
    """By township, its villages in the order of their codes, each with the worst of its books."""
    county = edition.county
    names, of_place = county.places["name"], county.books["place_code"]
    arrears = county.frame(ARREARS)
    owed = set(lookup(arrears.loc[arrears["value"] > 0, "book_id"], of_books["village"]).dropna())
    books: dict[tuple[str, str], list[str]] = {}
    for book, village, town in of_books.itertuples():
        books.setdefault((town, village), []).append(book)
    marks = dict(
        zip(of_books.index, records.state_marks(edition, SCOPE, of_books.index), strict=True)
    )
    by_town: dict[str, list[_Village]] = {}
    for (town, village), village_books in sorted(books.items()):
        worst = min(village_books, key=lambda book: (marks[book] or _UNKNOWN).rank)
        mark = marks[worst]
        group = "" if of_place[worst] == village else str(names[of_place[worst]])
        alarm = replace(mark, note=group) if mark and mark.is_alarm else None
        url = book_url(worst if alarm else village_books[0])
        by_town.setdefault(town, []).append(
            _Village(village, str(names[village]), url, alarm, village in owed)
        )
    return by_town


def _map(edition: Edition, of_books: pd.DataFrame) -> TilesView:
    """All villages as tiles, township by township."""
    names = edition.county.places["name"]
    by_town = _villages(edition, of_books)
    drawn = _drawn(edition.county, by_town)
    every = [village for villages in by_town.values() for village in villages]
    blocks = tuple(
        TownTiles(
            title=str(names[town]),
            url=town_months_url(town),
            says=_town_says(villages),
            is_behind=any(v.is_so(MISSING) for v in villages),
            tiles=tuple(village.tile for village in villages),
        )
        for town, villages in by_town.items()
    )
    says, key = _map_says(every), _map_key(every, is_drawn=bool(drawn))
    picture = charts.tile_map("map", "各村大致在哪里，账公开得怎样", says, drawn) if drawn else None
    return TilesView(says, picture, blocks, key, _map_twin(names, by_town))


def _drawn(county: County, by_town: Mapping[str, Sequence[_Village]]) -> tuple[MapTile, ...]:
    """Villages and townships where they lie; () unless the county says so of every village."""
    spots = {str(code): (column, row) for code, column, row in county.map_tiles.itertuples()}
    every = [(town, village) for town, villages in by_town.items() for village in villages]
    if not all(village.code in spots for _, village in every):
        return ()
    names = county.places["name"]
    towns = (town for town in by_town if town in spots)
    return (
        *(MapTile(str(names[town]), *spots[town], region=town) for town in towns),
        *(
            MapTile(village.short, *spots[village.code], region=town, tile=village.tile)
            for town, village in every
            if village.code != town
        ),
    )


def _town_says(villages: Sequence[_Village]) -> str:
    missing = sum(v.is_so(MISSING) for v in villages)
    behind = f"，{missing:,} 个有账没公开" if missing else ""
    return f"{len(villages):,} 个村{behind}"


def _map_says(every: Sequence[_Village]) -> str:
    """How many villages there are, and those whose account books are missing by name."""
    missing = [v for v in every if v.is_so(MISSING)]
    late, owed = sum(v.is_so(LATE) for v in every), sum(v.is_owed for v in every)
    parts = [f"全县 {len(every):,} 个村"]
    if missing:
        named = "、".join(v.name for v in missing[:_NAMED])
        more = "等" if len(missing) > _NAMED else ""
        parts.append(f"到今天还有账没公开的 {len(missing):,} 个：{named}{more}")
    else:
        parts.append("到期的账都公开了")
    if late:
        parts.append(f"最近一个月迟公开的 {late:,} 个")
    says = "；".join(parts) + "。"
    return says + (f"另有 {owed:,} 个村租金没收齐。" if owed else "")


def _map_key(every: Sequence[_Village], *, is_drawn: bool) -> str:
    """What the looks of tiles mean, of those that there are."""
    parts = ["格子按乡镇排，不是测绘的地图"]
    if is_drawn:
        parts = ["图上的位置大致照地图，粗线是乡镇的边，不是测绘的"]
    if any(v.is_so(MISSING) for v in every):
        parts.append("实底带 ○ 的，有账到期没有公开")
    if any(v.is_so(LATE) for v in every):
        parts.append("虚线框带 ◐ 的，最近一个月迟公开")
    if any(v.is_owed for v in every):
        corner = "写着“欠租”、图上折了角的" if is_drawn else "写着“欠租”的"
        parts.append(f"{corner}，租金没收齐")
    parts.append("带 ✓ 的，到期的都按时公开了")
    return "；".join(parts) + "。村里有几本账的，看最差的一本。点哪一格，就打开哪个村的账。"


def _map_twin(names: pd.Series, by_town: Mapping[str, Sequence[_Village]]) -> TableView:
    """The map as a table: of each township the villages that are behind, how many are not."""
    columns: list[tuple[Column, Cells]] = [
        (
            Column("乡镇"),
            Cells(
                [names[town] for town in by_town],
                "head",
                urls=[town_months_url(town) for town in by_town],
            ),
        ),
    ]
    for word in (MISSING, LATE):
        named = [_names(v for v in villages if v.is_so(word)) for villages in by_town.values()]
        columns.append((Column(word), Cells(named)))
    columns.append(
        (
            Column("欠租"),
            Cells([_names(v for v in villages if v.is_owed) for villages in by_town.values()]),
        )
    )
    fine = [sum(v.mark is None for v in villages) for villages in by_town.values()]
    columns.append((Column("都按时的（个）", is_num=True), Cells(fine, "num")))
    return table_view("tiles-table", "各乡镇的村，账公开得怎样", columns)


def _names(villages: Iterable[_Village]) -> str | None:
    return "、".join(village.name for village in villages) or None


def _county_months(
    edition: Edition, of_books: pd.DataFrame, months: MonthStates
) -> CountyMonthsView:
    """A row a township: the worst of its villages, month by month."""
    names = edition.county.places["name"]
    town_of = of_books.drop_duplicates("village").set_index("village")["town"]
    towns = months.worst_by(town_of)
    counts = months.counts().groupby(town_of).sum()
    urls = {town: town_months_url(town) for town in counts.index}
    grid = charts.dot_grid(
        id_="months-grid",
        title="一行一个乡镇，一格一个月，看最差的一个村",
        says=_months_says(counts.sum(), len(months.ranks)),
        periods=months.periods,
        rows=_rows(towns, names, urls),
        twin=_counts_table("months-table", "乡镇", counts, names, urls),
    )
    return CountyMonthsView(grid, "点乡镇的名字，看它的每个村。")


def _town_months(edition: Edition, name: str, code: str, of_town: pd.DataFrame) -> TownMonthsView:
    links = (Link("全县一眼", "/clock/county/"), Link(f"{name}各本账", town_url(code)))
    months = village_months(edition, of_town)
    if months is None:
        return TownMonthsView("还没有到期的月份。", None, links)
    names = edition.county.places["name"]
    first = of_town.reset_index().drop_duplicates("village").set_index("village")["book_id"]
    urls = {str(village): book_url(book) for village, book in first.items()}
    counts = months.counts()
    says = _months_says(counts.sum(), len(months.ranks))
    table = _counts_table("months-table", "村", counts, names, urls, months=months)
    grid = charts.dot_grid(
        id_="months-grid",
        title="一行一个村，一格一个月",
        says=says,
        periods=months.periods,
        rows=_rows(months, names, urls),
        twin=table,
    )
    return TownMonthsView(f"{says}村里有几本账的，看最差的一本。", grid, links)


def _rows(months: MonthStates, names: pd.Series, urls: Mapping[str, str]) -> tuple[DotRow, ...]:
    return tuple(
        DotRow(str(names[code]).removesuffix("村") or str(names[code]), urls[code], cells)
        for code, cells in months.cells().items()
    )


def _months_says(counts: pd.Series, villages: int) -> str:
    """`24 个村 18 个月，共 432 次，按时 412 次，迟公开 14 次 …`; a month of a village is one."""
    every = int(counts.drop(DotState.NOTHING).sum())
    parts = [f"{villages:,} 个村，共 {every:,} 次（一个村一个月算一次）"]
    parts.append(f"按时 {counts[DotState.ON_TIME] + counts[DotState.CORRECTED]:,} 次")
    words = {
        DotState.LATE: "迟公开",
        DotState.MISSING: "到今天还没公开",
        DotState.CORRECTED: "按时公开以后又更正",
    }
    parts += [f"{word} {counts[state]:,} 次" for state, word in words.items() if counts[state]]
    return "，".join(parts) + "。"


def _counts_table(
    id_: str,
    level: str,
    counts: pd.DataFrame,
    names: pd.Series,
    urls: Mapping[str, str],
    months: MonthStates | None = None,
) -> TableView:
    """Things by how many of their months were in time, late, missing, corrected, the worst first.

    months: whose exceptions are named, where any are.
    """
    order = counts.sort_values(
        [DotState.MISSING, DotState.LATE, DotState.CORRECTED], ascending=False, kind="stable"
    ).index
    counts = counts.loc[order]
    in_time = counts[DotState.ON_TIME] + counts[DotState.CORRECTED]
    columns: list[tuple[Column, Cells]] = [
        (Column(level), Cells(names[order], "head", urls=[urls[code] for code in order])),
        *(
            (Column(f"{word}（次）", is_num=True), Cells(counts[state], "num"))
            for state, word in _WORDS.items()
        ),
        (Column("按时（次）", is_num=True), Cells(in_time, "num")),
    ]
    if months is not None:
        columns.append(_exceptions(months, order))
    return table_view(id_, f"各{level}最近的月份，没公开多的在前", columns)


def _exceptions(months: MonthStates, order: pd.Index) -> tuple[Column, Cells]:
    """Which months of each thing were not fine: `未公开 2026 年 5 月、6 月；迟公开 …`."""
    cells = months.cells()
    texts = [
        "；".join(
            f"{word} {_months_zh(wrong_months)}"
            for state, word in _WORDS.items()
            if (
                wrong_months := [
                    m for m, c in zip(months.periods, cells[code], strict=True) if c is state
                ]
            )
        )
        for code in order
    ]
    return Column("哪几个月"), Cells([text or None for text in texts])


def _months_zh(periods: Sequence[str]) -> str:
    """`2025 年 9 月，2026 年 5 月、6 月`."""
    years = groupby(periods, key=lambda period: period[:4])
    return "，".join(
        f"{year} 年 " + "、".join(f"{int(period[5:])} 月" for period in of_year)
        for year, of_year in years
    )
