"""Scores -> the total of a unit and its rank in its class, where nobody filled them in."""

from __future__ import annotations

import pandas as pd

from mingbai.county import County
from mingbai.kinds.performance.rules import point_texts, with_computed_totals
from mingbai.model import Computed
from mingbai.read import Tables


def _totals(tables: Tables, county: County) -> pd.DataFrame:
    del county
    totals = with_computed_totals(tables)
    rank = totals["place"].astype("str").where(totals["place"].notna())
    total = point_texts(totals["sum_cents"]).where(totals["sum_cents"].notna())
    return pd.DataFrame({"total": total, "rank": rank})


COMPUTED = (Computed("totals", ("total", "rank"), _totals),)
