"""Duties of all kinds -> their states: on time, late (by how many days), missing, not yet due.

All states are computed against `County.as_of`. What was published late stays late.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import pandas as pd

from mingbai.county import Frame
from mingbai.dates import month_column

# One row a duty. id: stable and unique in the portal. kind: the Kind's name. series: the name of
# the series that it belongs to, "" for an answer or a task. subject: id of the thing it is about.
# place: a place code or absent. agency: the slug of who must do it. period: `2026-06`, the month it
# falls in. title: what was due, in words. url: its page (or the page where it would be). due: the
# last day. done: the day it was published or answered, NaT if it was not. asks: what has to be
# done (ASKS), by which is said what did not come. is_counted: False for
# what is due only because it was published: it may be late, but could never have been missed, so
# that it counts neither as due nor as on time.
DUE = (
    "id",
    "kind",
    "series",
    "subject",
    "place",
    "agency",
    "period",
    "title",
    "url",
    "due",
    "done",
    "asks",
    "is_counted",
)
_TYPES = {"due": "datetime64[s]", "done": "datetime64[s]", "is_counted": "bool"}
_STATED = {
    **dict.fromkeys((*DUE, "state"), "str"),
    **_TYPES,
    "days_late": "int64",
}
# Every duty with its state, for rules and pages: `County.frame(DUES)`. No rows while the data has
# errors. UPCOMING: those of the months to come, each not yet due and not done.
DUES = Frame("clock", "dues", _STATED)
UPCOMING = Frame("clock", "upcoming", _STATED)
UPCOMING_DAYS = 100  # the next three months, with the days after them on which they are due

PUBLISH, ANSWER, CLOSE, COMPLETE = ASKS = ("公开", "答复", "办结", "完成")
ON_TIME, LATE, WAITING = "按时", "迟了", "未到期"
# What is due and did not come, in the order of ASKS: nobody 完成 a sheet, nobody 公开 a repair.
UNPUBLISHED, UNANSWERED, UNCLOSED, UNDONE = MISSING = (
    "到期未公开",
    "逾期未答复",
    "逾期未办结",
    "逾期未完成",
)
MARKS = {ON_TIME: "ok", LATE: "late", **dict.fromkeys(MISSING, "missing"), WAITING: "none"}
_COLUMNS = (ON_TIME, LATE, *MISSING, WAITING)
_MISSING_OF = dict(zip(ASKS, MISSING, strict=True))


def dues(
    kind: str,
    *,
    subject: pd.Series,
    title: pd.Series | Sequence[str],
    url: pd.Series | Sequence[str],
    due: pd.Series,
    done: Any,
    asks: str,
    agency: Any = None,
    place: Any = None,
    period: pd.Series | None = None,
    id_: pd.Series | None = None,
    series: str = "",
    is_counted: bool = True,
) -> pd.DataFrame:
    """The duties of a kind: a row each, with the columns of DUE.

    Series stand on one index, other columns in its order; one value is the value of every row.
    period: the month a duty falls under; without it the month of its last day. id_: without it
    kind, series and subject. What has no last day is no duty and is left out.
    """
    named = f"{kind}/{series}/" if series else f"{kind}/"
    frame = pd.DataFrame(
        {
            "id": named + subject if id_ is None else id_,
            "kind": kind,
            "series": series,
            "subject": subject,
            "place": place,
            "agency": agency,
            "period": month_column(due) if period is None else period,
            "title": title,
            "url": url,
            "due": due,
            "done": done,
            "asks": asks,
            "is_counted": is_counted,
        }
    )
    return frame.dropna(subset=["due"])


def states(frames: Iterable[pd.DataFrame], as_of: date) -> pd.DataFrame:
    """Duties of all kinds -> one frame with `state` and `days_late` (calendar days, 0 if none).

    A duty done after its last day is late; one not done is missing from the day after.
    """
    filled = [frame for frame in frames if len(frame)]
    if not filled:
        empty = {c: pd.Series(dtype=_TYPES.get(c, "str")) for c in DUE}
        return pd.DataFrame({**empty, "state": empty["kind"], "days_late": pd.Series(dtype=int)})
    dues = pd.concat([frame.loc[:, list(DUE)] for frame in filled], ignore_index=True)
    today = pd.Timestamp(as_of)
    settled = dues["done"].fillna(today)
    is_done = dues["done"].notna()
    is_over = settled > dues["due"]
    state = pd.Series(WAITING, index=dues.index, dtype="str")
    state = state.mask(is_done & ~is_over, ON_TIME)
    missing = dues["asks"].map(_MISSING_OF)
    state = state.mask(is_done & is_over, LATE).mask(~is_done & is_over, missing)
    late = (settled - dues["due"]).dt.days.clip(lower=0).astype("int64")
    return dues.assign(state=state, days_late=late).sort_values(
        ["due", "kind", "subject", "id"], kind="stable", ignore_index=True
    )


def counted(dues: pd.DataFrame) -> pd.DataFrame:
    """Those that could have been missed: what shares and figures are counted of."""
    return dues[dues["is_counted"]]


def missing(dues: pd.DataFrame) -> pd.DataFrame:
    """Those that fell due and did not come."""
    return dues[dues["state"].isin(MISSING)]


def is_over(dues: pd.DataFrame) -> pd.Series:
    """Whether a duty has fallen due or was done."""
    return dues["state"] != WAITING


def quarter_due(days: pd.Series, day: int) -> pd.Series:
    """Day `day` of the month after the quarter of each date; on the index of `days`."""
    after = days + pd.offsets.QuarterEnd(0) + pd.Timedelta(days=1)
    return (after + pd.Timedelta(days=day - 1)).astype("datetime64[s]")


def grid(dues: pd.DataFrame, rows: pd.Series) -> pd.DataFrame:
    """States counted by `rows` (a label for each duty) and period: a column for each state."""
    counts = (
        dues.assign(row=rows)
        .groupby(["row", "period", "state"], observed=True)
        .size()
        .unstack("state", fill_value=0)
        .reindex(columns=list(_COLUMNS), fill_value=0)
    )
    return counts.astype("int64")


def words(counts: pd.DataFrame) -> pd.Series:
    """Each row of the grid as text: `24 按时`, `22 按时，1 迟了，1 到期未公开`."""

    def part(state: str) -> pd.Series:
        text = counts[state].astype("str") + f" {state}，"
        return text.where(counts[state] > 0, "")

    joined = pd.Series("", counts.index, dtype="str")
    for state in _COLUMNS:
        joined = joined + part(state)
    return joined.str.removesuffix("，")
