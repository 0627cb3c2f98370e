"""Days and months as text, and the periods of packages: ISO texts, spans, Chinese words.

A day is `2026-07-10` as text, a month `2026-07`; months compare as text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

_ISO = "%Y-%m-%d"
_PERIOD = re.compile(r"20\d\d(q[1-4]|-(0[1-9]|1[0-2])(-[a-z0-9-]+)?|-[a-z][a-z0-9-]*)?", re.ASCII)
_SPAN = re.compile(r"20\d\d(q[1-4]|-(0[1-9]|1[0-2]))?", re.ASCII)
_QUARTER = re.compile(r"(\d{4})q([1-4])")
_WEEK = re.compile(r"(\d{4})-w(\d\d)")
_BEGINS_WITH_MONTH = re.compile(r"(\d{4}-(?:0[1-9]|1[0-2]))(?:-.*)?")
_MONTH = re.compile(r"(?:19|20|21)\d\d-(?:0[1-9]|1[0-2])", re.ASCII)
_LAST_WEEK = 28  # 28 December is in the last week of its year (ISO 8601)


@dataclass(frozen=True, slots=True)
class Span:
    """Months from `since` to `until`, both included; None: no first month, no last month."""

    since: str | None = None
    until: str | None = None

    def __contains__(self, month: str) -> bool:
        return not (self.is_after(month) or self.is_before(month))

    def is_after(self, month: str) -> bool:
        """Whether the span begins only after this month."""
        return self.since is not None and month < self.since

    def is_before(self, month: str) -> bool:
        """Whether the span has ended before this month."""
        return self.until is not None and self.until < month

    @property
    def ended(self) -> str | None:
        """The first month after the span; None where it has no end."""
        return None if self.until is None else following(self.until)

    @property
    def changes(self) -> tuple[str, ...]:
        """The months in which something begins or is there no longer."""
        return tuple(month for month in (self.since, self.ended) if month is not None)


ALWAYS = Span()


def iso(day: date) -> str:
    """A date, or the day of a timestamp -> `2026-07-10`."""
    return day.isoformat()[:10]


def iso_column(days: pd.Series) -> pd.Series:
    """As `iso`, on a column of datetime64; absent stays absent, the index stays."""
    return _written(days, _ISO)


def month_of(day: date) -> str:
    """The month of a date or timestamp -> `2026-07`."""
    return iso(day)[:7]


def month_column(days: pd.Series) -> pd.Series:
    """As `month_of`, on a column of datetime64; absent stays absent, the index stays."""
    return _written(days, "%Y-%m")


def _written(days: pd.Series, form: str) -> pd.Series:
    """A column of days as text; each of the few days that there are is written once."""
    distinct = days.drop_duplicates()
    if 2 * len(distinct) >= len(days):
        texts: pd.Series = days.dt.strftime(form)
        return texts
    return days.map(distinct.dt.strftime(form).set_axis(distinct)).astype("str")


def iso_texts(days: pl.Series) -> pl.Series:
    """As `iso`, on a column of dates or datetimes; absent stays null."""
    return days.dt.strftime(_ISO)


def is_period(text: str) -> bool:
    """Whether a package's folder may be called so: 2026, 2026q3, 2026-06, 2026-w03, 2026-plans."""
    return bool(_PERIOD.fullmatch(text))


def is_span(text: str) -> bool:
    """Whether a text is a month, a quarter or a year: 2026-06, 2026q2, 2026."""
    return bool(_SPAN.fullmatch(text))


def is_month(text: str) -> bool:
    """Whether a text is a month, `YYYY-MM`."""
    return bool(_MONTH.fullmatch(text))


def first_month(period: str) -> str:
    """The month in which a period begins: what decides which version of a form it is written in.

    `2026-06` and what begins so (`2026-06-18-206`) is that month, `2026q3` its July, `2026-w03`
    the month of the Monday of that ISO week; every other period of a year (`2026`, `2026-plans`)
    begins in its January. ValueError for what is no period.
    """
    if not is_period(period):
        raise ValueError(f"{period} is no period")
    if month := _BEGINS_WITH_MONTH.fullmatch(period):
        return month[1]
    year = period[:4]
    if quarter := _QUARTER.fullmatch(period):
        return f"{year}-{3 * int(quarter[2]) - 2:02d}"
    if (week := _WEEK.fullmatch(period)) and 1 <= int(week[2]) <= _weeks(int(year)):
        return date.fromisocalendar(int(year), int(week[2]), 1).isoformat()[:7]
    return f"{year}-01"


def first_day(period: str) -> date:
    """The day on which a period begins, by the words of `first_month`; of a week the Monday."""
    if (week := _WEEK.fullmatch(period)) and 1 <= int(week[2]) <= _weeks(int(period[:4])):
        return date.fromisocalendar(int(period[:4]), int(week[2]), 1)
    return date.fromisoformat(f"{first_month(period)}-01")


def last_day(period: str) -> date:
    """The day on which a period ends, by the words of `first_month`; of a week it is the Sunday."""
    first = first_month(period)
    if week := _WEEK.fullmatch(period):
        if 1 <= int(week[2]) <= _weeks(int(period[:4])):
            return date.fromisocalendar(int(period[:4]), int(week[2]), 7)
    elif _BEGINS_WITH_MONTH.fullmatch(period):
        return _end_of(first)
    elif _QUARTER.fullmatch(period):
        return _end_of(following(following(first)))
    return date(int(period[:4]), 12, 31)


def _end_of(month: str) -> date:
    return date.fromisoformat(f"{following(month)}-01") - timedelta(days=1)


def _weeks(year: int) -> int:
    """How many ISO weeks a year has."""
    return date(year, 12, _LAST_WEEK).isocalendar().week


def month_zh(month: str) -> str:
    """`2026-06` -> `2026 年 6 月`."""
    year, number = month.split("-")
    return f"{year} 年 {int(number)} 月"


def months_zh(months: pd.Series, today: date) -> pd.Series:
    """As `month_zh`, on a column, and without the year where it is that of `today`: `6 月`."""
    words = months.str[5:].str.removeprefix("0") + " 月"
    this_year = months.str[:4] == f"{today.year}"
    return words.where(this_year, months.str[:4] + " 年 " + words).astype("str")


def span_zh(span: Span) -> str:
    """`2026 年 4 月起`, `到 2027 年 12 月为止`, or both; "" where it has no end on either side."""
    since = f"{month_zh(span.since)}起" if span.since else ""
    until = f"到 {month_zh(span.until)}为止" if span.until else ""
    return "，".join(filter(None, (since, until)))


def following(month: str) -> str:
    """`2026-12` -> `2027-01`."""
    year, number = int(month[:4]), int(month[5:])
    return f"{year + number // 12:04d}-{number % 12 + 1:02d}"


def before(month: str) -> str:
    """`2026-01` -> `2025-12`."""
    year, number = int(month[:4]), int(month[5:])
    return f"{year - 1:04d}-12" if number == 1 else f"{year:04d}-{number - 1:02d}"
