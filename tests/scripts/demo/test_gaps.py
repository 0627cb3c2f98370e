"""The demo's honest gaps: each is found by the comparison that it is told for, and nothing else."""

from __future__ import annotations

from collections import Counter

import pytest

from demo import gaps, kinds
from demo.plan import plan
from demo.size import Size
from demo_tables import DATA
from mingbai.build import Checked
from mingbai.check.reconciliations import AGREES, DIFFERS, UNKNOWN
from shared import Shared


@pytest.fixture(scope="module")
def checked(shared: Shared) -> Checked:
    """The committed demo, checked."""
    return shared.checked(DATA)


def test_every_told_gap_is_planted() -> None:
    """The committed size has a row for each of them, and there are as many as were asked for."""
    county = plan(Size())
    planted = [
        gap["lesson"]
        for name, make in kinds.KINDS
        if name in gaps.kinds()
        for gap in gaps.planted(name, make(county, county.chance.of("kind", name))).gaps
    ]
    assert sorted(planted) == sorted(gap["lesson"] for gap in gaps.told())
    assert len(planted) >= 12


def test_only_the_planted_gaps_are_found(checked: Checked) -> None:
    """Two kinds contradict each other where a gap was planted, and nowhere else in the county."""
    told = Counter(code for gap in gaps.told() for code in gap["codes"])
    found = Counter(checked.reconciled.outcome(DIFFERS)["code"])
    assert found == told


def test_every_comparison_is_seen_both_ways(checked: Checked) -> None:
    """Each shipped comparison agrees somewhere and differs somewhere in the demo."""
    frame = checked.reconciled.frame
    for code in checked.reconciled.by_code:
        outcomes = Counter(frame.loc[frame["code"] == code, "outcome"])
        assert outcomes[AGREES], code
        assert outcomes[DIFFERS], code


def test_no_comparison_is_mostly_impossible(checked: Checked) -> None:
    """A comparison of which more than half cannot be made compares the wrong things."""
    frame = checked.reconciled.frame
    for code, pairs in frame.groupby("code"):
        assert (pairs["outcome"] == UNKNOWN).mean() <= 0.5, code


def test_a_gap_changes_one_side_only() -> None:
    """No ledger line is touched: what happened stays booked as it happened."""
    assert "accounts" not in gaps.kinds()


def test_a_small_county_does_without() -> None:
    """Where no row fits, nothing is planted and nothing fails."""
    county = plan(Size(towns=1, villages=1, groups=1, months=3))
    made = list(dict(kinds.KINDS)["village_affairs"](county, county.chance.of("kind", "x")))
    planted = gaps.planted("village_affairs", made)
    assert len(planted.packages) == len(made)
    assert len(planted.gaps) < len(gaps.told())
