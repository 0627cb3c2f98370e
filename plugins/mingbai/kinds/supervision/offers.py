"""What supervision offers to other kinds."""

from __future__ import annotations

import pandas as pd

from mingbai.county import County
from mingbai.model import Offer
from mingbai.read import Tables

_HIDDEN_VISIT = "暗访通报"


def _hidden_visits(tables: Tables, _: County) -> pd.DataFrame:
    frame = tables.frame("notices")
    return frame[frame["kind"] == _HIDDEN_VISIT]


OFFERS = (
    Offer(
        name="hidden_visits",
        meaning="a notice on what a hidden visit found",
        columns={"agency": "str", "date": "datetime64[s]"},
        make=_hidden_visits,
    ),
)
