"""Tasks and criticism -> how each stands, by the clock: the one place that decides it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from mingbai.check import clock
from mingbai.county import County
from mingbai.kinds.appraisals.duties import criticism_duties, task_duties
from mingbai.model import States
from mingbai.read import Tables

TASK, OPINION = "rectification", "opinion"
_TONES = {
    clock.ON_TIME: "ok",
    clock.LATE: "late",
    **dict.fromkeys(clock.MISSING, "bad"),
    clock.WAITING: "none",
}
_TASKS = {
    clock.ON_TIME: "按时完成",
    clock.LATE: "迟完成",
    clock.UNDONE: clock.UNDONE,
    clock.WAITING: "正在整改",
}
_OPINIONS = {
    clock.ON_TIME: "已答复",
    clock.LATE: "迟答复",
    clock.UNANSWERED: clock.UNANSWERED,
    clock.WAITING: "等待答复",
}


def _tasks(tables: Tables, county: County) -> pd.DataFrame:
    """By task_no."""
    return _stated(task_duties(tables), county, _TASKS)


def _opinions(tables: Tables, county: County) -> pd.DataFrame:
    """By opinion_no: criticism alone; praise and suggestions owe no answer."""
    return _stated(criticism_duties(tables, county), county, _OPINIONS)


def _stated(duties: pd.DataFrame, county: County, words: Mapping[str, str]) -> pd.DataFrame:
    stated = clock.states((duties,), county.as_of).set_index("subject")["state"]
    frame = pd.DataFrame({"word": stated.map(words), "tone": stated.map(_TONES)}, dtype="str")
    return frame.rename_axis("id")


STATES = (States(TASK, _tasks), States(OPINION, _opinions))
