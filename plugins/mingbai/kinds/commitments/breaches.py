"""Promises of how many cases are late at most -> those that finished cases broke, and when."""

from __future__ import annotations

import pandas as pd

from mingbai.check import lookup
from mingbai.county import County
from mingbai.kinds.commitments.reads import CASE_DAYS
from mingbai.read import Tables

_SYSTEM, _MEASURE = "过错责任追究制", "超期件数"


def late_promises(tables: Tables, county: County) -> pd.DataFrame:
    """Commitments of 过错责任追究制 that allow a number of late cases, on their own index.

    broken: the day of the late case that was one too many, NaT where the promise holds. Only cases
    accepted since the promise count, in the order of their decisions.
    """
    frame = tables.frame("commitments")
    frame = frame[(frame["system"] == _SYSTEM) & (frame["measure"] == _MEASURE)]
    cases = county.frame(CASE_DAYS)
    late = cases[cases["is_late"]].sort_values("decided", kind="stable")
    promised = frame[["commitment_no", "agency", "since", "target"]]
    counted = promised.merge(late[["agency", "accepted", "decided"]], on="agency")
    counted = counted[counted["accepted"] >= counted["since"]]
    number = counted.groupby("commitment_no").cumcount() + 1
    over = counted[number == counted["target"] + 1].set_index("commitment_no")["decided"]
    return frame.assign(broken=lookup(frame["commitment_no"], over).astype("datetime64[s]"))
