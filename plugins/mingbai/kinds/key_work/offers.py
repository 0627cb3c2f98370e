"""What key work offers to other kinds."""

from __future__ import annotations

import pandas as pd

from mingbai.check import lookup
from mingbai.county import County
from mingbai.kinds.key_work.rules import DONE
from mingbai.model import Offer
from mingbai.read import Tables


def _tasks(tables: Tables, _: County) -> pd.DataFrame:
    """Tasks with the day on which they were first reported as done."""
    tasks, progress = tables.frame("tasks"), tables.frame("progress")
    done = progress[progress["state"] == DONE].groupby("task_no")["date"].min()
    finished = lookup(tasks["task_no"], done).astype("datetime64[s]")
    return tasks.assign(year=tasks["year"].astype("str"), finished=finished)


OFFERS = (
    Offer(
        name="tasks",
        meaning="a task: who leads it, its last day, the day it was reported as done",
        columns={
            "lead_agency": "str",
            "year": "str",
            "due": "datetime64[s]",
            "finished": "datetime64[s]",
        },
        make=_tasks,
    ),
)
