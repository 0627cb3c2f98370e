"""Months as `2026-06`: counting them, their last day, and the days in the month after."""

from __future__ import annotations

from datetime import date, timedelta


def before(until: str, count: int) -> tuple[str, ...]:
    """The `count` months that end with `until`, oldest first."""
    last = number(until)
    return tuple(name(last - back) for back in reversed(range(count)))


def number(period: str) -> int:
    """`2026-06` -> months since year 0."""
    year, month = period.split("-")
    return int(year) * 12 + int(month) - 1


def name(count: int) -> str:
    """Months since year 0 -> `2026-06`."""
    return f"{count // 12:04d}-{count % 12 + 1:02d}"


def first_day(period: str) -> date:
    """`2026-06` -> 1 June 2026."""
    return date.fromisoformat(f"{period}-01")


def day_after(period: str, day: int) -> date:
    """That day of the month after `period`: (`2026-06`, 10) -> 10 July 2026."""
    return first_day(name(number(period) + 1)) + timedelta(days=day - 1)


def working(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def zh(period: str) -> str:
    """`2026-06` -> `2026 年 6 月`."""
    year, month = period.split("-")
    return f"{year} 年 {int(month)} 月"
