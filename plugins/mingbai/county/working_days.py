"""Working days: limits counted by the holidays that the State Council announces.

A notice gives the holidays of one year and the weekend days worked in exchange. For a year whose
notice is not in the calendar nothing is computed.
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
    """The calendar has no holidays of this year: working days in it cannot be counted."""

    def __init__(self, year: int) -> None:
        super().__init__(f"{year} 年的放假安排还没有公布")
        self.year = year


@dataclass(frozen=True)
class Calendar:
    """Announced holidays and make-up working days.

    A year is announced if its 1 January is among the holidays. Days at the end of December may
    stand in the notice of the next year, and do not announce their own year.
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
        """All days as working days, with weekends and holidays listed as the exceptions.

        numpy's week mask cannot express a Sunday that is worked.
        """
        off = {day for day, is_off in self.announced.items() if is_off}
        worked = {day for day, is_off in self.announced.items() if not is_off}
        weekends = {day for year in self.years for day in _weekends(year)}
        return np.busdaycalendar("1111111", sorted(off | (weekends - worked)))

    def is_working(self, day: date) -> bool:
        """Whether offices work on `day`; raises YearNotAnnounced."""
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
        is_known = start.notna() & count.notna() & start.dt.year.isin(self.years)
        first = _days(start[is_known])
        last = _offset(first, count[is_known].to_numpy(dtype="int64"), self._working)
        result = pd.Series(pd.NaT, index=start.index, dtype="datetime64[s]")
        result[is_known] = last.astype("datetime64[s]")
        return result.where(self._connected(start, result))

    def count(self, start: pd.Series, end: pd.Series) -> pd.Series:
        """`between` for columns: Int64 on the index of `start`.

        NA where either is absent or a year on the way is not announced.
        """
        is_known = self._connected(start, end)
        result = pd.Series(pd.NA, index=start.index, dtype="Int64")
        result[is_known] = _count(_days(start[is_known]), _days(end[is_known]), self._working)
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
    """Start plus count working days; a start on a day off is first moved to a working day.

    To the one before it when counting forward, to the one after it when counting backward.
    """
    forward = np.busday_offset(start, np.maximum(count, 0), roll="backward", busdaycal=working)
    backward = np.busday_offset(start, np.minimum(count, 0), roll="forward", busdaycal=working)
    return np.where(count > 0, forward, np.where(count < 0, backward, start))


def _count(start: Days, end: Days, working: np.busdaycalendar) -> Days:
    """Working days in (start, end]: numpy counts [begin, end), so each bound moves by one day."""
    day = np.timedelta64(1, "D")
    earlier, later = np.minimum(start, end) + day, np.maximum(start, end) + day
    sizes = np.busday_count(earlier, later, busdaycal=working)
    return np.where(end < start, -sizes, sizes)
