"""Criticism and tasks -> what had to be answered or mended by when."""

from __future__ import annotations

import pandas as pd

from mingbai.check import lookup, published
from mingbai.county import County
from mingbai.read import Tables


def dues(tables: Tables, county: County) -> pd.DataFrame:
    """Every task by its day; every criticism `opinion_days` after the end of its round.

    Each falls under the month in which it is due. An answer counts from the day on which its
    package was published.
    """
    owed = pd.concat([_tasks(tables), _criticism(tables, county)], ignore_index=True)
    return owed.assign(period=owed["due"].dt.strftime("%Y-%m"))


def _tasks(tables: Tables) -> pd.DataFrame:
    tasks = tables.frame("rectifications")
    return _duties(tasks, "t-" + tasks["task_no"], "评议整改：" + tasks["task"]).assign(
        due=tasks["due"], done=tasks["done"]
    )


def _criticism(tables: Tables, county: County) -> pd.DataFrame:
    table = tables["opinions"]
    opinions = table.frame[table.frame["kind"] == "批评"]
    ends = tables.frame("rounds").set_index("round_id")["held_to"]
    last = lookup(opinions["round_id"], ends) + pd.Timedelta(days=county.threshold("opinion_days"))
    day = published(tables, table).reindex(opinions.index)
    return _duties(opinions, "o-" + opinions["opinion_no"], "答复批评：" + opinions["gist"]).assign(
        due=last, done=day.where(opinions["handling"].notna())
    )


def _duties(frame: pd.DataFrame, anchor: pd.Series, title: pd.Series) -> pd.DataFrame:
    """All but the days of a duty."""
    return pd.DataFrame(
        {
            "kind": "appraisals",
            "subject": anchor.str[2:],
            "place": None,
            "agency": frame["unit"],
            "title": title,
            "url": "/appraisals/" + frame["round_id"] + "/#" + anchor,
        }
    )
