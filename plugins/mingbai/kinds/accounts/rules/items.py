"""Entries and plans by disclosure item -> does the subject fit the item, the plan the last one."""

from __future__ import annotations

import numpy as np
import pandas as pd

from mingbai.check import Verdict, check, faults
from mingbai.county import County
from mingbai.issues import Issue, Severity
from mingbai.kinds.accounts import reference
from mingbai.kinds.accounts.frames import Ints
from mingbai.money import plain_yuan_column
from mingbai.read import Tables

_ITEM = ["book_id", "year", "direction", "disclosure_code"]
# What one zero too many makes of an amount: arithmetic, not a county's choice.
_SLIPPED_ZERO = 10


def _combinations(frame: pd.DataFrame) -> tuple[Ints, pd.DataFrame]:
    """Each row's combination of chart, account, direction and item, and the few there are."""
    columns = ("period", "subject_code", "direction", "disclosure_code")
    parts = [pd.factorize(frame[name]) for name in columns]
    codes = np.zeros(len(frame), np.int64)
    for code, names in parts:
        codes = codes * max(len(names), 1) + code
    row, _ = pd.factorize(codes)
    few = frame.loc[~pd.Series(row, index=frame.index).duplicated(), list(columns)]
    charts = few["period"].map(reference.chart_of)
    return row, few.assign(chart=charts, account=few["subject_code"].str[:3])


def _expected_items(few: pd.DataFrame) -> pd.Series:
    """The items that the table has for each combination's subject, "" where it fits or is open.

    Open: a subject without a row, a head without an item (F2), an item of another direction or of
    none, an item that is not among the 44. Other rules see those, or nothing forbids them.
    """
    keys = pd.MultiIndex.from_frame(few[["chart", "account", "direction"]])
    items = reference.subject_items().reindex(keys).fillna("").set_axis(few.index)
    sides = few["disclosure_code"].map(reference.items()["direction"]).fillna("")
    is_compared = few["disclosure_code"].str.contains(".", regex=False)
    is_compared &= sides == few["direction"]
    fits = pd.Series(
        [
            code in listed.split("、")
            for code, listed in zip(few["disclosure_code"], items, strict=True)
        ],
        index=few.index,
        dtype=bool,
    )
    return items.where(is_compared & ~fits, "")


@check(
    "subject-item-differs",
    title="科目和公开项目要对得上",
    message="科目 {subject} 的{direction}应公开在 {expected}，这一笔写的是 {found}",
    remedy="看是科目记错还是公开项目写错：对照《财务公开项目表》和会计制度的科目说明改正。",
    reach="package",
)
def subject_item_differs(tables: Tables, _: County) -> Verdict:
    """每一笔的会计科目和财务公开 44 项要对得上，如补助收入不能公开成租赁收入。

    E19. `reference/subject_items.csv` says under which items a subject may stand; what the law
    leaves open is not in it.
    """
    frame = tables.frame("entries")
    row, few = _combinations(frame)
    expected = _expected_items(few).to_numpy(object)[row]
    bad = expected != ""
    rows = frame[bad]
    issues = faults(
        subject_item_differs.rule,
        pd.Series(True, index=rows.index),
        "disclosure_code",
        found=rows["disclosure_code"],
        expected=pd.Series(expected[bad], index=rows.index, dtype="str"),
        subject=rows["subject_code"],
        direction=rows["direction"],
    )
    return Verdict(len(frame), issues)


@check(
    "plan-out-of-scale",
    title="计划和上年计划不差一个零",
    message="{what}计划 {found}，是上年计划 {expected} 的十倍以上，可能多写了一个零",
    remedy="对照会议记录核对金额，以元为单位；确实有大项目的，在公开栏说明。",
    severity=Severity.WARNING,
)
def plan_out_of_scale(tables: Tables, _: County) -> Verdict:
    """一个项目、或全年收入支出合计的计划，达到上年计划的十倍，就提醒核对。

    E18. The total of a direction stands at its first line.
    """
    plans, sides = tables.frame("plans"), _ITEM[:3]
    items = plans.assign(what=plans["disclosure_code"].map(reference.items()["name"]).fillna(""))
    heads = plans[~plans.duplicated(sides)]
    sums = plans.groupby(sides)["amount_fen"].sum()
    sums = sums.reindex(pd.MultiIndex.from_frame(heads[sides]))
    what = "全年" + heads["direction"] + "合计"
    totals = heads.assign(what=what, amount_fen=sums.to_numpy(np.int64))
    issues = (*_out_of_scale(items, _ITEM), *_out_of_scale(totals, sides))
    return Verdict(len(items) + len(totals), issues)


def _out_of_scale(plans: pd.DataFrame, keys: list[str]) -> tuple[Issue, ...]:
    """plans: a row for each of `keys` (among them year), with amount_fen and what."""
    next_year = (plans["year"].astype("int64") + 1).astype("str")
    last = plans.assign(year=next_year).groupby(keys)["amount_fen"].sum()
    last = last.reindex(pd.MultiIndex.from_frame(plans[keys]), fill_value=0)
    last_fen = last.to_numpy(np.int64)
    planned_fen = plans["amount_fen"].to_numpy(np.int64)
    bad = (last_fen > 0) & (planned_fen >= last_fen * _SLIPPED_ZERO)
    index = plans.index[bad]
    return faults(
        plan_out_of_scale.rule,
        pd.Series(True, index=index),
        "amount",
        found=plain_yuan_column(pd.Series(planned_fen[bad], index)),
        expected=plain_yuan_column(pd.Series(last_fen[bad], index)),
        what=plans["what"].loc[index],
    )
