"""Plan -> the county's twelve tasks of the year and what was reported of them each month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd

from demo import content, months
from demo.chance import Chance
from demo.packages import DemoPackage
from demo.plan import Plan

_OFFICE = "清源县人民政府办公室（演示）"
Row = dict[str, Any]


def _tasks(plan: Plan) -> Iterator[Row]:
    year = plan.size.year
    known = set(plan.agencies["slug"])
    for number, line in enumerate(content.document("key_work")["tasks"], start=1):
        field, goal, measure, post, lead, others, due = line.split("|")
        month, day = due.split("-")
        agencies = [slug for slug in others.split("；") if slug in known]
        yield {
            "task_no": f"ZD-{year}-{number:02d}",
            "year": str(year),
            "field": field,
            "goal": goal,
            "measure": measure,
            "lead_post": post,
            "lead_agency": lead if lead in known else "office",
            "agencies": "；".join(agencies) or None,
            "due": date(year, int(month), int(day)),
        }


def packages(plan: Plan, chance: Chance) -> Iterator[DemoPackage]:
    """The list in January, progress at the end of every month of the year."""
    tasks = list(_tasks(plan))
    year = plan.size.year
    steps = content.document("key_work")["steps"]
    milestones = [
        {"task_no": task["task_no"], "quarter": quarter, "target": target}
        for task in tasks
        for quarter, target in enumerate(steps, start=1)
    ]
    day = months.working(date(year, 1, 20))
    listed = {"tasks": pd.DataFrame(tasks), "milestones": pd.DataFrame(milestones)}
    yield _package(plan, f"{year}", f"{year} 年重点工作责任分解", day, listed)
    done: set[str] = set()
    for period in [p for p in plan.periods if p.startswith(str(year))]:
        rows = [
            _progress(t, period, chance.of(t["task_no"])) for t in tasks if t["task_no"] not in done
        ]
        done |= {row["task_no"] for row in rows if row["state"] == "完成"}
        published = months.working(months.day_after(period, 2))
        yield _package(
            plan,
            period,
            f"{months.zh(period)}重点工作进展",
            published,
            {"progress": pd.DataFrame(rows)},
        )


def _package(
    plan: Plan, period: str, title: str, published: date, tables: dict[str, pd.DataFrame]
) -> DemoPackage:
    return DemoPackage(
        kind="key_work",
        publisher="office",
        period=period,
        title=title,
        published=min(published, plan.as_of),
        approved_by=_OFFICE,
        tables=tables,
    )


def _progress(task: Row, period: str, chance: Chance) -> Row:
    """Most are done in the month they are due, one in five a month later."""
    late = chance.of("late").number(1, 5) == 1
    last = months.number(task["due"].strftime("%Y-%m")) + (1 if late else 0)
    day = months.first_day(period).replace(day=28)
    if months.number(period) >= last:
        return {
            "task_no": task["task_no"],
            "date": min(day, task["due"]) if not late else day,
            "state": "完成",
            "text": "已经完成并通过验收，结果在县政府网站公开。",
            "evidence": f"验收报告（{task['task_no']}）",
        }
    state, text = chance.of(period).one(content.document("key_work")["states"]).split("|")
    return {"task_no": task["task_no"], "date": day, "state": state, "text": text, "evidence": None}
