"""Votes -> their figures: how many of a hundred valid votes were satisfied."""

from __future__ import annotations

import pandas as pd

from mingbai.check import lookup
from mingbai.county import County
from mingbai.kinds.appraisals.rates import with_rates
from mingbai.model import figure_rows
from mingbai.read import Tables

_HUNDREDTHS = 10  # of one per cent, in a tenth of one


def figures(tables: Tables, county: County) -> pd.DataFrame:
    """The rate of each unit and round, as it follows from the votes; absent without a vote."""
    votes = with_rates(tables.frame("votes"))
    rounds = tables.frame("rounds").set_index("round_id")["name"]
    unit = lookup(votes["unit"], county.agencies["short_name"]).astype("str")
    return figure_rows(
        id_="appraisals/" + votes["round_id"] + "/" + votes["unit"] + "/rate",
        title=unit + "在" + lookup(votes["round_id"], rounds).astype("str") + "的满意率",
        value=votes["permille"] * _HUNDREDTHS,
        unit="%",
        url="/appraisals/" + votes["round_id"] + "/",
    )
