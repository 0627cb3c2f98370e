"""What the demo county says of births, weddings, aid and injuries: counts, and none of a few."""

from __future__ import annotations

import pandas as pd
import pytest

from demo import completions, delays, items, publication
from demo.plan import Plan
from exact_sums import told
from mingbai.check.privacy.small_counts import Cell, Shown
from mingbai.kinds.completions.counts import months, sums
from worlds import EVERY_SEED, SEEDS, world


def truth(demo: Plan, item_code: str, cells: list[Cell], home: str) -> dict[Cell, int]:
    """How many cases each cell has, counted from the cases themselves."""
    cases = demo.cases[demo.cases["item_code"] == item_code]
    month = cases["decided"].dt.strftime("%Y-%m")
    town = cases["town"].map(dict(zip(demo.towns["town"], demo.towns.index, strict=True)))
    return {
        (period, place): int(
            (month.isin(months(period)) & ((town == place) | (place == home))).sum()
        )
        for period, place in cells
    }


@pytest.mark.parametrize("seed", SEEDS[:6])
def test_no_case_of_an_item_of_numbers_is_in_the_data(seed: int) -> None:
    """Neither as a case, nor as its steps, nor as a notice of delay; of licences there are."""
    demo = world(seed).plan
    words = items.publication_classes()
    private = words.loc[words["class"] != "个案公开", "word"]
    names = demo.items["name"]
    codes = names.index[names.str.contains("|".join(private))]
    assert len(codes)
    tables = [
        table
        for kind in (completions, delays)
        for package in kind.packages(demo, demo.chance)
        for name, table in package.tables.items()
        if name in ("cases", "notices")
    ]
    assert sum(len(table) for table in tables) > 5
    assert not pd.concat(tables)["item_code"].isin(codes).any()


@EVERY_SEED
def test_no_small_count_of_the_demo_can_be_worked_out(seed: int) -> None:
    """All published totals of a year, solved exactly, leave every number from 1 to 4 open."""
    demo = world(seed).plan
    counts = publication.counts(demo)
    looked_at = 0
    for item_code, own in counts.groupby("item_code", sort=True):
        home = str(demo.agencies.at[demo.items.at[item_code, "agency"], "place_code"])
        parts = sorted(set(own["place_code"]) - {home})
        periods = set(own["period"])
        lines = sums(own["period"], home, parts)
        cells = sorted({cell for one in lines for cell in one.cells if cell[0] in periods})
        true = truth(demo, str(item_code), cells, home)
        shown = _shown(own)
        assert all(true[cell] == value for cell, value in shown.items() if isinstance(value, int))
        assert told(shown, lines, true) == []
        looked_at += sum(0 < number < 5 for number in true.values())
    assert looked_at > 20


def _shown(own: pd.DataFrame) -> dict[Cell, Shown]:
    return {
        (row.period, row.place_code): row.withheld if pd.isna(row.cases) else int(row.cases)
        for row in own.itertuples()
    }


def test_every_item_for_persons_has_a_class() -> None:
    """The county of the demo has decided for every item that a person applies for."""
    offered = world(1).plan.items
    for_persons = offered[offered["audience"].str.contains("个人")]
    words = items.publication_classes()["word"]
    missing = [n for n in for_persons["name"] if not any(word in n for word in words)]
    assert missing == []


@pytest.mark.parametrize("seed", SEEDS[:6])
def test_published_numbers_do_not_count_what_is_hidden(seed: int) -> None:
    """A series that is published has no number of an item of counts: none is missing from it.

    Months whose cases were all decided are looked at: of others some are not published yet.
    """
    demo = world(seed).plan
    shown = publication.open_cases(demo)
    begins = shown["decided"].min() + pd.offsets.MonthBegin()
    ends = pd.Timestamp(demo.as_of) - pd.Timedelta(days=120)
    whole = shown[shown["accepted"].between(begins, ends)]
    parts = whole["receipt_no"].str.extract(r"(?P<head>.+-)(?P<serial>\d+)$")
    serials = parts["serial"].astype("int64").groupby(parts["head"])
    assert serials.ngroups > 10
    assert (serials.max() == serials.size()).all()
    assert (serials.nunique() == serials.size()).all()
