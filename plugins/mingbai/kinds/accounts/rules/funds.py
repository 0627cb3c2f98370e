"""Earmarked funds -> each project's money in, out and left, carried from month to month."""

from __future__ import annotations

import numpy as np
import pandas as pd

from mingbai.check import Verdict, check, faults
from mingbai.county import County
from mingbai.issues import Issue
from mingbai.kinds.accounts import frames
from mingbai.kinds.accounts.rules.identities import Identity, ones
from mingbai.money import plain_yuan_column
from mingbai.read import Tables


def projects(tables: Tables) -> pd.DataFrame:
    """All funds by book, project and month, with `month` and `subject`."""
    frame = tables.frame("funds")
    subject = frame["book_id"] + "/" + frame["period"] + "/" + frame["fund_no"]
    ordered = frame.assign(month=frames.months(frame["period"]), subject=subject)
    return ordered.sort_values(["book_id", "fund_no", "month"], kind="stable")


@check(
    "wrong-fund-closing",
    title="专项资金收减支等于余",
    message="专项“{name}”的期末是 {found}，期初加收入减支出是 {expected}，差 {gap}",
    remedy="重新算这个项目的余额。",
)
def wrong_fund_closing(tables: Tables, _: County) -> Verdict:
    """一事一议和专项资金，每个项目：期初加本月收、减本月支，等于期末。

    E13.
    """
    frame = tables.shared(projects)
    expected = frame["opening_fen"] + frame["received_fen"] - frame["spent_fen"]
    identity = Identity(
        index=frame.index,
        subject=frame["subject"],
        expected_fen=expected.to_numpy(np.int64),
        found_fen=frame["closing_fen"].to_numpy(np.int64),
        rows=ones(frame.index),
    )
    return identity.verdict(wrong_fund_closing.rule, "closing", name=frame["name"])


@check(
    "wrong-fund-opening",
    title="专项资金的期初接上月期末",
    message="专项“{name}”的期初是 {found}，上月期末是 {expected}，差 {gap}",
    remedy="对照上月，把期初改成上月期末。",
)
def wrong_fund_opening(tables: Tables, _: County) -> Verdict:
    """每个项目本月的期初等于上月的期末。"""
    frame = tables.shared(projects)
    key = frame["book_id"] + "/" + frame["fund_no"]
    month = frame["month"].to_numpy(np.int64)
    follows = (key == key.shift()).to_numpy(bool) & (month == np.roll(month, 1) + 1)
    before = np.roll(frame["closing_fen"].to_numpy(np.int64), 1)
    rows = frame[follows]
    identity = Identity(
        index=rows.index,
        subject=rows["subject"],
        expected_fen=before[follows],
        found_fen=rows["opening_fen"].to_numpy(np.int64),
        rows=ones(rows.index),
    )
    return identity.verdict(wrong_fund_opening.rule, "opening", name=rows["name"])


@check(
    "negative-fund",
    title="专项资金不能透支",
    message="专项“{name}”的结余是 {found}，用的比收的多",
    remedy="查是不是记错了项目；垫付的钱要写明从哪里垫。",
)
def negative_fund(tables: Tables, _: County) -> Verdict:
    """专项资金只能用收到的钱，结余不能小于零。"""
    frame = tables.frame("funds")
    issues: list[Issue] = []
    for field in ("opening", "closing"):
        bad = frame[frame[f"{field}_fen"] < 0]
        issues += faults(
            negative_fund.rule,
            pd.Series(True, index=bad.index),
            field,
            found=plain_yuan_column(bad[f"{field}_fen"]),
            name=bad["name"],
        )
    return Verdict(len(frame), tuple(issues))
