"""What the office owes: the list of key work every year, the progress of every task by month."""

from __future__ import annotations

import pandas as pd

from mingbai.check import lookup, public_since, published, publisher
from mingbai.check.series import (
    MONTH,
    YEAR,
    Series,
    by_packages,
    months_later,
    of_packages,
    on_day,
)
from mingbai.county import MONTH_DUE_DAY, County
from mingbai.kinds.key_work.rules import DONE
from mingbai.read import Tables

_URL = "/key_work/"


def _tasks(tables: Tables, _: County) -> pd.DataFrame:
    """Every task from the month in which it was published to the one in which it was done."""
    table = tables["tasks"]
    progress, frame = tables.frame("progress"), table.frame
    finished = progress[progress["state"] == DONE].groupby("task_no")["date"].min()
    return pd.DataFrame(
        {
            "subject": frame["task_no"],
            "agency": publisher(tables, table),
            "place": pd.Series(None, index=frame.index, dtype="str"),
            "name": frame["goal"],
            "since": published(tables, table),
            "until": lookup(frame["task_no"], finished),
            "url": _URL + frame["task_no"] + "/",
        }
    )


def _progress(tables: Tables, _: County) -> pd.DataFrame:
    table = tables["progress"]
    frame = table.frame
    return pd.DataFrame(
        {
            "subject": frame["task_no"],
            "day": frame["date"],
            "done": public_since(tables, table),
            "url": _URL + frame["task_no"] + "/",
        }
    )


SERIES = (
    Series(
        name="progress",
        title="{period}进展：{name}",
        rhythm=MONTH,
        members=_tasks,
        publications=_progress,
        due=on_day(MONTH_DUE_DAY),
    ),
    # 每年: within the year; the list is published again on every change.
    Series(
        name="years",
        title="{name} {period}重点工作",
        rhythm=YEAR,
        members=of_packages(_URL, YEAR),
        publications=by_packages(_URL, YEAR),
        due=months_later(0),
        is_current=True,
        is_revised=True,
    ),
)
