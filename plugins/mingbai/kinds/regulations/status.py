"""Documents and decisions -> the status on a day: it follows the dates, nobody types it."""

from __future__ import annotations

from datetime import date

import pandas as pd

from mingbai.read import Tables

NOT_YET, IN_FORCE, EXPIRED = "尚未施行", "现行有效", "已经失效"
ENDING = ("废止", "失效")
STATES = {"废止": "已经废止", "失效": EXPIRED}


def with_status(tables: Tables, day: date) -> pd.DataFrame:
    """Documents with `status`, `ended` (the day it ended, NaT if not), `reason`, `decision_no`.

    A decision ends a document on its effective day, its own last day ends it the day after; the
    earlier of the two counts, and a decision after the last day still says why;
    a document that another one replaces is still in force until a decision or a date ends it.
    """
    documents, decisions = tables.frame("documents"), tables.frame("decisions")
    ending = decisions[decisions["action"].isin(ENDING)].sort_values("effective")
    first_ending = ending.drop_duplicates("document_no", keep="first").set_index("document_no")
    number = documents["document_no"]
    ending_decision = first_ending.reindex(pd.Index(number)).set_axis(documents.index)
    ended = ending_decision["effective"].where(ending_decision["effective"] <= pd.Timestamp(day))
    lapse_day = documents["expires"] + pd.Timedelta(days=1)
    lapse_day = lapse_day.where(lapse_day <= pd.Timestamp(day))
    status = pd.Series(IN_FORCE, index=documents.index, dtype="str")
    status = status.mask(documents["effective"] > pd.Timestamp(day), NOT_YET)
    status = status.mask(lapse_day.notna(), EXPIRED)
    status = status.mask(ended.notna(), ending_decision["action"].map(STATES))
    return documents.assign(
        status=status,
        ended=ended.mask(lapse_day < ended, lapse_day).fillna(lapse_day),
        reason=ending_decision["reason"].where(ended.notna()),
        decision_no=ending_decision["decision_no"].where(ended.notna()),
    )
