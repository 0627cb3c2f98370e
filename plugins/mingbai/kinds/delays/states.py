"""Notices -> whether each was given in time, by the clock: the one place that decides it."""

from __future__ import annotations

import pandas as pd

from mingbai.check import clock
from mingbai.county import County
from mingbai.kinds.delays.duties import dues
from mingbai.model import States
from mingbai.read import Tables

SCOPE = "delay"
OPEN = "事情还没有办结"
_WORDS = {clock.ON_TIME: ("按时告知", "ok"), clock.LATE: ("迟告知", "late")}


def _decide(tables: Tables, county: County) -> pd.DataFrame:
    """By notice_no. What tells of a case that is not finished has no day to be held against."""
    stated = clock.states((dues(tables, county),), county.as_of).set_index("subject")["state"]
    notices = pd.Index(tables.frame("notices")["notice_no"], name="id", dtype="str")
    states = [_WORDS.get(state, (OPEN, "none")) for state in stated.reindex(notices)]
    return pd.DataFrame(states, index=notices, columns=["word", "tone"], dtype="str")


STATES = (States(SCOPE, _decide),)
