"""What the template reads."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day. title: `15`, of the first day of a month or of the table `7 月 1 日`.

    date: `2026-07-15`. count: what fell or falls due, "" for nothing; url: where it is listed.
    state: `missing` where some of it did not come, `late` where some came late, else "".
    """

    title: str
    date: str
    count: str = ""
    url: str = ""
    state: str = ""
    is_today: bool = False


@dataclass(frozen=True, slots=True)
class CalendarWeek:
    """Monday to Sunday."""

    days: tuple[CalendarDay, ...]


@dataclass(frozen=True, slots=True)
class DueCalendar:
    """Weeks one under another."""

    id: str
    caption: str
    weeks: tuple[CalendarWeek, ...]
