"""The working-day clock counts as announced, and refuses to guess."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from functools import cache

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness import ROOT
from mingbai.county.working_days import Calendar, YearNotAnnounced

NOTICES = ROOT / "tests/kinds/registry/good/county/2026/calendar.csv"

VECTORS = [
    ("2025-01-20", 5, "2025-01-26"),
    ("2025-01-20", 20, "2025-02-21"),
    ("2025-09-26", 5, "2025-10-10"),
    ("2025-09-28", 20, "2025-10-31"),
    ("2025-12-31", 20, "2026-01-29"),
    ("2026-01-02", 1, "2026-01-04"),
    ("2026-02-10", 20, "2026-03-16"),
    ("2026-04-28", 5, "2026-05-08"),
    ("2026-09-19", 3, "2026-09-22"),
]
DAYS = st.dates(date(2023, 1, 1), date(2026, 12, 31))
COUNTS = st.integers(0, 60)


@cache
def calendar() -> Calendar:
    """2023 to 2026 as the State Council announced them."""
    with NOTICES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return Calendar.of({date.fromisoformat(r["date"]): r["is_off"] == "是" for r in rows})


def plain(start: date, end: date) -> int:
    """The same count, a day at a time, as one would on paper."""
    days = (start + timedelta(n) for n in range(1, (end - start).days + 1))
    announced = calendar().announced
    return sum(not announced[d] if d in announced else d.weekday() < 5 for d in days)


@pytest.mark.parametrize(("start", "count", "end"), VECTORS)
def test_golden_vectors(start: str, count: int, end: str) -> None:
    """Limits over Spring Festival, National Day and worked Sundays end on the known day."""
    last = date.fromisoformat(end)
    assert calendar().add(date.fromisoformat(start), count) == last
    assert calendar().between(date.fromisoformat(start), last) == count
    assert calendar().is_working(last)


def test_columns_give_what_single_days_give() -> None:
    """The column-wise forms reproduce the golden vectors in one call each."""
    start = pd.Series(pd.to_datetime([v[0] for v in VECTORS])).astype("datetime64[s]")
    end = pd.Series(pd.to_datetime([v[2] for v in VECTORS])).astype("datetime64[s]")
    count = pd.Series([v[1] for v in VECTORS], dtype="Int64")
    pd.testing.assert_series_equal(calendar().add_days(start, count), end)
    pd.testing.assert_series_equal(calendar().count(start, end), count)


def test_announced_years_are_those_with_a_new_years_day() -> None:
    """31 December 2022 stands in the notice of 2023 and does not announce 2022."""
    assert calendar().announced[date(2022, 12, 31)] is True
    assert calendar().years == (2023, 2024, 2025, 2026)


@pytest.mark.parametrize("day", [date(2022, 12, 30), date(2027, 1, 4)])
def test_a_year_not_announced_is_refused(day: date) -> None:
    """Outside the announced years nothing is counted, and the exception names the year."""
    for ask in (
        lambda: calendar().is_working(day),
        lambda: calendar().add(day, 1),
        lambda: calendar().between(day, day),
    ):
        with pytest.raises(YearNotAnnounced) as refused:
            ask()
        assert refused.value.year == day.year
        assert f"{day.year} 年" in str(refused.value)


def test_a_limit_that_runs_into_a_year_not_announced_is_refused() -> None:
    """A limit may start in an announced year and still have no known end."""
    with pytest.raises(YearNotAnnounced) as refused:
        calendar().add(date(2026, 12, 31), 1)
    assert refused.value.year == 2027
    with pytest.raises(YearNotAnnounced):
        calendar().between(date(2026, 12, 30), date(2027, 1, 1))


def test_a_gap_between_announced_years_is_not_bridged() -> None:
    """2023 and 2025 announced, 2024 not: nothing is counted across 2024."""
    gap = Calendar.of({d: off for d, off in calendar().announced.items() if d.year in (2023, 2025)})
    with pytest.raises(YearNotAnnounced) as refused:
        gap.between(date(2023, 12, 1), date(2025, 1, 10))
    assert refused.value.year == 2024
    start = pd.Series([pd.Timestamp("2023-12-01")]).astype("datetime64[s]")
    assert gap.add_days(start, 300).isna().all()
    assert gap.count(start, start + pd.Timedelta(days=400)).isna().all()


def test_columns_leave_unknown_rows_absent() -> None:
    """Absent days, absent limits and years not announced give NaT and NA beside known rows."""
    given_days = ["2026-01-02", None, "2026-12-31", "2027-02-01", "2022-12-31"]
    start = pd.Series(pd.to_datetime(given_days), index=list("abcde")).astype("datetime64[s]")
    due = calendar().add_days(
        start, pd.Series([1, 1, 1, 1, None], index=start.index, dtype="Int64")
    )
    assert due.index.tolist() == list("abcde")
    assert due.dtype == "datetime64[s]"
    assert due["a"] == pd.Timestamp("2026-01-04")
    assert due["b":].isna().all()
    counted = calendar().count(start, pd.Series(pd.Timestamp("2026-01-09"), index=start.index))
    assert counted.dtype == "Int64"
    assert counted["a"] == 6
    assert counted["c"] == -plain(date(2026, 1, 9), date(2026, 12, 31))
    assert counted[["b", "d", "e"]].isna().all()
    assert calendar().is_announced(start).tolist() == [True, False, True, False, False]


def test_no_rows_give_no_rows() -> None:
    """An empty column stays empty, of the promised types."""
    empty = pd.Series([], dtype="datetime64[s]")
    assert calendar().add_days(empty, pd.Series([], dtype="Int64")).dtype == "datetime64[s]"
    assert calendar().count(empty, empty).dtype == "Int64"


@given(DAYS, DAYS)
def test_between_is_the_count_on_paper(start: date, end: date) -> None:
    """Whatever the days, the count is what one gets by ticking off a wall calendar."""
    if end < start:
        start, end = end, start
    assert calendar().between(start, end) == plain(start, end)
    assert calendar().between(end, start) == -plain(start, end)


@given(st.dates(date(2023, 1, 1), date(2026, 8, 1)), COUNTS)
def test_add_and_between_are_inverse(start: date, count: int) -> None:
    """So many working days after a day, as many lie between; the last one is worked."""
    end = calendar().add(start, count)
    assert calendar().between(start, end) == count
    assert end == start if count == 0 else calendar().is_working(end)


@given(st.dates(date(2023, 6, 1), date(2026, 8, 1)), COUNTS)
def test_counting_back_returns_to_a_working_day(start: date, count: int) -> None:
    """From a working day, n forward and n back leads home."""
    if calendar().is_working(start):
        assert calendar().add(calendar().add(start, count), -count) == start


@given(st.dates(date(2023, 1, 1), date(2026, 7, 1)), st.integers(0, 30), COUNTS, st.integers(0, 9))
def test_later_or_longer_never_ends_earlier(start: date, wait: int, count: int, more: int) -> None:
    """Starting later or having more days never brings the end forward."""
    end = calendar().add(start, count)
    assert end <= calendar().add(start, count + more)
    if count:
        assert end <= calendar().add(start + timedelta(wait), count)


@given(st.lists(st.tuples(DAYS, st.integers(-40, 40)), max_size=20))
def test_columns_agree_with_single_days(rows: list[tuple[date, int]]) -> None:
    """A column is its rows: a refused row is NaT, every other the same day."""
    start = pd.Series(pd.to_datetime([d for d, _ in rows])).astype("datetime64[s]")
    due = calendar().add_days(start, pd.Series([n for _, n in rows], dtype="Int64"))
    for (day, count), last in zip(rows, due, strict=True):
        try:
            expected = pd.Timestamp(calendar().add(day, count))
        except YearNotAnnounced:
            expected = pd.NaT
        assert last is expected or last == expected
