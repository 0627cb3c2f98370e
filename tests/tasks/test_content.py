"""Digests of values: equal for what says the same, different for whatever says something else."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
import pytest
from markupsafe import Markup

from mingbai.tasks import digest


@dataclass(frozen=True)
class Told:
    """A record with a cache."""

    word: str
    number: int = 0
    cache: dict[str, int] = field(default_factory=dict, compare=False)


def _frame(*words: str | None) -> pd.DataFrame:
    return pd.DataFrame({"word": pd.Series(words, dtype="str"), "fen": range(len(words))})


# No two of these say the same.
VALUES: tuple[Any, ...] = (
    None,
    "",
    "1",
    1,
    1.0,
    True,
    "12",
    ("1", "2"),
    ("12",),
    (("1",), "2"),
    ("1", ("2",)),
    {"1": "2"},
    {"2": "1"},
    {"1", "2"},
    b"1",
    date(2026, 6, 1),
    pd.Timestamp(2026, 6, 1),
    pd.NaT,
    pd.NA,
    Decimal("1"),
    Decimal("1.0"),
    Told("1"),
    Told("1", 1),
    _frame("1", "2"),
    _frame("2", "1"),
    _frame("1", None),
    _frame("1", ""),
    _frame("1", "2").rename(columns={"word": "name"}),
    _frame("1", "2").set_axis(pd.Index(["a", "b"])),
    _frame("1", "2").set_axis(
        pd.MultiIndex.from_tuples([("x.csv", 2), ("x.csv", 3)], names=["file", "line"])
    ),
    _frame("1", "2").set_axis(
        pd.MultiIndex.from_tuples([("x.csv", 2), ("y.csv", 3)], names=["file", "line"])
    ),
    _frame("1", "2")["word"],
    np.array([1, 2]),
    np.array([1, 2], np.int8),
    partial(_frame, "1"),
    partial(_frame, "2"),
    _frame,
)


def test_what_says_something_else_has_another_digest() -> None:
    """Absent, empty, zero, a text of digits, a pair and a text of two: each is something else."""
    for one, other in combinations(range(len(VALUES)), 2):
        assert digest(VALUES[one]) != digest(VALUES[other]), (VALUES[one], VALUES[other])


def test_what_says_the_same_has_the_same_digest() -> None:
    """A copy, a set in another order, a text that is Markup, a record whose cache was filled."""
    frame = _frame("1", None)
    assert digest(frame) == digest(frame.copy())
    assert digest({"a", "b", "c"}) == digest(frozenset({"c", "b", "a"}))
    assert digest(Markup("字")) == digest("字")
    assert digest(Told("1", cache={"x": 1})) == digest(Told("1"))
    assert digest(replace(Told("1"), number=0)) == digest(Told("1"))


def test_of_a_value_of_another_sort_nothing_is_said() -> None:
    """A lock, an open file: an error, never a digest that means nothing."""
    with pytest.raises(TypeError, match="object"):
        digest(object())
