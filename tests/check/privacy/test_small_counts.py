"""No small count can be worked out from what is shown of it and of its sums, in any release."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exact_sums import told
from mingbai.check.privacy.small_counts import (
    FEW,
    HIDDEN,
    Cell,
    Shown,
    Sum,
    bounds,
    recovered,
    withheld,
)
from sizes import examples, times

QUARTERS = ("2025q1", "2025q2", "2025q3", "2025q4")
TOWNS = ("baiyang", "taiping", "yunling")


def months(quarter: str) -> tuple[str, ...]:
    first = 3 * int(quarter[-1]) - 2
    return tuple(f"{quarter[:4]}-{month:02d}" for month in range(first, first + 3))


def year_sums() -> tuple[Sum, ...]:
    """A year of four quarters; a quarter of three months, and of three townships."""
    of_quarters = [
        Sum((quarter, "county"), parts)
        for quarter in QUARTERS
        for parts in (
            tuple((month, "county") for month in months(quarter)),
            tuple((quarter, town) for town in TOWNS),
        )
    ]
    return (Sum(("2025", "county"), tuple((q, "county") for q in QUARTERS)), *of_quarters)


SUMS = year_sums()
YEAR = {month: quarter for quarter in QUARTERS for month in months(quarter)}


def county_year(cases: Sequence[tuple[str, str]]) -> dict[Cell, int]:
    """(month, township) of each case -> the true number of every cell."""
    counts = {cell: 0 for one in SUMS for cell in one.cells}
    for month, town in cases:
        for cell in (
            (month, "county"),
            (YEAR[month], "county"),
            (YEAR[month], town),
            ("2025", "county"),
        ):
            counts[cell] += 1
    return counts


def releases() -> list[list[Cell]]:
    """The cells in the order of publication: each month, each quarter, at last the year."""
    by_release: list[list[Cell]] = []
    for quarter in QUARTERS:
        by_release += [[(month, "county")] for month in months(quarter)]
        by_release.append([(quarter, "county"), *((quarter, town) for town in TOWNS)])
    return [*by_release, [("2025", "county")]]


def in_releases(counts: Mapping[Cell, int]) -> list[dict[Cell, Shown]]:
    """What is shown after each release, one after the other."""
    shown: dict[Cell, Shown] = {}
    every = []
    for cells in releases():
        shown = withheld({cell: counts[cell] for cell in cells}, SUMS, shown)
        every.append(shown)
    return every


cases = st.lists(st.tuples(st.sampled_from(sorted(YEAR)), st.sampled_from(TOWNS)), max_size=45)


@given(cases)
@examples(60)
def test_no_release_of_a_year_gives_a_small_count_away(drawn):
    """After each month, quarter and year, an exact solver finds a second number for every cell."""
    counts = county_year(drawn)
    every = in_releases(counts)
    assert all(c not in shown or shown[c] != counts[c] for shown in every for c in few(counts))
    assert [told(shown, SUMS, counts) for shown in (every[3], every[-1])] == [[], []]


def few(counts: Mapping[Cell, int]) -> list[Cell]:
    return [cell for cell, count in counts.items() if 0 < count < 5]


@given(cases)
@examples(60)
def test_what_was_shown_first_stays(drawn):
    """A later release shows every earlier cell as it was, number or not."""
    every = in_releases(county_year(drawn))
    for before, after in pairwise(every):
        assert {cell: after[cell] for cell in before} == before


def test_thousands_of_counties_at_once():
    """Years published in one release, thin and full: nothing is recovered, most is shown."""
    dice = random.Random(20261126)
    cells_shown = cells = 0
    for _ in range(times(300)):
        size = dice.choice((3, 8, 20, 60, 200))
        drawn = [(dice.choice(sorted(YEAR)), dice.choice(TOWNS)) for _ in range(size)]
        counts = county_year(drawn)
        shown = withheld(counts, SUMS)
        assert recovered(shown, SUMS) == ()
        if size == 200:
            cells += len(counts)
            cells_shown += sum(shown[c] == counts[c] for c in counts)
    assert cells_shown > 0.9 * cells


@given(st.lists(st.integers(0, 7), min_size=3, max_size=3), st.integers(0, 3), st.integers(0, 7))
def test_bounds_are_exact(parts, hidden, total_shown):
    """Of one sum with withheld parts, bounds are the least and greatest of all tables that fit."""
    names = [(f"p{i}",) for i in range(3)]
    line = [Sum(("t",), tuple(names))]
    shown: dict[Cell, Shown] = {
        name: (FEW if 0 < n < 5 else HIDDEN) if i < hidden else n
        for i, (name, n) in enumerate(zip(names, parts, strict=True))
    }
    if total_shown:
        shown["t",] = sum(parts)
    ranges = [
        range(1, 5) if shown[name] == FEW else range(25) if shown[name] == HIDDEN else (n,)
        for name, n in zip(names, parts, strict=True)
    ]
    tables = [t for t in product(*ranges) if not total_shown or sum(t) == sum(parts)]
    found = bounds(shown, line)
    for i, name in enumerate(names):
        values = {table[i] for table in tables}
        least, most = found[name]
        assert least == min(values)
        assert most == max(values) or (most > 24 and not total_shown)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((3, 9, 12), (FEW, HIDDEN, 12, 24)),
        ((1, 1, 10), (FEW, FEW, HIDDEN, 12)),
        ((4, 4, 10), (FEW, FEW, HIDDEN, 18)),
        ((2, 3, 10), (FEW, FEW, 10, 15)),
        ((3, 0, 0), (FEW, 0, 0, FEW)),
        ((1, 1, 2), (FEW, FEW, FEW, FEW)),
        ((0, 6, 7), (0, 6, 7, 13)),
    ],
)
def test_a_second_cell_is_withheld_where_the_sum_would_tell(counts, expected):
    """3 of 24 beside 9 and 12 would be told by the sum, and so would 1 and 1, or 4 and 4."""
    cells = [(name,) for name in ("a", "b", "c", "t")]
    line = [Sum(("t",), tuple(cells[:3]))]
    shown = withheld(dict(zip(cells, (*counts, sum(counts)), strict=True)), line)
    assert tuple(shown[cell] for cell in cells) == expected


def test_a_later_sum_gives_way():
    """Two months were shown, one of them as FEW: the sum that comes later is not shown."""
    line = [Sum(("t",), (("a",), ("b",)))]
    first = withheld({("a",): 3, ("b",): 9}, line)
    assert first == {("a",): FEW, ("b",): 9}
    assert withheld({("t",): 12}, line, first) == {**first, ("t",): HIDDEN}


def test_what_leaks_already_cannot_be_mended():
    """Where former releases give a count away, nothing that is withheld now helps: a fault."""
    line = [Sum(("t",), (("a",), ("b",)))]
    with pytest.raises(ValueError, match="shown before"):
        withheld({}, line, {("a",): FEW, ("b",): 9, ("t",): 12})


def test_a_sum_that_cannot_be_is_refused():
    """7 is not the sum of 3 and 9."""
    with pytest.raises(ValueError, match="not the sum"):
        bounds({("a",): 3, ("b",): 9, ("t",): 7}, [Sum(("t",), (("a",), ("b",)))])
