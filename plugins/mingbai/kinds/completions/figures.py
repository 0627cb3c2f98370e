"""Completed cases -> their figures: how many each agency decided in a month, how many late."""

from __future__ import annotations

import pandas as pd

from mingbai.check import lookup
from mingbai.county import County
from mingbai.dates import month_column, months_zh
from mingbai.kinds.completions.timeliness import timed_cases
from mingbai.model import figure_rows
from mingbai.read import Tables

_WORDS = {"cases": "办结", "late": "超期办结"}


def figures(tables: Tables, county: County) -> pd.DataFrame:
    """Cases of each month and agency, of those that are told one by one."""
    cases = timed_cases(tables, county)
    month = month_column(cases["decided"])
    grouped = cases.assign(month=month).groupby(["agency", "month"], sort=True)["is_late"]
    counts = pd.DataFrame({"cases": grouped.size(), "late": grouped.sum()}).reset_index()
    counts = counts.astype({"agency": "str", "month": "str", "cases": "int64", "late": "int64"})
    agency = lookup(counts["agency"], county.agencies["short_name"]).astype("str")
    parts = [
        figure_rows(
            id_="completions/" + counts["agency"] + "/" + counts["month"] + "/" + name,
            title=agency + " " + months_zh(counts["month"], county.as_of) + word,
            value=counts[name] * 100,
            unit="件",
            url="/completions/" + counts["month"] + "/",
        )
        for name, word in _WORDS.items()
    ]
    return pd.concat(parts, ignore_index=True)
