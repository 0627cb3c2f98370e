"""Duties -> the record of every agency and place, on its own page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from mingbai.check import clock
from mingbai.county import County
from mingbai.dates import iso_column
from mingbai.model import Edition, Panel
from mingbai.page import Link, TableView, rows_by
from mingbai.portal import calendars
from mingbai.portal.duties import Duties, by_day, duty_rows

_FAULTS = 5  # shown on the page of an agency or place


@dataclass(frozen=True)
class ClockRecordView:
    """clock_record.html, on the page of an agency or place: how many of its duties were on time."""

    sentence: str
    table: TableView | None
    waiting: str
    links: tuple[Link, ...]


def record_panels(
    edition: Edition, said_before: Collection[tuple[tuple[str, str], str]] = frozenset()
) -> Iterator[Panel]:
    """The record of every agency and place that had duties, for its own page.

    said_before: what a kind has said on such a page to be overdue (the thing, `Band.series`).
    """
    duties = Duties.of(edition.dues)
    over = clock.counted(edition.dues[clock.is_over(edition.dues)])
    for scope in ("agency", "place"):
        coming = _coming(edition.upcoming, scope)
        for subject, places in rows_by(over[scope]).items():
            where = (scope, str(subject))
            positions = over.index[places].tolist()
            links = (
                Link("全县按时公开情况", "/clock/"),
                Link("到期日历", calendars.url(scope, str(subject))),
                Link("订阅逾期", _feed(scope, str(subject), edition.county)),
            )
            unsaid = [
                row
                for row in duties.missing(positions)
                if (where, duties.sources[row]) not in said_before
            ]
            yield Panel(
                subject=where,
                order=900,
                title="按时公开情况",
                template="clock_record.html",
                view=_record(duties, positions, edition, coming.get(subject, ""), links),
                band=duties.band(unsaid, edition.county),
                is_daily=True,
            )


def _coming(upcoming: pd.DataFrame, scope: str) -> dict[Hashable, str]:
    """As `waiting`, of each thing of a scope that has duties to come."""
    rows = rows_by(upcoming[scope])
    days = iso_column(upcoming["due"]).tolist()
    return {subject: by_day(days[row] for row in positions) for subject, positions in rows.items()}


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
    duties: Duties, positions: Sequence[int], edition: Edition, coming: str, links: tuple[Link, ...]
) -> ClockRecordView:
    counts = Counter(duties.states[row] for row in positions)
    states = (clock.ON_TIME, clock.LATE, *clock.MISSING)
    parts = [f"{counts[state]:,} 项{state}" for state in states if state in counts]
    late = [row for row in positions if duties.states[row] == clock.LATE]
    faults = [*duties.missing(positions), *reversed(late)][:_FAULTS]
    caption = "没有按时的，还没有补上的在前"
    rows = edition.shared(duty_rows)
    return ClockRecordView(
        sentence=f"到期 {len(positions):,} 项：{'，'.join(parts)}。",
        table=rows.table(faults, "record", caption) if faults else None,
        waiting=coming,
        links=links,
    )
