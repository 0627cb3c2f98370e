"""Monthly statements -> is each carried forward from the month before, does each add up."""

from __future__ import annotations

import numpy as np
import pandas as pd

from mingbai.check import Verdict, check, faults
from mingbai.county import County
from mingbai.issues import Issue, Severity
from mingbai.kinds.accounts import frames
from mingbai.kinds.accounts.frames import Bools, Ints, MonthlyStatements
from mingbai.kinds.accounts.rules.identities import Identity, ones
from mingbai.money import plain_yuan_column
from mingbai.read import Tables


def _identity(
    monthly: MonthlyStatements, compared: Bools, expected: Ints, found: Ints, rows: Ints
) -> Identity:
    frame = monthly.frame[compared]
    return Identity(
        frame.index, frame["subject"], expected[compared], found[compared], rows[compared]
    )


@check(
    "wrong-opening",
    title="期初等于上月期末",
    message="期初结余是 {found}，上月期末结余是 {expected}，差 {gap}",
    remedy="对照上月的公开单，把期初改成上月期末；上月的数如果错了，先更正上月。",
)
def wrong_opening(tables: Tables, _: County) -> Verdict:
    """本月期初结余必须等于上月期末结余。第一次公开的月份没有上月，不比。

    E3. A month after a gap is not compared; `missing-month` says so.
    """
    monthly = tables.shared(frames.monthly_statements)
    expected, found = monthly.before("closing_fen"), monthly.column("opening_fen")
    identity = _identity(monthly, monthly.follows, expected, found, ones(monthly.frame.index))
    return identity.verdict(wrong_opening.rule, "opening")


@check(
    "missing-month",
    title="中间不能缺月",
    message="{found} 之前缺 {expected} 的公开单，期初无法和上月核对",
    remedy="把缺的月份补上公开。",
    severity=Severity.WARNING,
)
def missing_month(tables: Tables, _: County) -> Verdict:
    """一本账从第一次公开起，月份要连续，中间不能缺。"""
    monthly = tables.shared(frames.monthly_statements)
    month = monthly.column("month")
    is_same_book = ~monthly.frame["book_id"].ne(monthly.frame["book_id"].shift()).to_numpy(bool)
    bad = is_same_book & (month - np.roll(month, 1) > 1)
    index = monthly.frame.index[bad]
    gaps = [
        frames.period(a + 1) if b - a == 2 else f"{frames.period(a + 1)} 至 {frames.period(b - 1)}"
        for a, b in zip(np.roll(month, 1)[bad].tolist(), month[bad].tolist(), strict=True)
    ]
    issues = faults(
        missing_month.rule,
        pd.Series(True, index=index),
        "period",
        found=monthly.frame["period"],
        expected=pd.Series(gaps, index=index, dtype="str"),
    )
    return Verdict(len(monthly.frame), issues)


@check(
    "wrong-closing",
    title="期初加收入减支出等于期末",
    message="期末结余是 {found}，期初加收入减支出是 {expected}，差 {gap}",
    remedy="重新加一遍，改正算错的数。",
)
def wrong_closing(tables: Tables, _: County) -> Verdict:
    """期初结余加本月收入、减本月支出，必须等于期末结余。"""
    monthly = tables.shared(frames.monthly_statements)
    opening, income = monthly.column("opening_fen"), monthly.column("income_fen")
    expected = opening + income - monthly.column("expense_fen")
    every = np.ones(len(expected), bool)
    identity = _identity(
        monthly, every, expected, monthly.column("closing_fen"), ones(monthly.frame.index)
    )
    return identity.verdict(wrong_closing.rule, "closing")


def _total(tables: Tables, name: str, sums: Ints, is_income: bool) -> Identity:
    """A month's total against its entries; a month without any entry is `no-lines`."""
    monthly, entries = tables.shared(frames.monthly_statements), tables.shared(frames.entries)
    is_counted = entries.signed_fen > 0 if is_income else entries.signed_fen < 0
    rows = entries.sums(is_counted.astype(np.int64))
    return _identity(monthly, entries.count > 0, sums, monthly.column(name), rows)


@check(
    "wrong-income-total",
    title="收入合计等于逐笔之和",
    message="本月收入是 {found}，逐笔相加是 {expected}，差 {gap}",
    remedy="看看是漏了一笔、多了一笔，还是合计写错。",
)
def wrong_income_total(tables: Tables, _: County) -> Verdict:
    """每笔收入加起来，必须等于本月收入。"""
    entries = tables.shared(frames.entries)
    identity = _total(tables, "income_fen", entries.income_fen, is_income=True)
    return identity.verdict(wrong_income_total.rule, "income")


@check(
    "wrong-expense-total",
    title="支出合计等于逐笔之和",
    message="本月支出是 {found}，逐笔相加是 {expected}，差 {gap}",
    remedy="看看是漏了一笔、多了一笔，还是合计写错。",
)
def wrong_expense_total(tables: Tables, _: County) -> Verdict:
    """每笔支出加起来，必须等于本月支出。"""
    entries = tables.shared(frames.entries)
    identity = _total(tables, "expense_fen", entries.expense_fen, is_income=False)
    return identity.verdict(wrong_expense_total.rule, "expense")


def _year_to_date(tables: Tables, name: str) -> Identity:
    """January begins anew; another month adds to the month before where that was published."""
    monthly = tables.shared(frames.monthly_statements)
    january = monthly.column("month") % 12 == 0
    carried = np.where(january, 0, monthly.before(f"ytd_{name}_fen"))
    expected = carried + monthly.column(f"{name}_fen")
    found = monthly.column(f"ytd_{name}_fen")
    rows = monthly.column("month") % 12 + 1
    return _identity(monthly, january | monthly.follows, expected, found, rows)


@check(
    "wrong-ytd-income",
    title="本年累计收入接得上",
    message="本年累计收入是 {found}，应为 {expected}，差 {gap}",
    remedy="上月的本年累计加本月收入；一月从零开始。",
)
def wrong_ytd_income(tables: Tables, _: County) -> Verdict:
    """上月的本年累计收入加本月收入，等于本月的本年累计收入；一月重新开始。"""
    return _year_to_date(tables, "income").verdict(wrong_ytd_income.rule, "ytd_income")


@check(
    "wrong-ytd-expense",
    title="本年累计支出接得上",
    message="本年累计支出是 {found}，应为 {expected}，差 {gap}",
    remedy="上月的本年累计加本月支出；一月从零开始。",
)
def wrong_ytd_expense(tables: Tables, _: County) -> Verdict:
    """上月的本年累计支出加本月支出，等于本月的本年累计支出；一月重新开始。"""
    return _year_to_date(tables, "expense").verdict(wrong_ytd_expense.rule, "ytd_expense")


@check(
    "negative-balance",
    title="结余不能是负数",
    message="结余是 {found}，钱不会比零还少",
    remedy="查有没有漏记的收入，或记错先后的支出；借来的钱要记收入。",
)
def negative_balance(tables: Tables, _: County) -> Verdict:
    """现金和银行存款的结余不能小于零，每一笔之后都不能。

    E6.
    """
    issues: list[Issue] = []
    places = (("sheets", "opening"), ("sheets", "closing"), ("entries", "balance"))
    for table, field in places:
        column = tables.frame(table)[f"{field}_fen"]
        bad = column[column < 0]
        found = plain_yuan_column(bad)
        marked = pd.Series(True, index=bad.index)
        issues += faults(negative_balance.rule, marked, field, found=found)
    return Verdict(sum(len(tables.frame(t)) for t, _ in places), tuple(issues))
