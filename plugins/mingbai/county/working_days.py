"""The working-day clock: limits counted as the State Council announced the days.

A notice gives the holidays of one year and the weekend days worked in exchange. A year whose
notice is not in the calendar is refused, never guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

Days = np.ndarray[Any, np.dtype[Any]]


class YearNotAnnounced(Exception):
    """The days off of this year are not in the calendar: nothing can be counted in it."""

    def __init__(self, year: int) -> None:
        super().__init__(f"{year} 年的放假安排还没有公布")
        self.year = year


@dataclass(frozen=True)
class Calendar:
    """Announced days off and make-up working days; a year without announcement is refused.

    A year counts as announced once its 1 January is among the days off: the notice of a year may
    begin in the last days of December before, and those alone do not announce that December.
    """

    announced: Mapping[date, bool]

    @classmethod
    def of(cls, announced: Mapping[date, bool]) -> Calendar:
        """announced: date -> True for a day off, False for a make-up working day."""
        return cls(announced)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The announced years, ascending."""
        new_years_days = (
            d for d, off in self.announced.items() if off and (d.month, d.day) == (1, 1)
        )
        return tuple(sorted(d.year for d in new_years_days))

    @cached_property
    def _spans(self) -> Mapping[int, int]:
        """Year -> the first year of the unbroken run of announced years that it belongs to."""
        first: dict[int, int] = {}
        for year in self.years:
            first[year] = first.get(year - 1, year)
        return first

    @cached_property
    def _working(self) -> np.busdaycalendar:
        """Every day works but those listed: numpy's week mask knows no working Sundays."""
        off = {day for day, is_off in self.announced.items() if is_off}
        worked = {day for day, is_off in self.announced.items() if not is_off}
        weekends = {day for year in self.years for day in _weekends(year)}
        return np.busdaycalendar("1111111", sorted(off | (weekends - worked)))

    def is_working(self, day: date) -> bool:
        """Whether offices work on `day`; YearNotAnnounced where nobody can know."""
        self._refuse(day, day)
        return bool(np.is_busday(day, busdaycal=self._working))

    def add(self, start: date, working_days: int) -> date:
        """The last day of a limit of n working days from `start`, which is not counted itself.

        As 民法典 201 counts. 0 gives `start`, -n the n-th working day before it. Raises
        YearNotAnnounced if a year between start and result is not announced.
        """
        first = np.array([start], dtype="datetime64[D]")
        last: date = _offset(first, np.array([working_days]), self._working)[0].item()
        self._refuse(min(start, last), max(start, last))
        return last

    def between(self, start: date, end: date) -> int:
        """Working days after `start` up to and with `end`; negative where end lies before start.

        Raises YearNotAnnounced if a year between them is not announced.
        """
        self._refuse(min(start, end), max(start, end))
        days = np.array([start, end], dtype="datetime64[D]")
        return int(_count(days[:1], days[1:], self._working)[0])

    def add_days(self, start: pd.Series, working_days: pd.Series | int) -> pd.Series:
        """`add` for columns: datetime64[s] on the index of `start`.

        NaT where either is absent or a year on the way is not announced: see `is_announced`.
        """
        count = pd.Series(working_days, index=start.index, dtype="Int64")
        known = start.notna() & count.notna() & start.dt.year.isin(self.years)
        first = _days(start[known])
        last = _offset(first, count[known].to_numpy(dtype="int64"), self._working)
        result = pd.Series(pd.NaT, index=start.index, dtype="datetime64[s]")
        result[known] = last.astype("datetime64[s]")
        return result.where(self._connected(start, result))

    def count(self, start: pd.Series, end: pd.Series) -> pd.Series:
        """`between` for columns: Int64 on the index of `start`.

        NA where either is absent or a year on the way is not announced.
        """
        known = self._connected(start, end)
        result = pd.Series(pd.NA, index=start.index, dtype="Int64")
        result[known] = _count(_days(start[known]), _days(end[known]), self._working)
        return result

    def is_announced(self, days: pd.Series) -> pd.Series:
        """Whether each day's year is announced; False where the day is absent."""
        announced: pd.Series = days.dt.year.isin(self.years)
        return announced

    def _connected(self, start: pd.Series, end: pd.Series) -> pd.Series:
        """True where every year from start to end, whichever comes first, is announced."""
        same: pd.Series = start.dt.year.map(self._spans) == end.dt.year.map(self._spans)
        return same

    def _refuse(self, first: date, last: date) -> None:
        for year in range(first.year, last.year + 1):
            if year not in self._spans:
                raise YearNotAnnounced(year)


def _weekends(year: int) -> list[date]:
    days = (date(year, 1, 1) + timedelta(n) for n in range(366))
    return [day for day in days if day.year == year and day.weekday() >= 5]


def _days(dates: pd.Series) -> Days:
    return dates.to_numpy().astype("datetime64[D]")


def _offset(start: Days, count: Days, working: np.busdaycalendar) -> Days:
    """Counting starts on the working day at or before a start (at or after it, backwards)."""
    forward = np.busday_offset(start, np.maximum(count, 0), roll="backward", busdaycal=working)
    backward = np.busday_offset(start, np.minimum(count, 0), roll="forward", busdaycal=working)
    return np.where(count > 0, forward, np.where(count < 0, backward, start))


def _count(start: Days, end: Days, working: np.busdaycalendar) -> Days:
    """Numpy counts [begin, end); the day after each makes it (start, end]."""
    day = np.timedelta64(1, "D")
    earlier, later = np.minimum(start, end) + day, np.maximum(start, end) + day
    sizes = np.busday_count(earlier, later, busdaycal=working)
    return np.where(end < start, -sizes, sizes)
