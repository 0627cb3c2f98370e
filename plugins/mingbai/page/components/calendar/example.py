"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

from mingbai.page.components.calendar.view import CalendarDay, CalendarWeek, DueCalendar

_EMPTY = tuple(CalendarDay(str(day), f"2026-07-{day:02}") for day in range(6, 20))
_DAYS = (
    CalendarDay("7 月 6 日", "2026-07-06", "27", "#due-2026-07-06"),
    *_EMPTY[1:4],
    CalendarDay("10", "2026-07-10", "9", "#due-2026-07-10", "late"),
    *_EMPTY[5:9],
    CalendarDay("15", "2026-07-15", "96", "#due-2026-07-15", "missing"),
    CalendarDay("16", "2026-07-16", is_today=True),
    *_EMPTY[11:],
)
CALENDAR = DueCalendar(
    "pattern-calendar", "哪天到期几项", (CalendarWeek(_DAYS[:7]), CalendarWeek(_DAYS[7:]))
)
EXAMPLES = {"到期日历": (CALENDAR,)}
