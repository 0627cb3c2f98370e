"""Commitments -> what completed cases say of each: the one place that decides if it is kept."""

from __future__ import annotations

import pandas as pd

from mingbai.county import County
from mingbai.kinds.commitments.reads import CASE_DAYS
from mingbai.model import States
from mingbai.page import Row, records, share
from mingbai.read import Tables

SCOPE = "commitment"
KEPT, BROKEN, OPEN = "做到了", "没有做到", "到现在没有超过"
_UNKNOWN, _UNMEASURED = "没有可比的数据", "不以数字衡量"
_TONES = {KEPT: "ok", BROKEN: "bad", OPEN: "", _UNKNOWN: "none", _UNMEASURED: "none"}


def fulfilments(tables: Tables, county: County) -> pd.DataFrame:
    """By commitment_no: `word`, `tone`, and `observed`, what was seen, in words ("" if nothing)."""
    commitments = records.rows(tables.frame("commitments"))
    rows = [_fulfilment(row, county) for row in commitments]
    return pd.DataFrame(
        {
            "word": [word for word, _ in rows],
            "tone": [_TONES[word] for word, _ in rows],
            "observed": [observed for _, observed in rows],
        },
        index=pd.Index([row["commitment_no"] for row in commitments], name="id", dtype="str"),
        dtype="str",
    )


def _fulfilment(row: Row, county: County) -> tuple[str, str]:
    """A measured promise against the agency's cases accepted since it was made, now finished."""
    if row["measure"] is None:
        return _UNMEASURED, ""
    cases = county.frame(CASE_DAYS)
    cases_since_promise = cases[
        (cases["agency"] == row["agency"]) & (cases["accepted"] >= pd.Timestamp(row["since"]))
    ]
    if not len(cases_since_promise):
        return _UNKNOWN, ""
    is_over = county.as_of.year > row["since"].year
    return _compared(cases_since_promise, row["measure"], int(row["target"]), is_over=is_over)


def _compared(
    cases_frame: pd.DataFrame, measure: str, target: int, *, is_over: bool
) -> tuple[str, str]:
    """What these cases say of one measure. is_over: whether the year of the promise has ended.

    A number that is promised for a year can be broken in any month, and is kept at its end.
    """
    cases, late = len(cases_frame), int(cases_frame["is_late"].sum())
    if measure == "按时办结率":
        is_kept = (cases - late) * 100 >= target * cases
        return _word(is_kept), f"{share(cases - late, cases)}（{cases:,} 件）"
    if measure == "超期件数":
        word = OPEN if late <= target and not is_over else _word(late <= target)
        return word, f"{late:,} 件（共 {cases:,} 件）"
    median = float(cases_frame["days"].median())
    within = f"在 {median:g} 个工作日内" if median else "当天"
    return _word(median <= target), f"半数{within}办完（{cases:,} 件）"


def _word(is_kept: bool) -> str:
    return KEPT if is_kept else BROKEN


def _decide(tables: Tables, county: County) -> pd.DataFrame:
    return fulfilments(tables, county)[["word", "tone"]]


STATES = (States(SCOPE, _decide),)
