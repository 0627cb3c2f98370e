"""Entries -> what the county promised; duties of the clock -> how each entry is kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from mingbai.check import clock, published
from mingbai.check.series import PROMISED
from mingbai.kinds.catalogue.limits import Limit, parse_limit
from mingbai.read import Tables

ON_REQUEST = "依申请公开"
_RHYTHMS = {"monthly": "month", "quarterly": "quarter", "yearly": "year"}


@dataclass(frozen=True, slots=True)
class Standing:
    """How an entry is kept, by the clock.

    missing: how many publications are overdue. late: how many of the last twelve months came late.
    on_time: how many came by their last day and could have been missed. waiting: how many are yet
    to come.
    """

    missing: int
    late: int
    on_time: int
    waiting: int


NOTHING_DUE = Standing(0, 0, 0, 0)


def entry_limits(tables: Tables) -> tuple[Limit | None, ...]:
    """The limit of each entry, in the order of the table; 同上 looks at the row above."""
    parsed: list[Limit | None] = []
    for text in tables.frame("entries")["limit_text"]:
        parsed.append(parse_limit(text, parsed[-1] if parsed else None))
    return tuple(parsed)


def promises(tables: Tables, _: Any) -> pd.DataFrame:
    """What is promised of its own accord on this portal (columns of series.PROMISE)."""
    table = tables["entries"]
    limits = tables.shared(entry_limits)
    frame = table.frame.assign(
        title=table.frame["level_1"],
        since=published(tables, table),
        days=_numbers(limit.days if limit else None for limit in limits),
        is_working=[limit is not None and limit.unit == "工作日" for limit in limits],
        rhythm=pd.array([_rhythm(limit) for limit in limits], dtype="str"),
        due_day=_numbers(limit.day if limit else None for limit in limits),
        due_month=_numbers(limit.month if limit else None for limit in limits),
    )
    is_promised = frame["kind"].notna() & (frame["manner"] != ON_REQUEST)
    return frame[is_promised].rename(columns={"subject": "agency"}).reset_index(drop=True)


def _rhythm(limit: Limit | None) -> str | None:
    """The name of a rhythm of the clock; None for a limit without one."""
    return _RHYTHMS.get(limit.rhythm) if limit else None


def is_rhythmic(limit: Limit | None) -> bool:
    """Whether a limit returns by the calendar: every month, quarter or year."""
    return _rhythm(limit) is not None


def _numbers(values: Iterable[int | None]) -> Any:
    """Whole numbers, of which some are absent, as a column."""
    return pd.array(list(values), dtype="Int64")


def owed(tables: Tables, dues: pd.DataFrame) -> pd.DataFrame:
    """The publications that are due under each entry: duties with `entry_no`, by their last days.

    Answers and tasks are none: others than the publisher keep them. A rhythm that is promised by an
    entry of another rhythm alone (series `promised-…`) is not this entry's.
    """
    promised = promises(tables, None)[["entry_no", "kind", "agency", "rhythm"]]
    promised_dues = dues[(dues["series"] != "") & dues["kind"].isin(promised["kind"])]
    joined = promised_dues.merge(promised, on=["kind", "agency"])
    is_promised = joined["series"].str.startswith(PROMISED)
    return joined[~is_promised | (joined["series"] == PROMISED + joined["rhythm"].fillna(""))]


def standings(tables: Tables, dues: pd.DataFrame, as_of: date) -> dict[str, Standing]:
    """Entry number -> how it is kept. dues: of the clock, with their states."""
    since = pd.Timestamp(as_of) - pd.DateOffset(years=1)
    frame = owed(tables, dues)
    frame = frame.assign(
        missing=frame["state"].isin(clock.MISSING),
        late=(frame["state"] == clock.LATE) & (frame["due"] > since),
        on_time=(frame["state"] == clock.ON_TIME) & frame["is_counted"],
        waiting=frame["state"] == clock.WAITING,
    )
    names = ["missing", "late", "on_time", "waiting"]
    counts = frame.groupby("entry_no")[names].sum()
    return {
        str(entry): Standing(*map(int, row))
        for entry, row in zip(counts.index, counts.to_numpy().tolist(), strict=True)
    }
