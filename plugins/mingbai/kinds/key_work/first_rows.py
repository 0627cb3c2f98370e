"""Tasks that are not done -> the rows of a month's progress, one a task."""

from __future__ import annotations

from mingbai import dates
from mingbai.county import County
from mingbai.kinds.key_work.rules import DONE, latest
from mingbai.model import FirstRows
from mingbai.read import Tables


def first_rows(tables: Tables, county: County, publisher: str, period: str) -> FirstRows:
    """A row of progress for each task of the year that is not done; nothing but for a month."""
    del county, publisher
    if not dates.is_month(period):
        return {}
    tasks = tables.frame("tasks")
    states = tasks["task_no"].map(latest(tables)["state"])
    is_open = (tasks["year"] == period[:4]) & (states != DONE)
    return {"progress": tuple({"task_no": number} for number in tasks["task_no"][is_open])}
