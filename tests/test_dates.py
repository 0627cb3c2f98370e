"""Which month a period begins in, and which months a span has."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingbai import dates
from mingbai.dates import ALWAYS, Span

PERIODS = {
    "2026": "2026-01",
    "2026q1": "2026-01",
    "2026q3": "2026-07",
    "2026-06": "2026-06",
    "2026-06-18-206": "2026-06",
    "2026-w03": "2026-01",
    "2026-w01": "2025-12",  # its Monday is 29 December
    "2026-w53": "2026-12",
    "2025-w53": "2025-01",  # 2025 has 52 weeks: a name like any other
    "2026-w00": "2026-01",
    "2026-plans": "2026-01",
    "2026-statements": "2026-01",
}
MONTHS = st.dates(date(2020, 1, 1), date(2030, 12, 31)).map(lambda day: f"{day:%Y-%m}")


@pytest.mark.parametrize(("period", "month"), PERIODS.items())
def test_a_period_begins_in_a_month(period: str, month: str) -> None:
    """Every form of a period that a package's folder may have."""
    assert dates.is_period(period)
    assert dates.first_month(period) == month


@pytest.mark.parametrize(
    "text",
    ["", "26", "2026q5", "2026-", "六月", "2026-06 ", "1999-06", "2026-13", "2026-6", "2026-00"],
)
def test_what_is_no_period_is_a_fault(text: str) -> None:
    """Nobody guesses a month."""
    assert not dates.is_period(text)
    with pytest.raises(ValueError, match="is no period"):
        dates.first_month(text)


@given(MONTHS, st.none() | MONTHS, st.none() | MONTHS)
def test_a_span_has_its_months_from_the_first_to_the_last(
    month: str, since: str | None, until: str | None
) -> None:
    """Both ends included; before it begins, in it, after it has ended: one of the three."""
    span = Span(since, until)
    assert (month in span) == ((since or month) <= month <= (until or month))
    if (since or "") <= (until or "9999"):
        assert [span.is_after(month), month in span, span.is_before(month)].count(True) == 1
    assert span.ended is None or dates.first_month(span.ended) > str(until)


@given(MONTHS)
def test_the_month_after_a_month_is_the_next(month: str) -> None:
    """Also over the turn of a year."""
    year, number = map(int, dates.following(month).split("-"))
    before = date(year, number, 1).toordinal() - 1
    assert date.fromordinal(before).isoformat()[:7] == month


def test_a_span_in_words() -> None:
    """As a dictionary and a template say it."""
    assert dates.span_zh(ALWAYS) == ""
    assert dates.span_zh(Span("2026-04")) == "2026 年 4 月起"
    assert dates.span_zh(Span(None, "2027-12")) == "到 2027 年 12 月为止"
    assert dates.span_zh(Span("2026-04", "2027-12")) == "2026 年 4 月起，到 2027 年 12 月为止"


@pytest.mark.parametrize(
    ("period", "day"),
    [
        ("2026", "2026-12-31"),
        ("2026-plans", "2026-12-31"),
        ("2026-02", "2026-02-28"),
        ("2024-02-29-201", "2024-02-29"),
        ("2026q2", "2026-06-30"),
        ("2026q4", "2026-12-31"),
        ("2026-w01", "2026-01-04"),
        ("2026-w53", "2027-01-03"),
        ("2025-w53", "2025-12-31"),
    ],
)
def test_the_last_day_of_a_period(period: str, day: str) -> None:
    """Of a month, a quarter, an ISO week; of everything else that of its year."""
    assert dates.last_day(period) == date.fromisoformat(day)
