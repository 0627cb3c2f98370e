"""What appraisals offer to other kinds."""

from __future__ import annotations

import pandas as pd

from mingbai.check import lookup
from mingbai.check.reconciliations import side_frame
from mingbai.county import County
from mingbai.kinds.appraisals.follow_up import last_twice, unkept_tasks
from mingbai.kinds.appraisals.rates import with_rates
from mingbai.model import Offer
from mingbai.read import Tables

_UNIT = ["round_id", "unit"]
_LAST, _LAST_WITHOUT = "末位，限期整改", "末位，没有整改任务"
_STANDINGS = side_frame(
    "appraisals",
    "standings",
    ("unit", "round_id"),
    *("row", "title", "scope", "thing", "agency"),
    value="str",
)

LAST_TWICE = side_frame(
    "appraisals",
    "last_twice",
    ("unit", "round_id"),
    *("row", "title", "scope", "thing", "agency", "why_not"),
)
UNKEPT_TASKS = side_frame(
    "appraisals", "unkept_tasks", ("task_no",), "row", "title", "url", "agency", "why_not"
)


def _rates(tables: Tables, _: County) -> pd.DataFrame:
    """Votes with the year of their round and the rate that follows from the counts."""
    votes = with_rates(tables.frame("votes"))
    years = tables.frame("rounds").set_index("round_id")["year"].astype("str")
    return votes.assign(year=lookup(votes["round_id"], years).astype("str"))


def _standings(tables: Tables, county: County) -> pd.DataFrame:
    """Votes, on their own index: the place in the class; of the last, whether it has a task."""
    votes = with_rates(tables.frame("votes"))
    tasks = pd.MultiIndex.from_frame(tables.frame("rectifications")[_UNIT])
    has_task = pd.MultiIndex.from_frame(votes[_UNIT]).isin(tasks)
    last = pd.Series(_LAST_WITHOUT, votes.index, dtype="str").mask(has_task, _LAST)
    place = "第 " + votes["place"].astype("str") + " 名"
    return votes.assign(
        agency=votes["unit"],
        value=last.where(votes["is_worst"], place).astype("str"),
        row="appraisals/votes/" + votes["round_id"] + "/" + votes["unit"],
        title=_names(votes, county) + "在评议 " + votes["round_id"] + " 里的名次",
        scope="round",
        thing=votes["round_id"],
    )


def _last_twice(tables: Tables, county: County) -> pd.DataFrame:
    """Units that were the last of their class in two rounds running, by the later round."""
    votes = last_twice(tables, county)
    return votes.assign(
        agency=votes["unit"],
        value=100,  # one, in hundredths
        row="appraisals/votes/" + votes["round_id"] + "/" + votes["unit"],
        title=_names(votes, county) + "连续两轮末位（" + votes["round_id"] + "）",
        scope="round",
        thing=votes["round_id"],
    )


def _unkept_tasks(tables: Tables, county: County) -> pd.DataFrame:
    """Rectifications that were not done by their day, on their own index."""
    tasks = unkept_tasks(tables, county)
    return tasks.assign(
        agency=tasks["unit"],
        value=100,  # one, in hundredths
        row="appraisals/rectifications/" + tasks["task_no"],
        title=_names(tasks, county) + "的整改 " + tasks["task_no"] + " 没有按期完成",
        url="/appraisals/" + tasks["round_id"] + "/#t-" + tasks["task_no"],
    )


def _names(rows: pd.DataFrame, county: County) -> pd.Series:
    return rows["unit"].map(county.agencies["short_name"]).astype("str")


OFFERS = (
    Offer(
        name="last_twice",
        meaning="a unit that was the last of its class for the second round running",
        columns=LAST_TWICE.columns,
        make=_last_twice,
    ),
    Offer(
        name="unkept_tasks",
        meaning="a rectification that was not done by its day: somebody answers for it",
        columns=UNKEPT_TASKS.columns,
        make=_unkept_tasks,
    ),
    Offer(
        name="standings",
        meaning="a unit in a round: its place in the class; of the last, whether it has to mend",
        columns=_STANDINGS.columns,
        make=_standings,
    ),
    Offer(
        name="rates",
        meaning="a unit in the round of a year: how many of a thousand valid votes were satisfied",
        columns={"unit": "str", "year": "str", "permille": "Int64"},
        make=_rates,
    ),
)
