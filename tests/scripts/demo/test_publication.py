"""What the demo county says of births, weddings, aid and injuries: counts, and none of a few."""

from __future__ import annotations

import pandas as pd
import pytest

from demo import completions, delays, publication
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
    words = publication.classes()
    private = words.loc[words["class"] != "个案公开", "word"]
    items = demo.items["name"]
    codes = items.index[items.str.contains("|".join(private))]
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
    items = world(1).plan.items
    for_persons = items[items["audience"].str.contains("个人")]
    words = publication.classes()["word"]
    missing = [n for n in for_persons["name"] if not any(word in n for word in words)]
    assert missing == []
