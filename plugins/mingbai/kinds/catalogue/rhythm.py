"""A limit with a rhythm and a day -> since when something must have been published again."""

from __future__ import annotations

from datetime import date

import pandas as pd

from mingbai.kinds.catalogue.limits import Limit

_MONTHS = {"monthly": 1, "quarterly": 3, "yearly": 12}


def previous_due_day(limit: Limit, as_of: date) -> date | None:
    """The last day but one by which it was due: what is newest must be younger than this.

    Every month by the 15th, seen on 16 July: the last was due on 15 July and the one before on
    15 June, so something of after 15 June must be there. None for limits without a rhythm.
    """
    months_between = _MONTHS.get(limit.rhythm)
    if months_between is None:
        return None
    month = pd.Period(as_of, "M")
    days = [
        _due_day(limit, month - months_back)
        for months_back in range(3 * months_between)
        if _is_due_month(limit, month - months_back)
    ]
    return [day for day in days if day <= as_of][1]


def _is_due_month(limit: Limit, month: pd.Period) -> bool:
    """Whether such a day falls into a month: by a day, quarters are due in the month after."""
    if limit.rhythm == "monthly":
        return True
    if limit.rhythm == "quarterly":
        return bool(month.month % 3 == (1 if limit.day else 0))
    return bool(month.month == (limit.month or 12))


def _due_day(limit: Limit, month: pd.Period) -> date:
    """That day of the month, or its last one where it is shorter or none is said."""
    last = int(month.days_in_month)
    return date(month.year, month.month, min(limit.day or last, last))
