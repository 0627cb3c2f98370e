"""Matters -> what had to be published by when: important ones at once, others by the quarter."""

from __future__ import annotations

import pandas as pd

from mingbai.check import clock, public_since, publisher
from mingbai.county import QUARTER_DUE_DAY, County
from mingbai.dates import month_column
from mingbai.kinds.village_affairs.thresholds import IMMEDIATE_DUE_DAYS
from mingbai.read import Tables

# 重大事项随时公开 (村民委员会组织法); the other items of the village's catalogue 每季度.
AT_ONCE = ("重大决策", "土地征收补偿")


def dues(tables: Tables, county: County) -> pd.DataFrame:
    """Every stage of every matter: within so many days of it, or after its quarter.

    Known only because it was published, none can be missing: that is for the series to see.
    """
    table = tables["matters"]
    if not len(table.frame):
        return pd.DataFrame()
    frame = table.frame
    return clock.dues(
        "village_affairs",
        subject=frame["matter_no"] + "/" + frame["stage"],
        place=frame["place_code"],
        agency=publisher(tables, table),
        period=month_column(frame["date"]),
        title=frame["title"] + "（" + frame["stage"] + "）",
        url="/village_affairs/" + frame["matter_no"] + "/",
        due=_last_day(frame, county),
        done=public_since(tables, table),
        series="stages",
        asks=clock.PUBLISH,
        is_counted=False,
    )


def _last_day(frame: pd.DataFrame, county: County) -> pd.Series:
    soon = frame["date"] + pd.Timedelta(days=county.threshold(IMMEDIATE_DUE_DAYS))
    later = clock.quarter_due(frame["date"], county.threshold(QUARTER_DUE_DAY))
    return soon.where(frame["item"].isin(AT_ONCE), later)
