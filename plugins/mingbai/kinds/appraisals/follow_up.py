"""Votes and tasks -> what somebody has to answer for: last places twice running, tasks not kept.

What happened before decisions were published at all is left out. A decision has a month; what
happened less than a month before the last publication of decisions, and what no decision names yet,
cannot be compared: it may still come.
"""

from __future__ import annotations

import pandas as pd

from mingbai.check import lookup
from mingbai.county import County
from mingbai.kinds.appraisals.rates import with_rates
from mingbai.kinds.appraisals.reads import DECIDED, NAMED_ROUNDS, NAMED_TASKS
from mingbai.read import Tables

_MONTHS = 1
_TOO_EARLY = "还不满一个月，或者问责还没有公开到那时"


def last_twice(tables: Tables, county: County) -> pd.DataFrame:
    """Votes of units that were the last of their class in this round and the one before.

    On their own index, with `why_not`. A unit that changed its class was not the last twice.
    """
    rounds = tables.frame("rounds").sort_values(["held_to", "round_id"])
    number = pd.Series(range(len(rounds)), pd.Index(rounds["round_id"]))
    ends = rounds.set_index("round_id")["held_to"]
    votes = with_rates(tables.frame("votes"))
    worst = votes[votes["is_worst"]].assign(
        number=lambda rows: lookup(rows["round_id"], number),
        on=lambda rows: lookup(rows["round_id"], ends),
    )
    before = pd.MultiIndex.from_arrays([worst["unit"], worst["class"], worst["number"] + 1])
    is_twice = pd.MultiIndex.from_frame(worst[["unit", "class", "number"]]).isin(before)
    keys = ["unit", "round_id"]
    named = pd.MultiIndex.from_frame(county.frame(NAMED_ROUNDS)[keys])
    twice = worst[is_twice]
    is_named = pd.Series(pd.MultiIndex.from_frame(twice[keys]).isin(named), twice.index)
    return _answered_for(twice, is_named, county)


def unkept_tasks(tables: Tables, county: County) -> pd.DataFrame:
    """Rectifications that were not done by their day, on their own index, with `why_not`."""
    tasks = tables.frame("rectifications")
    as_of = pd.Timestamp(county.as_of)
    is_unkept = (tasks["done"] > tasks["due"]) | (tasks["done"].isna() & (tasks["due"] < as_of))
    unkept = tasks[is_unkept].assign(on=tasks["due"])
    is_named = unkept["task_no"].isin(county.frame(NAMED_TASKS)["task_no"])
    return _answered_for(unkept, is_named, county)


def _answered_for(rows: pd.DataFrame, is_named: pd.Series, county: County) -> pd.DataFrame:
    """Rows with `why_not`, without those of before decisions were published. on: their day."""
    published = county.frame(DECIDED)["published"]
    is_early = ~is_named & ~(rows["on"] + pd.DateOffset(months=_MONTHS) <= published.max())
    why = pd.Series("", rows.index, dtype="str").mask(is_early, _TOO_EARLY)
    is_known: pd.Series = is_named | (rows["on"] >= published.min())
    return rows.assign(why_not=why).loc[is_known]
