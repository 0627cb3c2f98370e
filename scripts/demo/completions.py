"""Plan -> the county office's weekly notices of completed cases, with the steps they took."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from demo import content, flows, publication
from demo.chance import Chance
from demo.packages import DemoPackage
from demo.plan import Plan
from demo.workdays import calendar

_PUBLISHED = [
    "receipt_no",
    "item_code",
    "applicant",
    "accepted",
    "stopped_days",
    "due",
    "decided",
    "result",
    "post_name",
]
# Steps that a case passes only on its way to a certificate or money, and only after an objection.
_OF_GRANTED = frozenset({"decide", "pay"})
_OF_DISPUTED = "again"
Row = dict[str, Any]


def packages(plan: Plan, _: Chance) -> Iterator[DemoPackage]:
    """One package a week, by the county's office for all agencies, on the next working day."""
    cases, counts = publication.open_cases(plan), publication.counts(plan)
    week = cases["decided"].dt.strftime("%G-w%V")
    for name, cases_of_week in cases.groupby(week, sort=True):
        tables = {"cases": cases_of_week[_PUBLISHED]}
        counted = counts[counts["announced"] == cases_of_week["announced"].iloc[0]]
        if len(counted):
            tables["case_counts"] = counted.drop(columns="announced")
        steps = [step for case in content.records(cases_of_week) for step in _steps(plan, case)]
        if steps:
            tables["case_steps"] = pd.DataFrame(steps)
        yield DemoPackage(
            kind="completions",
            publisher="office",
            period=str(name),
            title=f"清源县 {str(name)[:4]} 年第 {int(str(name)[-2:])} 周已办结事项公告",
            published=cases_of_week["announced"].iloc[0].date(),
            approved_by="清源县人民政府办公室（演示）",
            tables=tables,
        )


def _steps(plan: Plan, case: Mapping[str, Any]) -> Iterator[Row]:
    """The steps on the clock, one after the other; the clock stands still after the first."""
    if case["result"] == "撤回":
        return
    clock = calendar()
    entered, decided = case["accepted"].date(), case["decided"].date()
    steps = _timed_steps(plan, case)
    used = clock.between(entered, decided) - case["stopped_days"]
    parts = flows.share(used, [step["limit_days"] for step in steps]) if steps else []
    for step, days in zip(steps, parts, strict=True):
        left = clock.add(entered, days)
        yield {
            "receipt_no": case["receipt_no"],
            "step_id": step["step_id"],
            "entered": entered,
            "left": left,
        }
        entered = clock.add(left, case["stopped_days"]) if step is steps[0] else left


def _timed_steps(plan: Plan, case: Mapping[str, Any]) -> list[Row]:
    promised = int(plan.items.at[case["item_code"], "promised_days"])
    left_out = {_OF_DISPUTED} | (_OF_GRANTED if case["result"] == "不予" else set())
    return [
        step
        for step in flows.steps(case["flow"], case["item_code"], promised)
        if step["kind"] == "办理"
        and not step["off_clock"]
        and step["limit_days"]
        and step["step_id"] not in left_out
    ]
