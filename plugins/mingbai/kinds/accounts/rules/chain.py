"""Sheets -> is each carried forward from the month before, does each add up."""

from __future__ import annotations

import numpy as np
import pandas as pd

from mingbai.check import Verdict, check, faults
from mingbai.county import County
from mingbai.issues import Issue, Severity
from mingbai.kinds.accounts import frames
from mingbai.kinds.accounts.frames import Bools, Ints, Sheets
from mingbai.kinds.accounts.rules.identities import Identity, ones
from mingbai.money import plain_yuan_column
from mingbai.read import Tables


def _identity(sheets: Sheets, looked: Bools, expected: Ints, found: Ints, rows: Ints) -> Identity:
    frame = sheets.frame[looked]
    return Identity(frame.index, frame["subject"], expected[looked], found[looked], rows[looked])


@check(
    "wrong-opening",
    title="期初等于上月期末",
    message="期初结余是 {found}，上月期末结余是 {expected}，差 {gap}",
    remedy="对照上月的公开单，把期初改成上月期末；上月的数如果错了，先更正上月。",
)
def wrong_opening(tables: Tables, county: County) -> Verdict:
    """本月期初结余必须等于上月期末结余。第一次公开的月份没有上月，不比。

    E3. A month after a gap is not compared; `missing-month` says so.
    """
    del county
    sheets = tables.shared(frames.sheets)
    expected, found = sheets.before("closing_fen"), sheets.column("opening_fen")
    same = _identity(sheets, sheets.follows, expected, found, ones(sheets.frame.index))
    return same.verdict(wrong_opening.rule, "opening")


@check(
    "missing-month",
    title="中间不能缺月",
    message="{found} 之前缺 {expected} 的公开单，期初无法和上月核对",
    remedy="把缺的月份补上公开。",
    severity=Severity.WARNING,
)
def missing_month(tables: Tables, county: County) -> Verdict:
    """一本账从第一次公开起，月份要连续，中间不能缺。"""
    del county
    sheets = tables.shared(frames.sheets)
    month = sheets.column("month")
    same = ~sheets.frame["book_id"].ne(sheets.frame["book_id"].shift()).to_numpy(bool)
    bad = same & (month - np.roll(month, 1) > 1)
    index = sheets.frame.index[bad]
    gaps = [
        frames.period(a + 1) if b - a == 2 else f"{frames.period(a + 1)} 至 {frames.period(b - 1)}"
        for a, b in zip(np.roll(month, 1)[bad].tolist(), month[bad].tolist(), strict=True)
    ]
    issues = faults(
        missing_month.rule,
        pd.Series(True, index=index),
        "period",
        found=sheets.frame["period"],
        expected=pd.Series(gaps, index=index, dtype="str"),
    )
    return Verdict(len(sheets.frame), issues)


@check(
    "wrong-closing",
    title="期初加收入减支出等于期末",
    message="期末结余是 {found}，期初加收入减支出是 {expected}，差 {gap}",
    remedy="重新加一遍，改正算错的数。",
)
def wrong_closing(tables: Tables, county: County) -> Verdict:
    """期初结余加本月收入、减本月支出，必须等于期末结余。"""
    del county
    sheets = tables.shared(frames.sheets)
    opening, income = sheets.column("opening_fen"), sheets.column("income_fen")
    expected = opening + income - sheets.column("expense_fen")
    every = np.ones(len(expected), bool)
    same = _identity(
        sheets, every, expected, sheets.column("closing_fen"), ones(sheets.frame.index)
    )
    return same.verdict(wrong_closing.rule, "closing")


def _total(tables: Tables, name: str, sums: Ints, is_income: bool) -> Identity:
    """A sheet's total against its lines; a sheet without any line is `no-lines`."""
    sheets, lines = tables.shared(frames.sheets), tables.shared(frames.lines)
    own = lines.signed_fen > 0 if is_income else lines.signed_fen < 0
    rows = lines.sums(own.astype(np.int64))
    return _identity(sheets, lines.count > 0, sums, sheets.column(name), rows)


@check(
    "wrong-income-total",
    title="收入合计等于逐笔之和",
    message="本月收入是 {found}，逐笔相加是 {expected}，差 {gap}",
    remedy="看看是漏了一笔、多了一笔，还是合计写错。",
)
def wrong_income_total(tables: Tables, county: County) -> Verdict:
    """每笔收入加起来，必须等于本月收入。"""
    del county
    lines = tables.shared(frames.lines)
    same = _total(tables, "income_fen", lines.income_fen, is_income=True)
    return same.verdict(wrong_income_total.rule, "income")


@check(
    "wrong-expense-total",
    title="支出合计等于逐笔之和",
    message="本月支出是 {found}，逐笔相加是 {expected}，差 {gap}",
    remedy="看看是漏了一笔、多了一笔，还是合计写错。",
)
def wrong_expense_total(tables: Tables, county: County) -> Verdict:
    """每笔支出加起来，必须等于本月支出。"""
    del county
    lines = tables.shared(frames.lines)
    same = _total(tables, "expense_fen", lines.expense_fen, is_income=False)
    return same.verdict(wrong_expense_total.rule, "expense")


def _year_to_date(tables: Tables, name: str) -> Identity:
    """January begins anew; another month adds to the month before where that was published."""
    sheets = tables.shared(frames.sheets)
    january = sheets.column("month") % 12 == 0
    carried = np.where(january, 0, sheets.before(f"ytd_{name}_fen"))
    expected = carried + sheets.column(f"{name}_fen")
    found = sheets.column(f"ytd_{name}_fen")
    rows = sheets.column("month") % 12 + 1
    return _identity(sheets, january | sheets.follows, expected, found, rows)


@check(
    "wrong-ytd-income",
    title="本年累计收入接得上",
    message="本年累计收入是 {found}，应为 {expected}，差 {gap}",
    remedy="上月的本年累计加本月收入；一月从零开始。",
)
def wrong_ytd_income(tables: Tables, county: County) -> Verdict:
    """上月的本年累计收入加本月收入，等于本月的本年累计收入；一月重新开始。"""
    del county
    return _year_to_date(tables, "income").verdict(wrong_ytd_income.rule, "ytd_income")


@check(
    "wrong-ytd-expense",
    title="本年累计支出接得上",
    message="本年累计支出是 {found}，应为 {expected}，差 {gap}",
    remedy="上月的本年累计加本月支出；一月从零开始。",
)
def wrong_ytd_expense(tables: Tables, county: County) -> Verdict:
    """上月的本年累计支出加本月支出，等于本月的本年累计支出；一月重新开始。"""
    del county
    return _year_to_date(tables, "expense").verdict(wrong_ytd_expense.rule, "ytd_expense")


@check(
    "negative-balance",
    title="结余不能是负数",
    message="结余是 {found}，钱不会比零还少",
    remedy="查有没有漏记的收入，或记错先后的支出；借来的钱要记收入。",
)
def negative_balance(tables: Tables, county: County) -> Verdict:
    """现金和银行存款的结余不能小于零，每一笔之后都不能。

    E6.
    """
    del county
    issues: list[Issue] = []
    places = (("sheets", "opening"), ("sheets", "closing"), ("entries", "balance"))
    for table, field in places:
        column = tables.frame(table)[f"{field}_fen"]
        bad = column[column < 0]
        found = plain_yuan_column(bad)
        marked = pd.Series(True, index=bad.index)
        issues += faults(negative_balance.rule, marked, field, found=found)
    return Verdict(sum(len(tables.frame(t)) for t, _ in places), tuple(issues))
