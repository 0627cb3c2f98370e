"""Criticism and tasks -> what had to be answered or mended by when."""

from __future__ import annotations

import pandas as pd

from mingbai.check import clock, lookup, public_since
from mingbai.county import County
from mingbai.kinds.appraisals.thresholds import OPINION_DAYS
from mingbai.read import Tables


def dues(tables: Tables, county: County) -> pd.DataFrame:
    """Every task by its day; every criticism `opinion_days` after the end of its round.

    Each falls under the month in which it is due. An answer counts from the day on which its
    package was published.
    """
    parts = [task_duties(tables), criticism_duties(tables, county)]
    return pd.concat(parts, ignore_index=True)


def task_duties(tables: Tables) -> pd.DataFrame:
    """Every task, due by its day."""
    tasks = tables.frame("rectifications")
    return clock.dues(
        "appraisals",
        subject=tasks["task_no"],
        agency=tasks["unit"],
        title="评议整改：" + tasks["task"],
        url="/appraisals/" + tasks["round_id"] + "/#t-" + tasks["task_no"],
        due=tasks["due"],
        done=tasks["done"],
        asks=clock.COMPLETE,
    )


def criticism_duties(tables: Tables, county: County) -> pd.DataFrame:
    """Every criticism, to be answered `opinion_days` after the end of its round."""
    table = tables["opinions"]
    opinions = table.frame[table.frame["kind"] == "批评"]
    ends = tables.frame("rounds").set_index("round_id")["held_to"]
    day = public_since(tables, table).reindex(opinions.index)
    return clock.dues(
        "appraisals",
        subject=opinions["opinion_no"],
        agency=opinions["unit"],
        title="答复批评：" + opinions["gist"],
        url="/appraisals/" + opinions["round_id"] + "/#o-" + opinions["opinion_no"],
        due=lookup(opinions["round_id"], ends) + pd.Timedelta(days=county.threshold(OPINION_DAYS)),
        done=day.where(opinions["handling"].notna()),
        asks=clock.ANSWER,
    )
