"""Cases -> how each was done: the one place that decides it."""

from __future__ import annotations

import pandas as pd

from mingbai.county import County
from mingbai.model import States
from mingbai.read import Tables

SCOPE = "case"
ON_TIME, LATE = "按时办结", "逾期办结"


def _decide(tables: Tables, _: County) -> pd.DataFrame:
    """By receipt_no: decided by the day on which it was due, or after it."""
    cases = tables.frame("cases")
    is_late = pd.Series((cases["decided"] > cases["due"]).to_numpy(), pd.Index(cases["receipt_no"]))
    word = pd.Series(ON_TIME, is_late.index, dtype="str").mask(is_late, LATE)
    tone = pd.Series("ok", is_late.index, dtype="str").mask(is_late, "bad")
    return pd.DataFrame({"word": word, "tone": tone}).rename_axis("id")


STATES = (States(SCOPE, _decide),)
