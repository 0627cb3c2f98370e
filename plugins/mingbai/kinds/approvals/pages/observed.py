"""Days that finished cases took, step by step -> beside the limits on an item's flowchart."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from mingbai.kinds.approvals.thresholds import FLOW_CASES_MIN
from mingbai.model import Edition
from mingbai.page.flowchart import Flow, Observed

Seen = Mapping[tuple[str, str], Observed]


def seen(edition: Edition) -> Seen:
    """By (item_code, step_id), where enough cases were finished to say anything.

    Reads `step_days` of what was observed; a portal without finished cases has none.
    """
    if "step_days" not in edition.observed:
        return {}
    days = edition.observed["step_days"]
    enough = days[days["cases"] >= edition.county.threshold(FLOW_CASES_MIN)]
    columns = (enough[name] for name in ("cases", "median_days", "p90_days"))
    return {
        key: Observed(int(cases), float(median), float(p90))
        for key, cases, median, p90 in zip(enough.index.tolist(), *columns, strict=True)
    }


def beside_limits(flow: Flow, item_code: str, found: Seen) -> Flow:
    """The flow with what was observed of each of its steps."""
    steps = (
        dataclasses.replace(step, observed=found.get((item_code, step.id))) for step in flow.steps
    )
    return dataclasses.replace(flow, steps=tuple(steps))
