"""The announced days -> the working-day clock that demo data is dated by."""

from __future__ import annotations

from datetime import date
from functools import cache

from demo import registry
from mingbai.county import Calendar


@cache
def calendar() -> Calendar:
    """As the county's registry announces it."""
    days = registry.calendar()
    dates = [date.fromisoformat(day) for day in days["date"]]
    return Calendar.of(dict(zip(dates, days["is_off"], strict=True)))
