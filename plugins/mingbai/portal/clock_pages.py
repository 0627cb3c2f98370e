"""Pages of the clock: agencies × months, and every duty of a month with its state."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup

from mingbai.check import clock
from mingbai.county import County
from mingbai.dates import iso_column
from mingbai.model import HOME_CRUMB, Band, Crumb, Edition, Page, Panel
from mingbai.page import Cells, Column, Link, Mark, TableView, month_zh, table_view
from mingbai.portal import calendars

_MONTHS = 12
_CALENDAR = Link("到期日历", calendars.ALL_URL, "手机和电脑的日历可以订阅，到期前看得见。")
_ORDER = "到期未办多的在前"
_UNCOUNTED = "公开了才知道有的"
_STATES = (
    (clock.MISSING, "missing"),
    (clock.LATE, "late"),
    (clock.WAITING, "waiting"),
    (clock.ON_TIME, "on-time"),
)


@dataclass(frozen=True)
class ClockView:
    """clock.html. grid: agencies × months, counts of states as text.

    calendar: what falls due, as a file for calendars. waiting: see `waiting`.
    """

    as_of: str
    grid: TableView | None
    months: tuple[Link, ...]
    calendar: Link
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


@dataclass(frozen=True)
class ClockRecordView:
    """clock_record.html, on the page of an agency or place: how many of its duties were on time."""

    sentence: str
    table: TableView | None
    waiting: str
    links: tuple[Link, ...]


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
        view=ClockView(as_of, grid, links, _CALENDAR, waiting(edition.upcoming)),
        description="哪些按时公开、按时答复，哪些迟了，哪些到期还没有做。",
        crumbs=(HOME_CRUMB, Crumb("按时公开情况")),
        section="核对",
        feed="/feeds/overdue.atom",
        band=_overdue(clock.counted(edition.dues), edition.county),
        is_daily=True,
    )
    for month in months:
        yield from _month(month, dues[dues["period"] == month], edition.county)


def _month(month: str, dues: pd.DataFrame, county: County) -> Iterator[Page]:
    """The page of a month (counts by agency, duties not done on time), then one for each agency."""
    as_of, url = county.as_of.isoformat(), f"/clock/{month}/"
    crumbs = (HOME_CRUMB, Crumb("按时公开情况", "/clock/"), Crumb(month_zh(month)))
    title = f"{month_zh(month)}按时公开情况"
    groups = _groups(dues[dues["state"].isin([clock.MISSING, clock.LATE])], county, month)
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
        view = MonthView(as_of, None, tuple(_groups(dues_of_agency, county, f"{month}:{slug}")))
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
    ordered = ordered.sort_values([clock.MISSING, clock.LATE], ascending=False, kind="stable")
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


def _groups(dues: pd.DataFrame, county: County, month: str) -> Iterator[StateGroup]:
    """Missing first. What could not have been missed stands apart: it is counted nowhere else.

    month: the month whose duties these are, with the agency where they are of one alone.
    """
    for state, id_ in _STATES:
        for is_counted in (True, False):
            group = dues[(dues["state"] == state) & (dues["is_counted"] == is_counted)]
            if group.empty:
                continue
            note, name = ("", id_) if is_counted else (_UNCOUNTED, f"{id_}-known")
            table = _duties(name, "按期限先后", group, county)
            of = f"clock:{month}/{state}" if is_counted else ""
            mark = Mark(clock.MARKS[state], state, note=note)
            yield StateGroup(name, mark, len(group), table, of)


def _duties(id_: str, caption: str, dues: pd.DataFrame, county: County) -> TableView:
    where = dues["place"].map(county.places["path"])
    where = where.fillna(dues["agency"].map(county.agencies["short_name"]))
    return table_view(
        id_,
        caption,
        [
            (Column("什么"), Cells(dues["title"], "head", urls=dues["url"])),
            (Column("哪里"), Cells(where)),
            (Column("期限"), Cells(dues["due"], "date")),
            (Column("完成日期"), Cells(dues["done"], "date")),
            (Column("迟了多久"), Cells(_late(dues), "html")),
        ],
    )


def _late(dues: pd.DataFrame) -> list[Markup | None]:
    """How late each was; days of what is still missing are counted on by dues.js."""
    days = dues["days_late"].map("{:,}".format).astype("str")
    since = iso_column(dues["due"])
    overdue = '<span data-due="' + since + '">逾期 ' + days + " 天</span>"
    texts = (days + " 天").mask(dues["state"] == clock.MISSING, overdue)
    is_late = (dues["days_late"] > 0).tolist()
    return [
        Markup(text) if late else None  # noqa: S704 - digits and words of ours
        for text, late in zip(texts, is_late, strict=True)
    ]


def waiting(upcoming: pd.DataFrame) -> str:
    """How many duties fall due on which days to come, as dues.js reads it."""
    counts = iso_column(upcoming["due"]).value_counts().sort_index()
    return " ".join(f"{day}:{count}" for day, count in counts.items())


def record_panels(
    edition: Edition, said: Collection[tuple[tuple[str, str], str]] = frozenset()
) -> Iterator[Panel]:
    """The record of every agency and place that had duties, for its own page.

    said: what a kind has said on such a page to be overdue (the thing, `Band.series`).
    """
    dues_over = clock.counted(edition.dues[clock.is_over(edition.dues)])
    dues_over = dues_over.assign(source=dues_over["kind"] + "/" + dues_over["series"])
    for scope in ("agency", "place"):
        over = dues_over.dropna(subset=[scope])
        upcoming = dict(iter(edition.upcoming.groupby(scope)))
        for subject, dues in over.groupby(scope, sort=True):
            of_scope = upcoming.get(subject, edition.upcoming.iloc[:0])
            links = (
                Link("全县按时公开情况", "/clock/"),
                Link("到期日历", calendars.url(scope, str(subject))),
                Link("订阅逾期", _feed(scope, str(subject), edition.county)),
            )
            view = _record(dues, of_scope, edition.county, links)
            where = (scope, str(subject))
            unsaid = dues[[(where, source) not in said for source in dues["source"]]]
            yield Panel(
                subject=where,
                order=900,
                title="按时公开情况",
                template="clock_record.html",
                view=view,
                band=_overdue(unsaid, edition.county),
                is_daily=True,
            )


def _overdue(dues: pd.DataFrame, county: County) -> Band | None:
    """What of these duties is overdue: by its name, or how many; None where none is."""
    missing = dues[dues["state"] == clock.MISSING].sort_values("due", kind="stable")
    if missing.empty:
        return None
    as_of, due = county.as_of, missing["due"].iloc[0].date()
    words = "到期没有公开" if (missing["series"] != "").all() else "到期没有做到"
    title = missing["title"].iloc[0]
    before = f"{title}，{words}，已经"
    if len(missing) > 1:
        before = f"{len(missing):,} 项{words}，最早的是“{title}”，已经"
    return Band(before, due, (as_of - due).days, as_of)


def _feed(scope: str, id_: str, county: County) -> str:
    """What is overdue there: of a group with its village, of the county with all."""
    if scope == "agency":
        return f"/feeds/overdue/agencies/{id_}.atom"
    place = county.places.loc[id_]
    if place["kind"] == "县":
        return "/feeds/overdue.atom"
    code = place["parent_code"] if place["kind"] == "组" else id_
    return f"/feeds/overdue/places/{code}.atom"


def _record(
    dues: pd.DataFrame, upcoming: pd.DataFrame, county: County, links: tuple[Link, ...]
) -> ClockRecordView:
    counts = dues["state"].value_counts().to_dict()
    parts = [f"{counts[s]:,} 项{s}" for s in (clock.ON_TIME, clock.LATE) if s in counts]
    if clock.MISSING in counts:
        parts.append(f"{counts[clock.MISSING]:,} 项到期未办")
    is_missing = dues["state"] == clock.MISSING
    faults = dues[dues["state"] != clock.ON_TIME]
    faults = pd.concat([dues[is_missing], faults[faults["state"] == clock.LATE][::-1]]).head(5)
    table = (
        _duties("record", "没有按时的，还没有补上的在前", faults, county) if len(faults) else None
    )
    sentence = f"到期 {len(dues):,} 项：{'，'.join(parts)}。"
    return ClockRecordView(sentence, table, waiting(upcoming), links)
