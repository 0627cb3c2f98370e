"""What rules ask of the rows of several tables: one home, dates in order."""

from __future__ import annotations

import pandas as pd

from mingbai.check import Verdict, faults
from mingbai.dates import iso_column
from mingbai.issues import Rule


def one_home(rule: Rule, frame: pd.DataFrame) -> Verdict:
    """Every row fills `agency` or `place_code`, not both and not none."""
    filled = frame[["agency", "place_code"]].notna().sum(axis=1)
    found = filled.map({0: "都没有填", 1: "填了一处", 2: "都填了"})
    return Verdict(len(frame), faults(rule, filled != 1, "agency", found=found))


def ordered_dates(rule: Rule, frame: pd.DataFrame, first: str, last: str) -> Verdict:
    """No row has its field `last` before its field `first`; where one is absent all is well."""
    issues = faults(
        rule,
        frame[last] < frame[first],
        last,
        found=iso_column(frame[last]),
        expected=iso_column(frame[first]),
    )
    return Verdict(len(frame), issues)
