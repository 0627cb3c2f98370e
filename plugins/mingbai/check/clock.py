"""Duties of all kinds -> their states: on time, late (by how many days), missing, not yet due.

All states are computed against `County.as_of`. What was published late stays late.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import pandas as pd

from mingbai.dates import month_column

# One row a duty. kind: the Kind's name. subject: id of the thing it is about. place: a place code
# or absent. agency: the slug of who must do it. period: `2026-06`, the month it falls in.
# title: what was due, in words. url: its page (or the page where it would be). due: the last day.
# done: the day it was published or answered, NaT if it was not.
DUE = ("kind", "subject", "place", "agency", "period", "title", "url", "due", "done")
_DATES = ("due", "done")

ON_TIME, LATE, MISSING, WAITING = "按时", "迟", "到期未办", "未到期"
MARKS = {ON_TIME: "ok", LATE: "late", MISSING: "missing", WAITING: "none"}


def dues(
    kind: str,
    *,
    subject: pd.Series,
    title: pd.Series | Sequence[str],
    url: pd.Series | Sequence[str],
    due: pd.Series,
    done: Any,
    agency: Any = None,
    place: Any = None,
    period: pd.Series | None = None,
) -> pd.DataFrame:
    """The duties of a kind: a row each, with the columns of DUE.

    Series stand on one index, other columns in its order; one value is the value of every row.
    period: the month a duty falls under; without it the month of its last day. What has no last
    day is no duty and is left out.
    """
    frame = pd.DataFrame(
        {
            "kind": kind,
            "subject": subject,
            "place": place,
            "agency": agency,
            "period": month_column(due) if period is None else period,
            "title": title,
            "url": url,
            "due": due,
            "done": done,
        }
    )
    return frame.dropna(subset=["due"])


def states(frames: Iterable[pd.DataFrame], as_of: date) -> pd.DataFrame:
    """Duties of all kinds -> one frame with `state` and `days_late` (calendar days, 0 if none).

    A duty done after its last day is late; one not done is missing from the day after.
    """
    filled = [frame for frame in frames if len(frame)]
    if not filled:
        empty = {c: pd.Series(dtype="datetime64[s]" if c in _DATES else "str") for c in DUE}
        return pd.DataFrame({**empty, "state": empty["kind"], "days_late": pd.Series(dtype=int)})
    dues = pd.concat([frame.loc[:, list(DUE)] for frame in filled], ignore_index=True)
    today = pd.Timestamp(as_of)
    settled = dues["done"].fillna(today)
    is_done = dues["done"].notna()
    is_over = settled > dues["due"]
    state = pd.Series(WAITING, index=dues.index, dtype="str")
    state = state.mask(is_done & ~is_over, ON_TIME)
    state = state.mask(is_done & is_over, LATE).mask(~is_done & is_over, MISSING)
    late = (settled - dues["due"]).dt.days.clip(lower=0).astype("int64")
    return dues.assign(state=state, days_late=late).sort_values(
        ["due", "kind", "subject"], kind="stable", ignore_index=True
    )


def quarter_due(days: pd.Series, day: int) -> pd.Series:
    """Day `day` of the month after the quarter of each date; on the index of `days`."""
    after = days + pd.offsets.QuarterEnd(0) + pd.Timedelta(days=1)
    return (after + pd.Timedelta(days=day - 1)).astype("datetime64[s]")


def grid(dues: pd.DataFrame, rows: pd.Series) -> pd.DataFrame:
    """States counted by `rows` (a label for each duty) and period: columns are the four states."""
    counts = (
        dues.assign(row=rows)
        .groupby(["row", "period", "state"], observed=True)
        .size()
        .unstack("state", fill_value=0)
        .reindex(columns=[ON_TIME, LATE, MISSING, WAITING], fill_value=0)
    )
    return counts.astype("int64")


def words(counts: pd.DataFrame) -> pd.Series:
    """Each row of the grid as text: `24 按时`, `22 按时，1 迟，1 到期未办`."""

    def part(state: str) -> pd.Series:
        text = counts[state].astype("str") + f" {state}，"
        return text.where(counts[state] > 0, "")

    joined = part(ON_TIME) + part(LATE) + part(MISSING) + part(WAITING)
    return joined.str.removesuffix("，")
