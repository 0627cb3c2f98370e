"""Days that finished cases took, step by step -> beside the limits on an item's flowchart."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from mingbai.kinds.approvals.reads import STEP_DAYS
from mingbai.kinds.approvals.thresholds import FLOW_CASES_MIN
from mingbai.model import Edition
from mingbai.page.flowchart import Flow, ObservedDays

Seen = Mapping[tuple[str, str], ObservedDays]


def seen(edition: Edition) -> Seen:
    """By (item_code, step_id), where enough cases were finished to say anything.

    A portal without finished cases has none.
    """
    days = edition.county.frame(STEP_DAYS)
    enough = days[days["cases"] >= edition.county.threshold(FLOW_CASES_MIN)]
    columns = (enough[name] for name in STEP_DAYS.columns)
    return {
        (item, step): ObservedDays(int(cases), float(median), float(p90))
        for item, step, cases, median, p90 in zip(*columns, strict=True)
    }


def beside_limits(flow: Flow, item_code: str, found: Seen) -> Flow:
    """The flow with what was observed of each of its steps."""
    steps = (
        dataclasses.replace(step, observed=found.get((item_code, step.id))) for step in flow.steps
    )
    return dataclasses.replace(flow, steps=tuple(steps))
