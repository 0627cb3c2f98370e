"""The county at a glance: what falls due on which day; kinds add how their things stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd
from markupsafe import Markup

from mingbai.check import clock
from mingbai.dates import iso_column
from mingbai.model import HOME_CRUMB, Crumb, Edition, Kind, Page
from mingbai.page import (
    CalendarDay,
    CalendarWeek,
    Cells,
    Column,
    DueCalendar,
    Link,
    TableView,
    month_day,
    table_view,
)
from mingbai.portal import calendars
from mingbai.portal.duties import waiting

URL = "/clock/county/"
_BEFORE, _AFTER = 2, 4  # weeks before the week of the day, and after it
_DAYS = 7
_KEPT = Markup('<span class="keep">{}</span>')


@dataclass(frozen=True)
class CountyGlanceView:
    """glance.html. says: what fell due on the days shown; older: what is due longer and missing.

    days: the same as the calendar, a row a day and kind; None where nothing falls due.
    """

    as_of: str
    waiting: str
    says: str
    calendar: DueCalendar
    days: TableView | None
    older: Link | None
    links: tuple[Link, ...]


def pages(kinds: Sequence[Kind], edition: Edition) -> tuple[Page, ...]:
    """`/clock/county/`. kinds: those that published anything."""
    as_of = edition.county.as_of
    first = as_of - timedelta(days=as_of.weekday() + _BEFORE * _DAYS)
    last = first + timedelta(days=(_BEFORE + 1 + _AFTER) * _DAYS - 1)
    dues = _between(edition, first, last)
    view = CountyGlanceView(
        as_of=as_of.isoformat(),
        waiting=waiting(edition.upcoming),
        says=_says(dues, first, as_of, last),
        calendar=_calendar(dues, first, as_of),
        days=_table(dues, kinds, as_of) if len(dues) else None,
        older=_older(edition.dues, first),
        links=(
            Link("全部加到日历（.ics）", calendars.ALL_URL),
            Link("各单位按时公开情况", "/clock/"),
        ),
    )
    page = Page(
        url=URL,
        template="glance.html",
        title="全县一眼",
        view=view,
        description="各村的账公开了没有，哪里老是迟，哪天该公开什么：一页看全县。",
        crumbs=(HOME_CRUMB, Crumb("按时公开情况", "/clock/"), Crumb("全县一眼")),
        section="核对",
        subject=("portal", "glance"),
        feed="/feeds/overdue.atom",
        is_daily=True,
        open_panels=2,
    )
    return (page,)


def _between(edition: Edition, first: date, last: date) -> pd.DataFrame:
    """The duties of all kinds whose last day is one of these days, by day and kind."""
    dues = pd.concat([edition.dues, edition.upcoming], ignore_index=True)
    dues = clock.counted(dues)
    is_meant = dues["due"].between(pd.Timestamp(first), pd.Timestamp(last))
    return dues[is_meant].drop_duplicates("id").sort_values(["due", "kind"], kind="stable")


def _says(dues: pd.DataFrame, first: date, as_of: date, last: date) -> str:
    """How much of it is past, and came; how much is to come."""
    is_past = dues["due"] <= pd.Timestamp(as_of)
    past, coming = dues[is_past], int((~is_past).sum())
    says = f"{month_day(first)}到 {month_day(as_of)}到期 {len(past):,} 项"
    for states, word in (((clock.LATE,), "迟了"), (clock.MISSING, "还没有做")):
        count = int(past["state"].isin(states).sum())
        says += f"，{word}的 {count:,} 项" if count else ""
    return f"{says}；到 {month_day(last)}还有 {coming:,} 项要到期。"


def _calendar(dues: pd.DataFrame, first: date, as_of: date) -> DueCalendar:
    """Weeks from a Monday on."""
    by_day = dues.groupby(iso_column(dues["due"]), sort=True)["state"]
    counts = {str(day): int(count) for day, count in by_day.size().items()}
    states = {str(day): str(state) for day, state in by_day.agg(_worst).items()}
    days = [first + timedelta(days=n) for n in range((_BEFORE + 1 + _AFTER) * _DAYS)]
    cells = [_day(day, counts, states, is_first=day == first, as_of=as_of) for day in days]
    weeks = tuple(
        CalendarWeek(tuple(cells[start : start + _DAYS])) for start in range(0, len(cells), _DAYS)
    )
    return DueCalendar("due-days", "每一天到期几项", weeks)


def _worst(states: pd.Series) -> str:
    """`missing`, `late` or "" of the duties of one day."""
    present = set(states)
    return "missing" if present & set(clock.MISSING) else "late" if clock.LATE in present else ""


def _day(
    day: date, counts: dict[str, int], states: dict[str, str], *, is_first: bool, as_of: date
) -> CalendarDay:
    text = day.isoformat()
    title = f"{day.month} 月 {day.day}" if day.day == 1 or is_first else str(day.day)
    count = counts.get(text, 0)
    return CalendarDay(
        title=title,
        date=text,
        count=f"{count:,}" if count else "",
        url=f"#due-{text}" if count else "",
        state=states.get(text, ""),
        is_today=day == as_of,
    )


def _table(dues: pd.DataFrame, kinds: Sequence[Kind], as_of: date) -> TableView:
    """A row for each day and kind: how many, and what became of them or how far off they are."""
    titles = {kind.name: kind.title for kind in kinds}
    counts = clock.grid(dues.assign(period=iso_column(dues["due"])), dues["kind"])
    rows = counts.reset_index().sort_values(["period", "row"], kind="stable", ignore_index=True)
    first = "due-" + rows["period"]
    ids = first.mask(first.duplicated(), first + "-" + rows["row"])
    missing = rows[list(clock.MISSING)].sum(axis=1)
    counted = (rows[clock.ON_TIME], rows[clock.LATE], missing, rows[clock.WAITING])
    numbers = zip(*(column.tolist() for column in counted), strict=True)
    days = [date.fromisoformat(day) for day in rows["period"]]
    results = [
        _result(*four, days_left=(day - as_of).days)
        for four, day in zip(numbers, days, strict=True)
    ]
    columns: list[tuple[Column, Cells]] = [
        (Column("哪天"), Cells([_KEPT.format(month_day(day)) for day in days], "html", ids=ids)),
        (Column("什么"), Cells(rows["row"].map(titles), "head", urls="/" + rows["row"] + "/")),
        (Column("几项，做了没有"), Cells(results)),
    ]
    return table_view("due-table", "哪天到期，各有几项", columns, mode="frame")


def _result(on_time: int, late: int, missing: int, waiting_: int, *, days_left: int) -> str:
    """`3 项，都按时做了`, `3 项，迟了 1 项，还没做 2 项`, `96 项，按时 94 项，还有 2 天`."""
    every = on_time + late + missing + waiting_
    parts = [f"迟了 {late:,} 项"] if late else []
    if missing:
        parts.append(f"还没做 {missing:,} 项")
    if waiting_:
        parts.append(f"还有 {days_left:,} 天" if days_left else "今天到期")
    if parts and on_time:
        parts.insert(0, f"按时 {on_time:,} 项")
    return f"{every:,} 项，" + ("，".join(parts) or "都按时做了")


def _older(dues: pd.DataFrame, first: date) -> Link | None:
    """What was due before the days shown and is missing to this day, at the month it falls in."""
    counted = clock.counted(dues)
    missing = clock.missing(counted)
    older = missing[missing["due"] < pd.Timestamp(first)]
    if not len(older):
        return None
    text = f"更早到期、到今天还没有做的 {len(older):,} 项"
    return Link(text, f"/clock/{older['period'].min()}/")
