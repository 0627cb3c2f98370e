"""Trial balances -> does each account close, carry forward, agree with the monthly statement."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from mingbai.check import Proofs, Verdict, check, faults
from mingbai.county import County
from mingbai.kinds.accounts import frames
from mingbai.kinds.accounts.frames import Ints
from mingbai.kinds.accounts.rules.identities import Identity, ones
from mingbai.money import plain_yuan_column
from mingbai.read import Tables

_CASH = ("101", "102")


@dataclass(frozen=True)
class TrialBalances:
    """Trial balance rows by book, account and month; debit minus credit, in 分.

    frame: on the table's own index, with `month`, `subject` (`<book_id>/<period>/<account>`).
    """

    frame: pd.DataFrame

    def net(self, name: str) -> Ints:
        """`opening` or `closing`: debit minus credit."""
        sides = self.frame[f"{name}_debit_fen"] - self.frame[f"{name}_credit_fen"]
        return sides.to_numpy(np.int64)


def trial_balances(tables: Tables) -> TrialBalances:
    """All trial balances in order of book, account and month."""
    frame = tables.frame("trial_balances")
    subject = frame["book_id"] + "/" + frame["period"] + "/" + frame["account_code"]
    ordered = frame.assign(month=frames.months(frame["period"]), subject=subject)
    return TrialBalances(ordered.sort_values(["book_id", "account_code", "month"], kind="stable"))


@check(
    "wrong-account-closing",
    title="科目的期末算得对",
    message="科目 {account} 的期末（借减贷）是 {found}，期初加借方减贷方是 {expected}，差 {gap}",
    remedy="重新算这个科目的期末余额。",
)
def wrong_account_closing(tables: Tables, _: County) -> Verdict:
    """每个科目：期初加本期借方、减本期贷方，等于期末（借方为正，贷方为负）。

    E2.
    """
    rows = tables.shared(trial_balances)
    moved = (rows.frame["debit_fen"] - rows.frame["credit_fen"]).to_numpy(np.int64)
    index = rows.frame.index
    identity = Identity(
        index, rows.frame["subject"], rows.net("opening") + moved, rows.net("closing"), ones(index)
    )
    return identity.verdict(
        wrong_account_closing.rule, "closing_debit", account=rows.frame["account_code"]
    )


@check(
    "wrong-account-opening",
    title="科目的期初接上月期末",
    message="科目 {account} 的期初（借减贷）是 {found}，上月期末是 {expected}，差 {gap}",
    remedy="对照上月的科目余额，把期初改成上月期末。",
)
def wrong_account_opening(tables: Tables, _: County) -> Verdict:
    """每个科目本月的期初等于上月的期末；上月没有这个科目的，期初是零。

    E3 for each account, where the book published a trial balance for the month before.
    """
    rows = tables.shared(trial_balances)
    frame = rows.frame
    key = frame["book_id"] + "/" + frame["account_code"]
    month = frame["month"].to_numpy(np.int64)
    follows = (key == key.shift()).to_numpy(bool) & (month == np.roll(month, 1) + 1)
    published = pd.MultiIndex.from_arrays([frame["book_id"], month])
    has_before = pd.MultiIndex.from_arrays([frame["book_id"], month - 1]).isin(published)
    expected = np.where(follows, np.roll(rows.net("closing"), 1), 0)
    index = frame.index[has_before]
    identity = Identity(
        index=index,
        subject=frame["subject"][has_before],
        expected_fen=expected[has_before],
        found_fen=rows.net("opening")[has_before],
        rows=ones(index),
    )
    return identity.verdict(
        wrong_account_opening.rule, "opening_debit", account=frame["account_code"]
    )


@check(
    "lost-account",
    title="有余额的科目不能丢",
    message="科目 {account} 月末还有余额 {found}，下个月的科目余额表里没有它",
    remedy="在下个月补上这个科目；结平了的，把结平的分录写出来。",
)
def lost_account(tables: Tables, _: County) -> Verdict:
    """上月末有余额的科目，本月的科目余额表里必须还有。"""
    rows = tables.shared(trial_balances)
    frame, month = rows.frame, rows.frame["month"].to_numpy(np.int64)
    books = pd.MultiIndex.from_arrays([frame["book_id"], month])
    listed = pd.MultiIndex.from_arrays([frame["book_id"], frame["account_code"], month])
    goes_on = pd.MultiIndex.from_arrays([frame["book_id"], month + 1]).isin(books)
    is_listed = pd.MultiIndex.from_arrays(
        [frame["book_id"], frame["account_code"], month + 1]
    ).isin(listed)
    net = rows.net("closing")
    bad = goes_on & ~is_listed & (net != 0)
    index = frame.index[bad]
    issues = faults(
        lost_account.rule,
        pd.Series(True, index=index),
        "account_code",
        found=plain_yuan_column(pd.Series(net[bad], index)),
        account=frame["account_code"][bad],
    )
    return Verdict(len(frame), issues)


_PREFIXES = {"opening_": "期初余额", "": "本期发生额", "closing_": "期末余额"}


@check(
    "unequal-trial-balance",
    title="借方合计等于贷方合计",
    message="{column}：借方合计 {found}，贷方合计 {expected}，差 {gap}",
    remedy="找出借贷不平的科目；每张凭证借方等于贷方，表就平。",
)
def unequal_trial_balance(tables: Tables, _: County) -> Verdict:
    """一张科目余额表里，期初、发生额、期末三栏，借方合计都等于贷方合计。

    E2. The issue stands at the table's first row of that book and month.
    """
    frame = tables.shared(trial_balances).frame
    amounts = [f"{prefix}{side}_fen" for prefix in _PREFIXES for side in ("debit", "credit")]
    ordered = frame.sort_index()
    months = ordered.groupby(["book_id", "period"], sort=True)
    sums = months[amounts].sum().assign(rows=months.size())
    first = ordered[~ordered.duplicated(["book_id", "period"])].reset_index()
    at = first.set_index(["book_id", "period"])[["file", "line"]].loc[sums.index]
    sums = sums.reset_index().set_axis(pd.MultiIndex.from_frame(at))
    verdicts = [_column(sums, prefix, title) for prefix, title in _PREFIXES.items()]
    issues = tuple(i for v in verdicts for i in v.issues)
    proofs = pd.concat([v.proofs.frame for v in verdicts if v.proofs], ignore_index=True)
    return Verdict(sum(v.looked_at for v in verdicts), issues, Proofs(proofs))


def _column(sums: pd.DataFrame, prefix: str, title: str) -> Verdict:
    """One of the three columns, a sum a book and month, at the first row of each."""
    debit, credit = f"{prefix}debit", f"{prefix}credit"
    identity = Identity(
        index=sums.index,
        subject=sums["book_id"] + "/" + sums["period"],
        expected_fen=sums[f"{credit}_fen"].to_numpy(np.int64),
        found_fen=sums[f"{debit}_fen"].to_numpy(np.int64),
        rows=sums["rows"].to_numpy(np.int64),
    )
    column = pd.Series(title, index=sums.index, dtype="str")
    return identity.verdict(unequal_trial_balance.rule, debit, column=column)


def cash(frame: pd.DataFrame) -> pd.DataFrame:
    """Cash and bank at month's end by (book_id, period): columns `fen`, `rows`.

    Details count only where the account itself is not listed.
    """
    code = frame["account_code"]
    is_cash = code.str[:3].isin(_CASH)
    net = frame["closing_debit_fen"] - frame["closing_credit_fen"]
    cash_rows = pd.DataFrame(
        {
            "book_id": frame["book_id"],
            "period": frame["period"],
            "top": code.str[:3],
            "is_top": code.str.len() == 3,
            "fen": net,
            "rows": 1,
        },
    )[is_cash]
    has_top = cash_rows.groupby(["book_id", "period", "top"])["is_top"].transform("any")
    counted = cash_rows[cash_rows["is_top"] | ~has_top.astype(bool)]
    return counted.groupby(["book_id", "period"])[["fen", "rows"]].sum()


@check(
    "wrong-cash",
    title="公开单和科目余额对得上",
    message="公开单的期末结余是 {found}，科目余额里现金加银行存款是 {expected}，差 {gap}",
    remedy="两张表是同一天的钱，应当相等；查未达账项或漏记的账。",
)
def wrong_cash(tables: Tables, _: County) -> Verdict:
    """有科目余额表的月份，库存现金加银行存款的期末，等于公开单的期末结余。"""
    balances = cash(tables.frame("trial_balances"))
    frame = tables.shared(frames.monthly_statements).frame
    keys = pd.MultiIndex.from_arrays([frame["book_id"], frame["period"]])
    at = balances.index.get_indexer(keys)
    compared = frame[at >= 0]
    chosen = at[at >= 0]
    identity = Identity(
        index=compared.index,
        subject=compared["subject"],
        expected_fen=balances["fen"].to_numpy(np.int64)[chosen],
        found_fen=compared["closing_fen"].to_numpy(np.int64),
        rows=balances["rows"].to_numpy(np.int64)[chosen],
    )
    return identity.verdict(wrong_cash.rule, "closing")
