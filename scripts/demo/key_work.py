"""Plan -> the county's tasks of two years, their milestones, and what was reported of them."""

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
_TROUBLE_PERCENT = 45
Row = dict[str, Any]


def tasks(plan: Plan, year: int) -> list[Row]:
    """The tasks of a year, the last one or the one before it: rows of `tasks`, and `words`."""
    tasks_of_year = [
        t for t in content.document("key_work")["tasks"] if t["back"] == plan.size.year - year
    ]
    return [_task(plan, year, number, task) for number, task in enumerate(tasks_of_year, start=1)]


def _task(plan: Plan, year: int, number: int, words: Row) -> Row:
    field, goal, measure, post, lead, others, due = words["told"].split("|")
    month, day = due.split("-")
    known = set(plan.agencies["slug"])
    return {
        "task_no": f"ZD-{year}-{number:02d}",
        "year": str(year),
        "field": field,
        "goal": goal,
        "measure": measure,
        "lead_post": post,
        "lead_agency": lead,
        "agencies": "；".join(slug for slug in others.split("；") if slug in known) or None,
        "due": date(year, int(month), int(day)),
        "words": words,
    }


def progress(task: Row, chance: Chance) -> Iterator[Row]:
    """What was reported of a task at the end of each month until it was done.

    Most are done in the month they are due, one in five a month later, for the reason told.
    """
    of_task, words = chance.of(task["task_no"]), task["words"]
    due = task["due"].month
    is_late = of_task.of("late").number(1, 5) == 1 and due < 12
    has_trouble = of_task.of("trouble").number(1, 100) <= _TROUBLE_PERCENT
    stuck = due if is_late else words["stuck"] if has_trouble else None
    for month in range(1, due + is_late + 1):
        day = date(task["due"].year, month, 28)
        row = {"task_no": task["task_no"], "date": day, "state": "进行中", "evidence": None}
        if month == due + is_late:
            on_time = min(day, task["due"])
            row |= {"date": day if is_late else on_time, "state": "完成"}
            yield row | {"text": f"{words['done']}。", "evidence": words["evidence"]}
        elif month == stuck:
            yield row | {"state": "有困难", "text": f"{words['trouble']}。"}
        else:
            yield row | {"text": f"{words['reports'][month - 1]}。"}


def packages(plan: Plan, chance: Chance) -> Iterator[DemoPackage]:
    """Of both years the list in January, progress at the end of every month until `as_of`."""
    for year in (plan.size.year - 1, plan.size.year):
        listed = tasks(plan, year)
        milestones = [
            {"task_no": task["task_no"], "quarter": quarter, "target": target}
            for task in listed
            for quarter, target in enumerate(task["words"]["milestones"], start=1)
        ]
        tables = {
            "tasks": pd.DataFrame(listed).drop(columns="words"),
            "milestones": pd.DataFrame(milestones),
        }
        day = months.working(date(year, 1, 20))
        yield _package(plan, f"{year}", f"{year} 年重点工作责任分解", day, tables)
        reported = pd.DataFrame(
            [row for task in listed for row in progress(task, chance)],
            columns=["task_no", "date", "state", "text", "evidence"],
        )
        of_month = reported["date"].map("{:%Y-%m}".format)
        for period, rows in reported[of_month <= plan.periods[-1]].groupby(of_month):
            published = months.working(months.day_after(str(period), 2))
            title = f"{months.zh(str(period))}重点工作进展"
            yield _package(plan, str(period), title, published, {"progress": rows})


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
