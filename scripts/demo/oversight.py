"""Plan -> complaints, accountability, supervision, inspections: what watches over the agencies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pandas as pd

from demo import content, months
from demo.chance import Chance
from demo.packages import DemoPackage
from demo.plan import Plan
from demo.workdays import calendar

_CHANNELS = ("来访", "来信", "来电", "来电", "电子邮件", "手机短信", "网络")
_MONTHS = 12
_ACCEPT_DAYS, _DAYS, _EXTENDED = 3, 30, 60
_OFFICE = "清源县人民政府办公室（演示）"
Row = dict[str, Any]


def _told(name: str) -> list[list[str]]:
    return [line.split("|") for line in content.document("oversight")[name]]


def _watched(plan: Plan) -> list[str]:
    """Agencies that serve people: those with items."""
    return [slug for slug in plan.agencies["slug"] if slug in set(plan.items["agency"])]


def _package(
    kind: str,
    plan: Plan,
    period: str,
    title: str,
    table: str,
    rows: list[Row],
    **more: pd.DataFrame,
) -> DemoPackage:
    return DemoPackage(
        kind=kind,
        publisher="office",
        period=period,
        title=title,
        published=min(months.working(months.day_after(period, 6)), plan.as_of),
        approved_by=_OFFICE,
        tables={table: pd.DataFrame(rows), **more},
    )


def complaints(plan: Plan, chance: Chance) -> Iterator[DemoPackage]:
    """A month's complaints are published once, two months later, when most are closed.

    Of the two months before the first one only totals were kept.
    """
    for period in plan.periods[:-_MONTHS][-2:]:
        yield _totals(plan, chance.of("totals", period), period)
    for period in plan.periods[-_MONTHS:]:
        later = months.name(months.number(period) + 2)
        day = min(months.working(months.day_after(later, 6)), plan.as_of)
        rows = [
            _complaint(plan, chance.of(period, n), period, n, day)
            for n in range(1, chance.of(period).number(3, 6) + 1)
        ]
        yield DemoPackage(
            kind="complaints",
            publisher="office",
            period=period,
            title=f"{months.zh(period)}收到的效能投诉",
            published=day,
            approved_by=_OFFICE,
            tables={"complaints": pd.DataFrame(rows)},
        )


def _totals(plan: Plan, chance: Chance, period: str) -> DemoPackage:
    rows = [
        {"month": period, "agency": agency, "received": number, "closed": number}
        for agency in chance.of("agencies").some(_watched(plan), 4)
        for number in (chance.of(agency).number(1, 2),)
    ]
    title = f"{months.zh(period)}效能投诉月报"
    return _package(
        kind="complaints", plan=plan, period=period, title=title, table="monthly", rows=rows
    )


def _complaint(plan: Plan, chance: Chance, period: str, n: int, published: date) -> Row:
    clock = calendar()
    field, gist, finding, outcome, about = chance.of("words").one(_told("complaints"))
    agencies = {"": _watched(plan), "{towns}": list(plan.towns["town"])}.get(about, [about])
    received = clock.add(
        months.first_day(period) - timedelta(days=1), chance.of("day").number(1, 17)
    )
    accepted = clock.add(received, chance.of("accept").number(1, _ACCEPT_DAYS))
    extended = chance.of("extended").number(1, 100) <= 8
    limit = _EXTENDED if extended else _DAYS
    closed = clock.add(accepted, chance.of("used").number(5, limit + (2 if n == 1 else 0)))
    is_stuck = n == 1 and period == plan.periods[-3:][0]
    done = closed <= published and not is_stuck
    answered = clock.add(closed, 1)
    happy = chance.of("happy").number(1, 100)
    return {
        "complaint_no": f"TS-{period}-{n:02d}",
        "channel": chance.of("channel").one(_CHANNELS),
        "received": received,
        "agency": chance.of("agency").one(agencies),
        "field": field,
        "gist": gist,
        "handling": chance.of("handling").one(("直办", "转办", "联办")),
        "accepted": accepted,
        "is_extended": extended,
        "due": clock.add(accepted, limit),
        "closed": closed if done else None,
        "finding": finding if done else None,
        "outcome": outcome if done else None,
        "answered": answered if done else None,
        "is_satisfied": happy <= 88 if done and happy % 3 else None,
    }


def accountability(plan: Plan, chance: Chance) -> Iterator[DemoPackage]:
    """A decision or two every other month."""
    for number, period in enumerate(plan.periods[-_MONTHS:]):
        if number % 2:
            continue
        rows = [
            _decision(plan, chance.of(period, n), period, n)
            for n in range(1, chance.of(period).number(1, 2) + 1)
        ]
        title = f"{months.zh(period)}效能问责情况"
        yield _package(
            kind="accountability",
            plan=plan,
            period=period,
            title=title,
            table="decisions",
            rows=rows,
        )


def _decision(plan: Plan, chance: Chance, period: str, n: int) -> Row:
    measure, facts = chance.of("words").one(_told("decisions"))
    return {
        "decision_no": f"WZ-{period}-{n:02d}",
        "date": calendar().add(months.first_day(period), chance.of("day").number(2, 16)),
        "agency": chance.of("agency").one(_watched(plan)),
        "rank_class": chance.of("rank").one(("单位", "科级以上", "一般人员", "一般人员")),
        "facts": facts,
        "basis_id": "XNWZ",
        "measure": measure,
        "is_public_decision": measure == "通报批评",
        "named": None,
        "complaint_no": None,
    }


def supervision(plan: Plan, chance: Chance) -> Iterator[DemoPackage]:
    """Two or three notices a month; the newest one waits for its answer."""
    for period in plan.periods[-_MONTHS:]:
        rows = [
            _notice(plan, chance.of(period, n), period, n)
            for n in range(1, chance.of(period).number(2, 3) + 1)
        ]
        title = f"{months.zh(period)}督查情况"
        yield _package(
            kind="supervision", plan=plan, period=period, title=title, table="notices", rows=rows
        )


def _notice(plan: Plan, chance: Chance, period: str, n: int) -> Row:
    kind, finding, demand, answer = chance.of("words").one(_told("notices"))
    clock = calendar()
    day = clock.add(months.first_day(period), chance.of("day").number(1, 12))
    due = clock.add(day, 5) if demand else None
    answered = clock.add(day, chance.of("answer").number(2, 6)) if demand else None
    published = min(months.working(months.day_after(period, 6)), plan.as_of)
    is_open = period == plan.periods[-1] and n == 1
    if answered is None or answered > published or is_open:
        answered, answer = None, ""
    return {
        "notice_no": f"DC-{period}-{n:02d}",
        "kind": kind,
        "date": day,
        "agency": chance.of("agency").one(_watched(plan)),
        "finding": finding,
        "demand": demand or None,
        "due": due,
        "answered": answered,
        "answer": answer or None,
    }


def inspections(plan: Plan, chance: Chance) -> Iterator[DemoPackage]:
    """Who may inspect whom, then each month's filings with results, by the county's office."""
    slugs = set(plan.agencies["slug"])
    told = [
        (agency, objects, int(size), what)
        for objects, size, what, agencies in _told("inspections")
        for agency in agencies.split(",")
        if agency in slugs
    ]
    powers = [{"agency": a, "objects": o, "basis_id": "JCBA"} for a, o, _, _ in told]
    first = plan.periods[-_MONTHS:][0]
    day = months.working(months.first_day(first))
    yield DemoPackage(
        kind="inspections",
        publisher="office",
        period=first[:4],
        title="清源县行政检查权清单",
        published=day,
        approved_by=_OFFICE,
        tables={"powers": pd.DataFrame(powers)},
    )
    for period in plan.periods[-_MONTHS:]:
        is_last = period == plan.periods[-1]
        rows = [_filing(period, n, is_last, told, chance.of(period, n)) for n in (1, 2)]
        published = min(months.working(months.day_after(period, 25)), plan.as_of)
        tables = {"filings": pd.DataFrame(rows)}
        if not is_last:
            results = [_result(row, chance.of(row["filing_no"])) for row in rows]
            tables["results"] = pd.DataFrame(results)
        yield DemoPackage(
            kind="inspections",
            publisher="office",
            period=period,
            title=f"{months.zh(period)}执法检查备案和结果",
            published=published,
            approved_by=_OFFICE,
            tables=tables,
        )


def _filing(
    period: str, n: int, is_last: bool, told: list[tuple[str, str, int, str]], own: Chance
) -> Row:
    """A filing of the month; the second one of the newest month is still to be carried out."""
    clock = calendar()
    agency, objects, size, what = own.of("words").one(told)
    is_coming = is_last and n > 1
    month = months.name(months.number(period) + is_coming)
    filed = clock.add(months.first_day(month), own.of("day").number(1, 5))
    starts = clock.add(filed, own.of("wait").number(2, 6) + (6 if is_coming else 0))
    return {
        "filing_no": f"JC-{period}-{n:02d}",
        "agency": agency,
        "basis_id": "JCBA",
        "objects": objects,
        "object_count": size,
        "content": what,
        "filed_on": filed,
        "starts": starts,
        "ends": clock.add(starts, own.of("length").number(2, 8)),
    }


def _result(filing: Row, chance: Chance) -> Row:
    size = filing["object_count"]
    to_mend = chance.of("mend").number(0, max(size // 3, 1))
    cases = chance.of("cases").number(0, 1)
    inspected = size - chance.of("skipped").number(0, 1)
    return {
        "filing_no": filing["filing_no"],
        "inspected": inspected,
        "passed": inspected - to_mend - cases,
        "to_mend": to_mend,
        "cases": cases,
        "published": calendar().add(filing["ends"], 3),
        "gist": content.document("oversight")["findings"],
    }
