"""Plan -> packages of complaints, accountability and supervision, a month each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import pandas as pd

from demo import months
from demo.chance import Chance
from demo.oversight import complaints as complained
from demo.oversight import notices as noticed
from demo.oversight.decisions import late_promise_no
from demo.oversight.world import world
from demo.packages import DemoPackage
from demo.plan import Plan

OFFICE = "清源县人民政府办公室（演示）"
Row = dict[str, Any]
_COMPLAINT = (
    "complaint_no",
    "channel",
    "received",
    "agency",
    "field",
    "gist",
    "handling",
    "accepted",
    "is_extended",
    "due",
    "closed",
    "finding",
    "outcome",
    "answered",
    "is_satisfied",
)
_NOTICE = (
    "notice_no",
    "kind",
    "date",
    "agency",
    "finding",
    "demand",
    "due",
    "answered",
    "answer",
)
_DECISION = (
    "decision_no",
    "date",
    "agency",
    "rank_class",
    "facts",
    "basis_id",
    "measure",
    "is_public_decision",
    "named",
    "complaint_no",
)

_NAMED_CASE = ("complaint_no", "receipt_no", "about")
_UNKEPT = ("decision_no", "task_no")
_CAUSE = ("decision_no", "cause_no", "commitment_no", "round_id")


def complaints(plan: Plan, chance: Chance) -> Iterator[DemoPackage]:
    """Line by line for a year; of the two months before it only totals were kept."""
    for period in plan.periods[: -complained.MONTHS][-2:]:
        yield _totals(plan, chance.of("totals", period), period)
    for period, rows in _by_month(world(plan).complaints, "received"):
        title = f"{months.zh(period)}收到的效能投诉"
        tables = {"complaints": _table(rows, _COMPLAINT)}
        naming = [row for row in rows if row["receipt_no"]]
        if naming:
            tables["named_cases"] = _table(naming, _NAMED_CASE)
        yield _package("complaints", period, title, complained.published(plan, period), tables)


def _totals(plan: Plan, chance: Chance, period: str) -> DemoPackage:
    rows = [
        {"month": period, "agency": agency, "received": number, "closed": number}
        for agency in chance.of("agencies").some(list(world(plan).words.spoken), 4)
        for number in (chance.of(agency).number(1, 2),)
    ]
    title = f"{months.zh(period)}效能投诉月报"
    day = noticed.published(plan, period)
    return _package("complaints", period, title, day, {"monthly": pd.DataFrame(rows)})


def accountability(plan: Plan, chance: Chance) -> Iterator[DemoPackage]:
    """The decisions of each month in which there was one, and the first one even without any.

    Who counts a year must know that it begins with nothing.
    """
    del chance
    for period, rows in _by_month(world(plan).decisions, "date", noticed.span(plan)[:1]):
        title = f"{months.zh(period)}效能问责情况"
        tables = {"decisions": _table(rows, _DECISION)}
        causes = list(_causes(plan, rows))
        if causes:
            tables["causes"] = _table(causes, _CAUSE)
        unkept = [row for row in rows if row["task_no"]]
        if unkept:
            tables["unkept_tasks"] = _table(unkept, _UNKEPT)
        yield _package("accountability", period, title, noticed.published(plan, period), tables)


def _causes(plan: Plan, decided: Sequence[Row]) -> Iterator[Row]:
    """The promise or the votes that decisions follow from."""
    initials = plan.agencies.set_index("slug")["initials"]
    for row in decided:
        promise = late_promise_no(initials[row["agency"]]) if row["is_of_promise"] else None
        if promise or row["round_id"]:
            yield {
                "decision_no": row["decision_no"],
                "cause_no": "01",
                "commitment_no": promise,
                "round_id": row["round_id"],
            }


def supervision(plan: Plan, chance: Chance) -> Iterator[DemoPackage]:
    """The notices of each month in which there was one, and the first one even without any."""
    del chance
    for period, rows in _by_month(world(plan).notices, "date", noticed.span(plan)[:1]):
        title = f"{months.zh(period)}督查情况"
        tables = {"notices": _table(rows, _NOTICE)}
        yield _package("supervision", period, title, noticed.published(plan, period), tables)


def _by_month(
    rows: Sequence[Row], day: str, every: Sequence[str] = ()
) -> Iterator[tuple[str, list[Row]]]:
    """Rows by the month of a day, in order. every: months that come even without a row."""
    by: dict[str, list[Row]] = {period: [] for period in every}
    for row in rows:
        by.setdefault(f"{row[day]:%Y-%m}", []).append(row)
    yield from sorted(by.items())


def _table(rows: list[Row], columns: tuple[str, ...]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(columns))


def _package(
    kind: str, period: str, title: str, published: date, tables: dict[str, pd.DataFrame]
) -> DemoPackage:
    return DemoPackage(
        kind=kind,
        publisher="office",
        period=period,
        title=title,
        published=published,
        approved_by=OFFICE,
        tables=tables,
    )
