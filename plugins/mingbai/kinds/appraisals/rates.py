"""Votes -> valid votes, rates with a stated denominator, ranks inside a class."""

from __future__ import annotations

import pandas as pd

GRADES = ("satisfied", "basically", "dissatisfied")
CLASS = ["round_id", "class"]


def with_rates(votes: pd.DataFrame) -> pd.DataFrame:
    """Votes, one row a unit and round, with what can be computed from the counts alone.

    Adds `valid` (int64: the three grades together; 不了解 and 无效 are no valid votes),
    `permille` (Int64: satisfied ÷ valid in tenths of a per cent, half up; absent without a valid
    vote), `place` (Int64: 1 is best; equal rates share a place and the next one is left out),
    `class_size` (int64: units of the class in this round) and `is_worst` (bool: the lowest rate
    of a class in which rates differ). Keeps the index.
    """
    valid = votes[list(GRADES)].sum(axis=1).astype("int64")
    rated = valid.where(valid > 0).astype("Int64")
    permille = (2000 * votes["satisfied"] + rated) // (2 * rated)
    frame = votes.assign(valid=valid, permille=permille.astype("Int64"))
    by_class = frame.groupby(CLASS, sort=False)
    rates = by_class["permille"]
    lowest, highest = rates.transform("min"), rates.transform("max")
    return frame.assign(
        place=rates.rank(method="min", ascending=False).astype("Int64"),
        class_size=by_class["unit"].transform("size").astype("int64"),
        is_worst=((frame["permille"] == lowest) & (lowest < highest)).fillna(False).astype(bool),
    )


def percent(permille: pd.Series) -> pd.Series:
    """`652` -> `65.2`; absent where absent. Keeps the index."""
    text = (permille // 10).astype("str") + "." + (permille % 10).astype("str")
    return text.where(permille.notna()).astype("str")
