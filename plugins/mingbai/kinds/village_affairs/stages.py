"""Matters -> the stage that each has reached: the one place that decides it."""

from __future__ import annotations

import pandas as pd

from mingbai.county import County
from mingbai.model import States
from mingbai.read import Tables

SCOPE = "matter"
_TONES = {"计划": "none", "进展": "", "结果": "ok"}


def newest_stages(tables: Tables) -> pd.DataFrame:
    """The newest stage of every matter, newest first."""
    table = tables["matters"]
    frame = table.frame.assign(package=tables.package_of(table))
    ordered = frame.sort_values(["date", "matter_no"], kind="stable")
    return ordered.drop_duplicates("matter_no", keep="last").iloc[::-1]


def _decide(tables: Tables, _: County) -> pd.DataFrame:
    """By matter_no."""
    stages = newest_stages(tables)
    frame = pd.DataFrame(
        {"word": stages["stage"], "tone": stages["stage"].map(_TONES)}, dtype="str"
    )
    return frame.set_axis(pd.Index(stages["matter_no"], name="id"))


STATES = (States(SCOPE, _decide),)
