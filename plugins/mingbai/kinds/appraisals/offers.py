"""What appraisals offer to other kinds."""

from __future__ import annotations

import pandas as pd

from mingbai.check import lookup
from mingbai.county import County
from mingbai.kinds.appraisals.rates import with_rates
from mingbai.model import Offer
from mingbai.read import Tables


def _rates(tables: Tables, _: County) -> pd.DataFrame:
    """Votes with the year of their round and the rate that follows from the counts."""
    votes = with_rates(tables.frame("votes"))
    years = tables.frame("rounds").set_index("round_id")["year"].astype("str")
    return votes.assign(year=lookup(votes["round_id"], years).astype("str"))


OFFERS = (
    Offer(
        name="rates",
        meaning="a unit in the round of a year: how many of a thousand valid votes were satisfied",
        columns={"unit": "str", "year": "str", "permille": "Int64"},
        make=_rates,
    ),
)
