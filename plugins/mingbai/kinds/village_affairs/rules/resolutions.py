"""Rules of resolutions: only who is there votes, a majority carries, the matter says so too."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd

from mingbai.check import Verdict, check, faults
from mingbai.county import County
from mingbai.dates import iso_column
from mingbai.issues import Issue
from mingbai.read import Tables

_NARROWING = ("called", "present", "agreed")


@check(
    "resolution-counts",
    title="同意的不多于实到，实到的不多于应到",
    message="填的是 {found} 人，多于前一栏的 {expected} 人",
    remedy="照会议记录核对应到、实到和同意的人数。",
)
def resolution_counts(tables: Tables, _: County) -> Verdict:
    """一次会议，实到的人不能多于应到的，同意的人不能多于实到的。"""
    frame = tables.frame("resolutions")
    issues: tuple[Issue, ...] = ()
    for wider, narrower in pairwise(_NARROWING):
        issues += faults(
            resolution_counts.rule,
            frame[narrower] > frame[wider],
            narrower,
            found=frame[narrower].astype("str"),
            expected=frame[wider].astype("str"),
        )
    return Verdict(len(frame), issues)


@check(
    "resolution-not-carried",
    title="到会的人过半数同意才算通过",
    message="实到 {expected} 人，同意 {found} 人，没有过半数",
    remedy="核对人数；没有通过的，不能写成会议决定，也不能照着办。",
)
def resolution_not_carried(tables: Tables, _: County) -> Verdict:
    """会议决定要有到会的过半数人同意。"""
    frame = tables.frame("resolutions")
    issues = faults(
        resolution_not_carried.rule,
        frame["agreed"] * 2 <= frame["present"],
        "agreed",
        found=frame["agreed"].astype("str"),
        expected=frame["present"].astype("str"),
    )
    return Verdict(len(frame), issues)


@check(
    "resolution-of-other-day",
    title="事项写的会议，就是表决的会议",
    message="事项写 {found} 由{meeting}决定，会议决定里没有那天的这个会",
    remedy="照会议记录核对哪天、什么会。",
)
def resolution_of_other_day(tables: Tables, _: County) -> Verdict:
    """列了会议决定的事，事项里写的决定日期和怎样决定，要在会议决定里找得到。"""
    matters, held = tables.frame("matters"), tables.frame("resolutions")
    is_told = matters["matter_no"].isin(held["matter_no"])
    decided = pd.MultiIndex.from_frame(matters[["matter_no", "decided", "decided_by"]])
    there = pd.MultiIndex.from_frame(held[["matter_no", "date", "meeting"]])
    issues = faults(
        resolution_of_other_day.rule,
        is_told & ~decided.isin(there),
        "decided",
        found=iso_column(matters["decided"]),
        meeting=matters["decided_by"],
    )
    return Verdict(int(is_told.sum()), issues)


CHECKS = (resolution_counts, resolution_not_carried, resolution_of_other_day)
