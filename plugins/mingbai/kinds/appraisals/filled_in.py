"""Votes -> how many came back, the rate, and the rank in the class, where nobody filled them in."""

from __future__ import annotations

import pandas as pd

from mingbai.county import County
from mingbai.kinds.appraisals.rates import percent, with_rates
from mingbai.model import Computed
from mingbai.read import Tables

_COUNTS = ["satisfied", "basically", "dissatisfied", "unknown", "invalid"]


def _results(tables: Tables, county: County) -> pd.DataFrame:
    del county
    votes = with_rates(tables.frame("votes"))
    returned = votes[_COUNTS].sum(axis=1).astype("int64").astype("str")
    rank = votes["place"].astype("str").where(votes["place"].notna())
    return pd.DataFrame({"returned": returned, "rate": percent(votes["permille"]), "rank": rank})


COMPUTED = (Computed("votes", ("returned", "rate", "rank"), _results),)
