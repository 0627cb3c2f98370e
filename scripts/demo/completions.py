"""Plan -> each agency's notices of completed cases over the last year, with the steps they took."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pandas as pd

from demo import content, flows, months
from demo.chance import Chance
from demo.packages import DemoPackage
from demo.plan import Plan
from demo.workdays import calendar

_MONTHS = 12
_LATE_PERCENT = 3
_FIRMS = ("恒远", "青禾", "同辉", "安泰", "新源", "万顺", "明达", "丰年")
_TRADES = ("建筑有限公司", "食品有限公司", "农业专业合作社", "商贸有限公司", "运输有限公司")
Row = dict[str, Any]


def packages(plan: Plan, chance: Chance) -> Iterator[DemoPackage]:
    """One package a week, by the county's office for all agencies, on the next working day."""
    rows = [
        row
        for period in plan.periods[-_MONTHS:]
        for slug in plan.agencies["slug"]
        for row in cases(plan, chance, slug, period)
    ]
    weeks: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: (row["decided"], row["receipt_no"])):
        weeks.setdefault("{}-w{:02d}".format(*row["decided"].isocalendar()), []).append(row)
    for week, own in weeks.items():
        yield _package(plan, chance, week, own)


def _package(plan: Plan, chance: Chance, week: str, rows: list[Row]) -> DemoPackage:
    tables = {"cases": pd.DataFrame(rows).drop(columns="flow")}
    steps = [step for row in rows for step in _steps(plan, row, chance)]
    if steps:
        tables["case_steps"] = pd.DataFrame(steps)
    return DemoPackage(
        kind="completions",
        publisher="office",
        period=week,
        title=f"清源县 {week[:4]} 年第 {int(week[-2:])} 周已办结事项公告",
        published=min(published(rows[-1]["decided"]), plan.as_of),
        approved_by="清源县人民政府办公室（演示）",
        tables=tables,
    )


def published(last: date) -> date:
    """The working day after the last decision of a week."""
    return calendar().add(last, 1)


def cases(plan: Plan, chance: Chance, slug: str, period: str) -> Iterator[Row]:
    """The cases that an agency decided in a month, by receipt number."""
    own = plan.items[(plan.items["agency"] == slug) & (plan.items["type"] != "行政检查")]
    number = 0
    for item in content.records(own):
        stream = chance.of(item["item_code"], period)
        for n in range(stream.of("count").number(0, 3)):
            row = _case(item, stream.of(n), period)
            if row is not None:
                number += 1
                initials = item["item_code"].split("-")[1]
                yield {"receipt_no": f"{initials}-{period}-{number:03d}", **row}


def _case(item: Row, chance: Chance, period: str) -> Row | None:
    """Decided on some working day of the month, mostly well before the limit."""
    clock = calendar()
    promised = int(item["promised_days"])
    decided = clock.add(
        months.first_day(period) - timedelta(days=1), chance.of("day").number(1, 17)
    )
    stopped = chance.of("stop").number(2, 6) if chance.of("stops").number(1, 100) <= 15 else 0
    is_late = promised > 0 and chance.of("late").number(1, 100) <= _LATE_PERCENT
    used = (
        promised + chance.of("over").number(1, 3)
        if is_late
        else (chance.of("used").number((promised + 2) // 3, promised))
    )
    accepted = clock.add(decided, -(used + stopped))
    if not clock.is_working(decided) or not clock.is_working(accepted):
        return None
    return {
        "item_code": item["item_code"],
        "applicant": _applicant(item["audience"], chance),
        "accepted": accepted,
        "stopped_days": stopped,
        "due": clock.add(accepted, promised + stopped),
        "decided": decided,
        "result": "不予"
        if chance.of("result").number(1, 100) <= 3
        else ("准予" if item["type"] == "行政许可" else "办结"),
        "post_name": "行政审批岗" if item["type"] == "行政许可" else "综合受理岗",
        "flow": item["flow"],
    }


def _applicant(audience: str, chance: Chance) -> str:
    """A firm by its name; a person by the surname alone."""
    if audience != "个人" and chance.of("firm").number(1, 100) <= 60:
        return f"清源{chance.of('name').one(_FIRMS)}{chance.of('trade').one(_TRADES)}"
    surname = chance.of("surname").one(list(content.document("names")["surnames"]))
    return f"{surname}{'*' * chance.of('given').number(1, 2)}"


def _steps(plan: Plan, row: Row, chance: Chance) -> Iterator[Row]:
    """The on-clock steps of the case, one after the other, within its days."""
    promised = int(plan.items.at[row["item_code"], "promised_days"])
    clock, entered = calendar(), row["accepted"]
    for step in flows.steps(row["flow"], row["item_code"], promised):
        limit = step["limit_days"]
        if step["kind"] != "办理" or step["off_clock"] or not limit:
            continue
        used = chance.of(row["receipt_no"], step["step_id"]).number(max(limit // 3, 0), limit)
        left = min(clock.add(entered, used), row["decided"])
        yield {
            "receipt_no": row["receipt_no"],
            "step_id": step["step_id"],
            "entered": entered,
            "left": left,
        }
        entered = left
