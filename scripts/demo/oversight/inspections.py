"""Plan -> who may inspect whom; filings as they are made, results as they come, a week each.

A week's filings come out on the first working day after it, and no inspection of it begins before
the day after that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from demo import content, months
from demo.chance import Chance
from demo.oversight.packages import OFFICE
from demo.packages import DemoPackage
from demo.plan import Plan
from demo.workdays import calendar

_MONTHS = 12
_A_MONTH = 2
_REST = 100  # days after an inspection in which the same agency does not inspect the same firms
_WAIT = (7, 10)  # working days from filing to the first day: more than a week and its notice
_COMING = (24, 27)  # the newest filing: its inspection is still to come
_LENGTH = (2, 8)
_MENDED_IN = ("十日内", "十五日内", "月底前", "一个月内")
Row = dict[str, Any]


@dataclass(frozen=True)
class Power:
    """An agency that may inspect a class of firms by a law. size: how many firms there are.

    topics: what is looked at, one an inspection. faults: what can be wrong.
    """

    objects: str
    size: int
    agency: str
    basis_id: str
    topics: tuple[str, ...]
    faults: tuple[str, ...]


def inspections(plan: Plan, chance: Chance) -> Iterator[DemoPackage]:
    """The powers, then every week in which an inspection was filed or a result came."""
    powers = list(_powers(plan))
    first = plan.periods[-_MONTHS:][0]
    power_rows = [
        {"agency": p.agency, "objects": p.objects, "basis_id": p.basis_id} for p in powers
    ]
    yield _package(
        first[:4],
        "清源县行政检查权清单",
        months.working(months.first_day(first)),
        {"powers": pd.DataFrame(power_rows)},
    )
    filed = list(_filings(plan, powers, chance))
    weeks: dict[str, dict[str, list[Row]]] = {}
    for power, filing in filed:
        _week(weeks, filing["filed_on"])["filings"].append(filing)
        result = _result(power, filing, chance.of("result", filing["filing_no"]))
        if result["published"] < plan.as_of:
            _week(weeks, result["published"])["results"].append(result)
    for week, rows in sorted(weeks.items()):
        tables = {
            name: pd.DataFrame(rows_of_table)
            for name, rows_of_table in rows.items()
            if rows_of_table
        }
        title = f"清源县 {week[:4]} 年第 {int(week[-2:])} 周执法检查{_what(tables)}"
        yield _package(week, title, min(_after(week), plan.as_of), tables)


def _what(tables: dict[str, pd.DataFrame]) -> str:
    names = {"filings": "备案", "results": "结果"}
    return "和".join(names[name] for name in tables)


def _week(weeks: dict[str, dict[str, list[Row]]], at: date) -> dict[str, list[Row]]:
    name = "{}-w{:02d}".format(*at.isocalendar())
    return weeks.setdefault(name, {"filings": [], "results": []})


def _after(week: str) -> date:
    """The first working day after a week."""
    sunday = date.fromisocalendar(int(week[:4]), int(week[-2:]), 7)
    return calendar().add(sunday, 1)


def _powers(plan: Plan) -> Iterator[Power]:
    known = set(plan.agencies["slug"])
    for line in content.document("oversight/inspections")["powers"]:
        objects, size, agency, basis_id, topics, faults = line.split("|")
        if agency in known:
            yield Power(
                objects,
                int(size),
                agency,
                basis_id=basis_id,
                topics=tuple(topics.split("；")),
                faults=tuple(faults.split("；")),
            )


def _filings(plan: Plan, powers: list[Power], chance: Chance) -> Iterator[tuple[Power, Row]]:
    """Two a month; nobody is visited by the same agency again before a rest is over."""
    clock, last_end = calendar(), dict[tuple[str, str], date]()
    for period in plan.periods[-_MONTHS:]:
        for n in range(1, _A_MONTH + 1):
            own_chance = chance.of(period, n)
            day = own_chance.of("day").number(1, 5) + 8 * (n - 1)
            filed = clock.add(months.first_day(period), day)
            is_coming = period == plan.periods[-1] and n == _A_MONTH
            starts = clock.add(
                filed, own_chance.of("wait").number(*(_COMING if is_coming else _WAIT))
            )
            ends = clock.add(starts, own_chance.of("length").number(*_LENGTH))
            rested = [
                p
                for p in powers
                if (starts - last_end.get((p.agency, p.objects), date.min)).days > _REST
            ]
            power = own_chance.of("power").one(rested)
            last_end[power.agency, power.objects] = ends
            yield (
                power,
                {
                    "filing_no": f"JC-{period}-{n:02d}",
                    "agency": power.agency,
                    "basis_id": power.basis_id,
                    "objects": power.objects,
                    "object_count": power.size - own_chance.of("less").number(0, power.size // 4),
                    "content": f"{own_chance.of('topic').one(power.topics)}。",
                    "filed_on": filed,
                    "starts": starts,
                    "ends": ends,
                },
            )


def _result(power: Power, filing: Row, chance: Chance) -> Row:
    """What was found, with the same numbers in words."""
    size = filing["object_count"]
    inspected = size - chance.of("closed").number(0, 1)
    to_mend = chance.of("mend").number(0, max(inspected // 3, 1))
    cases = 1 if to_mend > 1 and chance.of("cases").number(1, 3) == 1 else 0
    return {
        "filing_no": filing["filing_no"],
        "inspected": inspected,
        "passed": inspected - to_mend - cases,
        "to_mend": to_mend,
        "cases": cases,
        "published": calendar().add(filing["ends"], chance.of("written").number(2, 6)),
        "gist": _gist(power, size - inspected, to_mend, cases, chance),
    }


def _gist(power: Power, closed: int, to_mend: int, cases: int, chance: Chance) -> str:
    """`查了 23 家，1 家停业；…`: in words of this class of firms."""
    faults = chance.of("faults").some(power.faults, len(power.faults))
    split = chance.of("split").number(1, max(to_mend - 1, 1))
    parts = [f"{faults[0]} {split} 家"] if to_mend else []
    if to_mend > split:
        parts.append(f"{faults[1]} {to_mend - split} 家")
    fault_words = (
        f"{'、'.join(parts)}，责令{chance.of('by').one(_MENDED_IN)}改正"
        if parts
        else "没有发现问题"
    )
    gist = f"{power.objects}：{fault_words}。"
    if cases:
        gist += f"{cases} 家问题较重，已经立案。"
    if closed:
        gist += f"备案的 {closed} 家停业，没有查。"
    return gist


def _package(
    period: str, title: str, published: date, tables: dict[str, pd.DataFrame]
) -> DemoPackage:
    return DemoPackage(
        kind="inspections",
        publisher="office",
        period=period,
        title=title,
        published=published,
        approved_by=OFFICE,
        tables=tables,
    )
