"""Pages of the clock: agencies × months, and every duty of a month with its state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from mingbai.check import clock
from mingbai.county import County
from mingbai.model import HOME_CRUMB, Crumb, Edition, Page, Panel
from mingbai.page import Cells, Column, Link, Mark, TableView, month_zh, table_view

_MONTHS = 12
_STATES = (
    (clock.MISSING, "missing"),
    (clock.LATE, "late"),
    (clock.WAITING, "waiting"),
    (clock.ON_TIME, "on-time"),
)


@dataclass(frozen=True)
class ClockView:
    """clock.html. grid: agencies × months, counts of states as text."""

    as_of: str
    grid: TableView | None
    months: tuple[Link, ...]


@dataclass(frozen=True)
class StateGroup:
    """The duties of one month in one state."""

    id: str
    mark: Mark
    count: int
    table: TableView


@dataclass(frozen=True)
class MonthView:
    """clock_month.html: missing first, then late, not yet due, on time.

    units: counts of each agency; None on the page of a single agency.
    """

    as_of: str
    units: TableView | None
    groups: tuple[StateGroup, ...]


@dataclass(frozen=True)
class ClockRecordView:
    """clock_record.html, on the page of an agency or place: how many of its duties were on time."""

    sentence: str
    table: TableView | None
    all: Link


def clock_pages(edition: Edition) -> Iterator[Page]:
    """`/clock/`, a page for each month, and one for each month of each agency."""
    dues = edition.dues
    months = sorted(set(dues["period"]), reverse=True)
    links = tuple(Link(month_zh(m), f"/clock/{m}/") for m in months)
    as_of = edition.county.as_of.isoformat()
    over = [month for month in months if month <= as_of[:7]][:_MONTHS]
    grid = _grid(edition, over) if over else None
    yield Page(
        url="/clock/",
        template="clock.html",
        title="按时公开情况",
        view=ClockView(as_of, grid, links),
        description="哪些按时公开、按时答复，哪些迟了，哪些到期还没有做。",
        crumbs=(HOME_CRUMB, Crumb("按时公开情况")),
        section="核对",
        is_daily=True,
    )
    for month in months:
        yield from _month(month, dues[dues["period"] == month], edition.county)


def _month(month: str, dues: pd.DataFrame, county: County) -> Iterator[Page]:
    """The page of a month (counts by agency, duties not done on time), then one for each agency."""
    as_of, url = county.as_of.isoformat(), f"/clock/{month}/"
    crumbs = (HOME_CRUMB, Crumb("按时公开情况", "/clock/"), Crumb(month_zh(month)))
    title = f"{month_zh(month)}按时公开情况"
    groups = _groups(dues[dues["state"].isin([clock.MISSING, clock.LATE])], county)
    month_view = MonthView(as_of, _units(url, dues, county), tuple(groups))
    yield Page(
        url=url,
        template="clock_month.html",
        title=title,
        view=month_view,
        crumbs=crumbs,
        section="核对",
        is_daily=True,
    )
    for slug, dues_of_agency in dues.groupby("agency", sort=True):
        name = str(county.agencies.at[slug, "short_name"])
        view = MonthView(as_of, None, tuple(_groups(dues_of_agency, county)))
        above = (*crumbs[:-1], Crumb(month_zh(month), url), Crumb(name))
        yield Page(
            url=f"{url}{slug}/",
            template="clock_month.html",
            title=f"{name}：{title}",
            view=view,
            crumbs=above,
            section="核对",
            is_daily=True,
        )


def _units(url: str, dues: pd.DataFrame, county: County) -> TableView:
    """A row for each agency with duties in the month: how many, and how many in each state."""
    counts = clock.grid(dues, dues["agency"]).droplevel("period")
    counts = counts.loc[[slug for slug in county.agencies.index if slug in counts.index]]
    names = county.agencies.loc[counts.index, "short_name"]
    urls = [f"{url}{slug}/" for slug in counts.index]
    columns: list[tuple[Column, Cells]] = [
        (Column("单位"), Cells(names, "head", urls=urls)),
        (Column("共（项）", is_num=True), Cells(counts.sum(axis=1), "num")),
    ]
    columns += [
        (Column(f"{state}（项）", is_num=True), Cells(counts[state], "num"))
        for state in counts.columns
        if counts[state].any()
    ]
    return table_view("units", "各单位这个月到期的事项", columns)


def _grid(edition: Edition, months: list[str]) -> TableView:
    """Agencies × months; a cell is empty where nothing was due."""
    dues = edition.dues[edition.dues["period"].isin(months)]
    counts = clock.grid(dues, dues["agency"])
    cells = clock.words(counts).unstack("period")
    agencies = edition.county.agencies
    order = [slug for slug in agencies.index if slug in cells.index]
    cells = cells.reindex(order)
    columns: list[tuple[Column, Cells]] = [
        (
            Column("单位"),
            Cells(
                agencies.loc[order, "short_name"],
                "head",
                urls=[f"/agencies/{slug}/" for slug in order],
            ),
        )
    ]
    for month in months:
        texts = cells[month].astype("object").where(cells[month].notna(), None)
        column = Column(f"{month[:4]}-{month[5:]}")
        urls = [f"/clock/{month}/{slug}/" for slug in order]
        columns.append((column, Cells(list(texts), urls=urls)))
    return table_view("grid", "各单位每月到期事项的结果", columns, mode="frame")


def _groups(dues: pd.DataFrame, county: County) -> Iterator[StateGroup]:
    for state, id_ in _STATES:
        dues_in_state = dues[dues["state"] == state]
        if len(dues_in_state):
            mark = Mark(clock.MARKS[state], state)
            table = _duties(id_, "按期限先后", dues_in_state, county)
            yield StateGroup(id_, mark, len(dues_in_state), table)


def _duties(id_: str, caption: str, dues: pd.DataFrame, county: County) -> TableView:
    where = dues["place"].map(county.places["path"])
    where = where.fillna(dues["agency"].map(county.agencies["short_name"]))
    late = dues["days_late"].map(lambda n: f"{n} 天" if n else None).tolist()
    return table_view(
        id_,
        caption,
        [
            (Column("什么"), Cells(dues["title"], "head", urls=dues["url"])),
            (Column("哪里"), Cells(where)),
            (Column("期限"), Cells(dues["due"], "date")),
            (Column("哪天做到"), Cells(dues["done"], "date")),
            (Column("迟", is_num=True), Cells(late, "num")),
        ],
    )


def record_panels(edition: Edition) -> Iterator[Panel]:
    """The record of every agency and place that had duties, for its own page."""
    for scope in ("agency", "place"):
        over = edition.dues[edition.dues["state"] != clock.WAITING].dropna(subset=[scope])
        for subject, dues in over.groupby(scope, sort=True):
            view = _record(dues, edition.county)
            yield Panel(
                subject=(scope, str(subject)),
                order=900,
                title="按时公开情况",
                template="clock_record.html",
                view=view,
                is_daily=True,
            )


def _record(dues: pd.DataFrame, county: County) -> ClockRecordView:
    counts = dues["state"].value_counts().to_dict()
    parts = [f"{counts[s]:,} 项{s}" for s in (clock.ON_TIME, clock.LATE) if s in counts]
    if clock.MISSING in counts:
        parts.append(f"{counts[clock.MISSING]:,} 项到期未办")
    faults = dues[dues["state"] != clock.ON_TIME].tail(5)[::-1]
    table = _duties("record", "最近没有按时的", faults, county) if len(faults) else None
    sentence = f"到期 {len(dues):,} 项：{'，'.join(parts)}。"
    return ClockRecordView(sentence, table, Link("全县按时公开情况", "/clock/"))
