"""Counts of cases that are published as numbers only -> their cells, their sums, their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pandas as pd

from mingbai.check import lookup
from mingbai.check.privacy.small_counts import Cell, Shown, Sum
from mingbai.county import County
from mingbai.kinds.completions.reads import ITEMS
from mingbai.read import Tables


def named_counts(tables: Tables, county: County) -> pd.DataFrame:
    """`case_counts` with `name` and `agency` of the item, and `home`, the place of that agency.

    home is the place of an item's totals; every other place is a part of it.
    """
    counts = tables.frame("case_counts")
    items = county.frame(ITEMS).set_index("item_code")
    agency = lookup(counts["item_code"], items["agency"])
    return counts.assign(
        name=lookup(counts["item_code"], items["name"]),
        agency=agency,
        home=lookup(agency, county.agencies["place_code"]),
    )


def shown(counts: pd.DataFrame) -> dict[Cell, Shown]:
    """(period, place) of the rows of one item -> what is published of each."""
    return {
        (period, place): withheld if isinstance(withheld, str) else int(number)
        for period, place, number, withheld in zip(
            counts["period"], counts["place_code"], counts["cases"], counts["withheld"], strict=True
        )
        if isinstance(withheld, str) or pd.notna(number)
    }


def sums(periods: Iterable[str], home: str, parts: Iterable[str]) -> tuple[Sum, ...]:
    """Every sum in the years of these periods, whether its cells are published or not.

    A year is its quarters; a quarter is its months, and the `parts` of the `home` place.
    """
    places = tuple(sorted(parts))
    years = sorted({period[:4] for period in periods})
    return tuple(one for year in years for one in _of_year(year, home, places))


def _of_year(year: str, home: str, places: tuple[str, ...]) -> Iterator[Sum]:
    quarters = [f"{year}q{number}" for number in range(1, 5)]
    yield Sum((year, home), tuple((quarter, home) for quarter in quarters))
    for quarter in quarters:
        yield Sum((quarter, home), tuple((month, home) for month in months(quarter)))
        if places:
            yield Sum((quarter, home), tuple((quarter, place) for place in places))


def months(period: str) -> tuple[str, ...]:
    """The months of a month, a quarter or a year, in order."""
    if "-" in period:
        return (period,)
    first, count = (3 * int(period[-1]) - 2, 3) if "q" in period else (1, 12)
    return tuple(f"{period[:4]}-{month:02d}" for month in range(first, first + count))


def parts_of(county: County, home: str) -> tuple[str, ...]:
    """The places into which the count of a quarter may be divided: the townships of the county."""
    is_part = county.places["parent_code"].eq(home) & county.places["kind"].eq("乡镇")
    return tuple(county.places.index[is_part])
