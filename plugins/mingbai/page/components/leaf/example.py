"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

from datetime import date

from mingbai.page.components.leaf.view import DueDay
from mingbai.page.components.link import Link

_CALENDAR = Link("加到日历", "/clock/due/places/990121100201.ics", ".ics")
EXAMPLES = {"下一次哪天公开": (DueDay(date(2026, 8, 15), "7 月的账", _CALENDAR),)}
