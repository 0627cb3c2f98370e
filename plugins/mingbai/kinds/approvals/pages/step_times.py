"""Days that finished cases took, step by step -> the steps of an item's flowchart carry them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from mingbai.kinds.approvals.reads import STEP_DAYS
from mingbai.kinds.approvals.thresholds import FLOW_CASES_MIN
from mingbai.model import Edition
from mingbai.page.flowchart import Flow, StepTimes

TimesByStep = Mapping[tuple[str, str], StepTimes]


def step_times(edition: Edition) -> TimesByStep:
    """By (item_code, step_id); only steps with at least `flow_cases_min` finished cases.

    {} in a portal without finished cases.
    """
    days = edition.county.frame(STEP_DAYS)
    sufficient = days[days["cases"] >= edition.county.threshold(FLOW_CASES_MIN)]
    columns = (sufficient[name] for name in STEP_DAYS.columns)
    return {
        (item, step): StepTimes(int(cases), float(median), float(p90))
        for item, step, cases, median, p90 in zip(*columns, strict=True)
    }


def with_step_times(flow: Flow, item_code: str, times_by_step: TimesByStep) -> Flow:
    """The flow, each of its steps with the days that it took."""
    steps = (
        dataclasses.replace(step, times=times_by_step.get((item_code, step.id)))
        for step in flow.steps
    )
    return dataclasses.replace(flow, steps=tuple(steps))
