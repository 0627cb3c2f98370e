"""Pages of the clock: agencies × months, and every duty of a month with its state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from mingbai.check import clock
from mingbai.county import County
from mingbai.model import HOME_CRUMB, Band, Crumb, Edition, Page
from mingbai.page import (
    Cells,
    Column,
    Link,
    Mark,
    TableView,
    WrittenRows,
    month_zh,
    table_view,
)
from mingbai.portal import calendars, glance
from mingbai.portal.duties import Duties, duty_rows, waiting
from mingbai.portal.town_pages import town_link, towns

_MONTHS = 12
_CALENDAR = Link("到期日历", calendars.ALL_URL, "手机和电脑的日历可以订阅，到期前看得见。")
_GLANCE = Link("全县一眼", glance.URL, "哪天该公开什么，哪些村公开了，一页看全县。")
_ORDER = "缺得多的在前"
_UNCOUNTED = "公开了才知道有的"
_STATES = (
    (clock.UNPUBLISHED, "unpublished"),
    (clock.UNANSWERED, "unanswered"),
    (clock.UNCLOSED, "unclosed"),
    (clock.UNDONE, "undone"),
    (clock.LATE, "late"),
    (clock.WAITING, "waiting"),
    (clock.ON_TIME, "on-time"),
)


@dataclass(frozen=True)
class ClockView:
    """clock.html. grid: agencies × months, counts of states as text.

    towns: the page of each township. calendar: what falls due, as a file for calendars; glance: the
    same day by day. waiting: see `waiting`.
    """

    as_of: str
    grid: TableView | None
    months: tuple[Link, ...]
    towns: tuple[Link, ...]
    calendar: Link
    glance: Link
    waiting: str


@dataclass(frozen=True)
class StateGroup:
    """The duties of one month in one state. count: how many; of: what is counted (a Figure's)."""

    id: str
    mark: Mark
    count: int
    table: TableView
    of: str = ""


@dataclass(frozen=True)
class MonthView:
    """clock_month.html: missing first, then late, not yet due, on time.

    units: counts of each agency; None on the page of a single agency.
    """

    as_of: str
    units: TableView | None
    groups: tuple[StateGroup, ...]


def clock_pages(edition: Edition) -> Iterator[Page]:
    """`/clock/`, a page for each month, and one for each month of each agency."""
    dues = _shown(edition.dues)
    months = sorted(set(dues["period"]), reverse=True)
    links = tuple(Link(month_zh(m), f"/clock/{m}/") for m in months)
    as_of = edition.county.as_of.isoformat()
    counted = sorted(set(clock.counted(dues)["period"]), reverse=True)
    over = [month for month in counted if month <= as_of[:7]][:_MONTHS]
    grid = _grid(edition, over) if over else None
    yield Page(
        url="/clock/",
        template="clock.html",
        title="按时公开情况",
        view=ClockView(
            as_of=as_of,
            grid=grid,
            months=links,
            towns=tuple(town_link(slug, edition.county) for slug in towns(edition.county)),
            calendar=_CALENDAR,
            glance=_GLANCE,
            waiting=waiting(edition.upcoming),
        ),
        description="哪些按时公开、按时答复，哪些迟了，哪些到期还没有做。",
        crumbs=(HOME_CRUMB, Crumb("按时公开情况")),
        section="核对",
        feed="/feeds/overdue.atom",
        band=_overdue(edition),
        is_daily=True,
    )
    for month in months:
        yield from _month(month, dues[dues["period"] == month], edition)


def _month(month: str, dues: pd.DataFrame, edition: Edition) -> Iterator[Page]:
    """The page of a month (counts by agency, duties not done on time), then one for each agency."""
    county, rows = edition.county, edition.shared(duty_rows)
    as_of, url = county.as_of.isoformat(), f"/clock/{month}/"
    crumbs = (HOME_CRUMB, Crumb("按时公开情况", "/clock/"), Crumb(month_zh(month)))
    title = f"{month_zh(month)}按时公开情况"
    groups = _groups(dues[dues["state"].isin([*clock.MISSING, clock.LATE])], rows, month)
    month_view = MonthView(as_of, _units(url, dues, county), tuple(groups))
    yield Page(
        url=url,
        template="clock_month.html",
        title=title,
        view=month_view,
        description=f"{title}：各单位哪些按时，哪些迟了，哪些到期还没有做。",
        crumbs=crumbs,
        section="核对",
        is_daily=True,
    )
    for slug, dues_of_agency in dues.groupby("agency", sort=True):
        name = str(county.agencies.at[slug, "short_name"])
        view = MonthView(as_of, None, tuple(_groups(dues_of_agency, rows, f"{month}:{slug}")))
        above = (*crumbs[:-1], Crumb(month_zh(month), url), Crumb(name))
        yield Page(
            url=f"{url}{slug}/",
            template="clock_month.html",
            title=f"{name}：{title}",
            view=view,
            description=f"{name}{title}：哪些按时，哪些迟了，哪些到期还没有做。",
            crumbs=above,
            section="核对",
            is_daily=True,
        )


def _units(url: str, dues: pd.DataFrame, county: County) -> TableView | None:
    """A row for each agency with duties in the month: how many, and how many in each state.

    None where nothing of the month could have been missed.
    """
    dues = clock.counted(dues)
    if not len(dues):
        return None
    counts = clock.grid(dues, dues["agency"]).droplevel("period")
    counts = counts.loc[_worst_first(counts, county)]
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
    return table_view("units", f"各单位这个月到期的事项，{_ORDER}", columns)


def _worst_first(counts: pd.DataFrame, county: County) -> list[str]:
    """Agencies of a grid: those with most that is missing, then late, then as registered.

    counts: by agency, a column a state.
    """
    ordered = counts.loc[[slug for slug in county.agencies.index if slug in counts.index]]
    worst = ordered.assign(missing=ordered[list(clock.MISSING)].sum(axis=1))
    ordered = worst.sort_values(["missing", clock.LATE], ascending=False, kind="stable")
    return list(ordered.index)


def _grid(edition: Edition, months: list[str]) -> TableView:
    """Agencies × months; a cell is empty where nothing was due."""
    dues = clock.counted(edition.dues)
    dues = dues[dues["period"].isin(months)]
    counts = clock.grid(dues, dues["agency"])
    cells = clock.words(counts).unstack("period")
    agencies = edition.county.agencies
    order = _worst_first(counts.groupby("row").sum(), edition.county)
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
    return table_view("grid", f"各单位每月到期事项的结果，{_ORDER}", columns, mode="frame")


def _shown(dues: pd.DataFrame) -> pd.DataFrame:
    """What could have been missed; all else only where it was late."""
    return dues[dues["is_counted"] | (dues["state"] == clock.LATE)]


def _groups(dues: pd.DataFrame, rows: WrittenRows, month: str) -> Iterator[StateGroup]:
    """Missing first. What could not have been missed stands apart: it is counted nowhere else.

    month: the month whose duties these are, with the agency where they are of one alone.
    """
    group: dict[tuple[str, bool], list[int]] = {}
    for row, state, is_counted in zip(dues.index, dues["state"], dues["is_counted"], strict=True):
        group.setdefault((state, is_counted), []).append(row)
    for state, id_ in _STATES:
        for is_counted in (True, False):
            members = group.get((state, is_counted))
            if members is None:
                continue
            note, name = ("", id_) if is_counted else (_UNCOUNTED, f"{id_}-known")
            of = f"clock:{month}/{state}" if is_counted else ""
            mark = Mark(clock.MARKS[state], state, note=note)
            yield StateGroup(name, mark, len(members), rows.table(members, name, "按期限先后"), of)


def _overdue(edition: Edition) -> Band | None:
    """What is overdue in the whole county."""
    duties, counted = Duties.of(edition.dues), clock.counted(edition.dues)
    return duties.band(duties.missing(counted.index), edition.county)
