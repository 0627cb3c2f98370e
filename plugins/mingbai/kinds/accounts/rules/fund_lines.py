"""Entries and earmarked funds -> did each fund receive and spend what the lines say.

Earmarked lines are those of an earmarked account (`reference`: 231, 241 of the chart in force) and
those that name a fund. Amounts are 分.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from mingbai.check import Proofs, Verdict, check, faults
from mingbai.county import County
from mingbai.issues import Issue
from mingbai.kinds.accounts import reference
from mingbai.kinds.accounts.frames import Bools
from mingbai.kinds.accounts.rules.identities import Identity
from mingbai.kinds.accounts.rules.subject_sums import account_rows, with_lines
from mingbai.read import Tables

_MONTH = ["book_id", "period"]
_FUND = [*_MONTH, "fund_no"]
_SIDES = {"received": "收", "spent": "支"}
_TURNOVER = {"received": "credit_fen", "spent": "debit_fen"}
_SUMS = ["received_fen", "spent_fen", "rows"]


def is_earmarked(periods: pd.Series, codes: pd.Series) -> Bools:
    """Whether each subject code is of an earmarked account in the chart of its month."""
    marked = reference.subjects()["is_earmarked"]
    period_codes, names = pd.factorize(periods)
    charts = np.array([reference.chart_of(name) for name in names] or [""], object)[period_codes]
    is_own = np.zeros(len(codes), bool)
    for chart, account in marked.index[marked]:
        is_own |= codes.str.startswith(account).to_numpy(bool) & (charts == chart)
    return is_own


def earmarked_lines(tables: Tables) -> pd.DataFrame:
    """Earmarked entries on their own index, to be summed.

    Columns: book_id, period, fund_no, received_fen, spent_fen, rows (1).
    """
    frame = tables.frame("entries")
    is_own = is_earmarked(frame["period"], frame["subject_code"])
    lines = frame[is_own | frame["fund_no"].notna().to_numpy(bool)]
    is_income = (lines["direction"] == "收入").to_numpy(bool)
    fen = lines["amount_fen"].to_numpy(np.int64)
    return lines[_FUND].assign(
        received_fen=np.where(is_income, fen, 0), spent_fen=np.where(is_income, 0, fen), rows=1
    )


def fund_months(tables: Tables) -> pd.DataFrame:
    """Months of books with funds and published lines, on the index of each one's first fund.

    Columns: book_id, period, received_fen, spent_fen, closing_fen and funds (how many) of its
    funds; lines_received_fen, lines_spent_fen and rows of its earmarked lines; credit_fen,
    debit_fen, balance_fen (credit) and has_balance of its earmarked accounts in the trial balance.
    Months under a chart without earmarked accounts are left out.
    """
    funds = with_lines(tables, tables.frame("funds").assign(funds=1))
    charts = {period: reference.chart_of(period) for period in funds["period"].unique()}
    marked = reference.subjects()["is_earmarked"].groupby("chart").any()
    funds = funds[funds["period"].map(charts).map(marked).astype(bool)]
    sums = funds.groupby(_MONTH)[["received_fen", "spent_fen", "closing_fen", "funds"]].sum()
    heads = funds[~funds.duplicated(_MONTH)][_MONTH]
    months = pd.MultiIndex.from_frame(heads)
    lines = tables.shared(earmarked_lines).groupby(_MONTH)[_SUMS].sum()
    lines = lines.rename(columns={name: f"lines_{name}" for name in _SUMS[:2]})
    balances = _balances(tables)
    parts = (sums.reindex(months), *(p.reindex(months, fill_value=0) for p in (lines, balances)))
    columns = {str(name): part[name].to_numpy() for part in parts for name in part}
    return heads.assign(**columns).astype({"has_balance": bool})


def _balances(tables: Tables) -> pd.DataFrame:
    """Earmarked accounts of months with a trial balance, by (book_id, period).

    Columns: credit_fen, debit_fen, balance_fen (credit minus debit), has_balance (1).
    """
    frame = tables.frame("trial_balances")
    there = frame[_MONTH].drop_duplicates()
    earmarked = account_rows(frame[is_earmarked(frame["period"], frame["account_code"])])
    sums = earmarked.groupby(_MONTH)[["credit_fen", "debit_fen", "closing_fen"]].sum()
    months = sums.reindex(pd.MultiIndex.from_frame(there), fill_value=0)
    return months.rename(columns={"closing_fen": "balance_fen"}).assign(has_balance=1)


@check(
    "fund-movement-differs",
    title="专项资金的收支等于账上逐笔之和",
    message="{month} 专项资金本月{side} {found}，账上专项资金逐笔相加是 {expected}，差 {gap}",
    remedy="对照凭证，看是专项资金表漏了、多了，还是哪一笔的科目或项目编号写错；两边改成一致。",
)
def fund_movement_differs(tables: Tables, _: County) -> Verdict:
    """每本账每个月，各个专项资金本月收、本月支的合计，等于账上记在专项资金科目或写了项目编号的各笔之和。

    E17. What moved without cash (a levy booked when it was decided, a fund turned into a fixed
    asset) is excused where the lines are less than the funds' sum, and the turnover of the accounts
    in the trial balance is exactly that sum.
    """
    months = tables.shared(fund_months)
    verdicts = []
    for side, word in _SIDES.items():
        found = months[f"{side}_fen"].to_numpy(np.int64)
        turnover = months[_TURNOVER[side]].to_numpy(np.int64)
        lines = months[f"lines_{side}_fen"].to_numpy(np.int64)
        is_booked = months["has_balance"].to_numpy(bool) & (turnover == found) & (lines < found)
        identity = Identity(
            index=months.index,
            subject=months["book_id"] + "/" + months["period"] + "/" + word,
            expected_fen=np.where(is_booked, turnover, lines),
            found_fen=found,
            rows=months["rows"].to_numpy(np.int64),
        )
        values = {"month": months["period"], "side": _repeated(word, months.index)}
        verdicts.append(identity.verdict(fund_movement_differs.rule, side, **values))
    return _joined(verdicts)


@check(
    "fund-balance-differs",
    title="专项资金的结余等于科目余额",
    message="{month} 各个专项资金期末合计 {found}，"
    "科目余额表里专项资金科目的贷方余额是 {expected}，差 {gap}",
    remedy="逐个项目对照专项资金科目的明细账，把漏记的项目补上，或改正科目余额。",
)
def fund_balance_differs(tables: Tables, _: County) -> Verdict:
    """有科目余额表的月份，各个专项资金的期末合计，等于一事一议资金、专项应付款科目的期末贷方余额。

    E17.
    """
    months = tables.shared(fund_months)
    months = months[months["has_balance"]]
    identity = Identity(
        index=months.index,
        subject=months["book_id"] + "/" + months["period"],
        expected_fen=months["balance_fen"].to_numpy(np.int64),
        found_fen=months["closing_fen"].to_numpy(np.int64),
        rows=months["funds"].to_numpy(np.int64),
    )
    return identity.verdict(fund_balance_differs.rule, "closing", month=months["period"])


@check(
    "fund-lines-differ",
    title="每个专项的收支等于写了它编号的各笔",
    message="专项 {fund} 本月{side} {found}，写了这个编号的各笔相加是 {expected}，差 {gap}",
    remedy="看是哪一笔的项目编号写错、漏写，还是专项资金表里这个项目的数不对。",
)
def fund_lines_differ(tables: Tables, _: County) -> Verdict:
    """账上写了项目编号的月份，每个专项本月收、本月支，等于写了它编号的各笔之和。

    E17. Compared on the side on which the month's funds together are the month's lines: otherwise
    `fund-movement-differs` has said so, or money moved without a line.
    """
    lines = tables.shared(earmarked_lines)
    named = lines[lines["fund_no"].notna()]
    sums = named.groupby(_FUND)[_SUMS].sum()
    months = tables.shared(fund_months).set_index(_MONTH)
    months = months[months.index.isin(pd.MultiIndex.from_frame(named[_MONTH]))]
    funds = tables.frame("funds")
    by_fund = sums.reindex(pd.MultiIndex.from_frame(funds[_FUND]), fill_value=0)
    by_fund = by_fund.set_axis(funds.index)
    verdicts = []
    for side, word in _SIDES.items():
        agree = months.index[months[f"lines_{side}_fen"] == months[f"{side}_fen"]]
        rows = funds[pd.MultiIndex.from_frame(funds[_MONTH]).isin(agree)]
        lines_of_fund = by_fund.loc[rows.index]
        identity = Identity(
            index=rows.index,
            subject=rows["book_id"] + "/" + rows["period"] + "/" + rows["fund_no"] + word,
            expected_fen=lines_of_fund[f"{side}_fen"].to_numpy(np.int64),
            found_fen=rows[f"{side}_fen"].to_numpy(np.int64),
            rows=lines_of_fund["rows"].to_numpy(np.int64),
        )
        values = {"fund": rows["fund_no"], "side": _repeated(word, rows.index)}
        verdicts.append(identity.verdict(fund_lines_differ.rule, side, **values))
    return _joined(verdicts)


@check(
    "unknown-fund",
    title="项目编号要在专项资金表里",
    message="项目编号 {found} 不在 {month} 这本账的专项资金表里",
    remedy="改正编号；专项资金表里漏了这个项目的，补上它这个月的收、支、余。",
)
def unknown_fund(tables: Tables, _: County) -> Verdict:
    """账上写了专项资金项目编号的，这个项目要在这本账当月的专项资金表里。"""
    lines = tables.shared(earmarked_lines)
    named = lines[lines["fund_no"].notna()]
    known = pd.MultiIndex.from_frame(tables.frame("funds")[_FUND])
    bad = named[~pd.MultiIndex.from_frame(named[_FUND]).isin(known)]
    every = pd.Series(True, index=bad.index)
    issues = faults(unknown_fund.rule, every, "fund_no", found=bad["fund_no"], month=bad["period"])
    return Verdict(len(named), issues)


@check(
    "missing-fund",
    title="专项资金科目要有专项资金表",
    message="科目 {found} 是专项资金，{month} 的专项资金表里却没有这本账的项目",
    remedy="在专项资金表里写明是哪个项目、收了多少、用了多少、还剩多少；不是专项资金的，改正科目。",
)
def missing_fund(tables: Tables, _: County) -> Verdict:
    """一事一议资金、专项应付款科目有账、有余额的月份，要有专项资金表说明是哪个项目的钱。

    E17. Lines that name a fund are `unknown-fund`'s.
    """
    lines = tables.shared(earmarked_lines)
    entries = tables.frame("entries").loc[lines.index[lines["fund_no"].isna()]]
    accounts = with_lines(tables, tables.frame("trial_balances"))
    accounts = accounts[is_earmarked(accounts["period"], accounts["account_code"])]
    accounts = accounts[accounts["closing_credit_fen"] != accounts["closing_debit_fen"]]
    known = pd.MultiIndex.from_frame(tables.frame("funds")[_MONTH])
    issues: list[Issue] = []
    for rows, field in ((entries, "subject_code"), (accounts, "account_code")):
        bad = rows[~pd.MultiIndex.from_frame(rows[_MONTH]).isin(known)]
        every = pd.Series(True, index=bad.index)
        issues += faults(missing_fund.rule, every, field, found=bad[field], month=bad["period"])
    return Verdict(len(entries) + len(accounts), tuple(issues))


def _repeated(word: str, index: pd.Index) -> pd.Series:
    return pd.Series(word, index=index, dtype="str")


def _joined(verdicts: Sequence[Verdict]) -> Verdict:
    """Both sides as one verdict."""
    issues = tuple(issue for verdict in verdicts for issue in verdict.issues)
    proofs = pd.concat([v.proofs.frame for v in verdicts if v.proofs], ignore_index=True)
    return Verdict(sum(v.looked_at for v in verdicts), issues, Proofs(proofs))
