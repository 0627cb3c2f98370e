"""Debtors and creditors one by one: their sums are the accounts, no person is named."""

from __future__ import annotations

import numpy as np
import pandas as pd

from mingbai.check import Numbering, Verdict, check, faults, skipped_numbers
from mingbai.county import County
from mingbai.issues import Severity
from mingbai.kinds.accounts import reference
from mingbai.kinds.accounts.frames import Ints
from mingbai.kinds.accounts.rules.entries import may_be_shown
from mingbai.kinds.accounts.rules.identities import Identity
from mingbai.read import Tables

# The account of each side, by chart.
ACCOUNTS = {"2004": {"应收": "112", "应付": "202"}, "2023": {"应收": "112", "应付": "211"}}


@check(
    "balances-due-differ",
    title="债权债务明细加起来等于科目余额",
    message="{side}明细加起来是 {found}，科目 {account} 的期末余额是 {expected}（差 {gap}）",
    remedy="核对明细有没有漏写、重写；科目余额错了的更正科目余额表。",
)
def balances_due_differ(tables: Tables, _: County) -> Verdict:
    """同一本账、同一个月，应收明细之和等于应收款科目的期末余额，应付明细之和等于应付款科目的期末余额。

    Compared where the side has lines and the month has a trial balance.
    """
    lines, balances = tables.frame("balances_due"), tables.frame("trial_balances")
    key = ["book_id", "period"]
    stated = pd.MultiIndex.from_frame(balances[key].drop_duplicates())
    lines = lines[pd.MultiIndex.from_frame(lines[key]).isin(stated)]
    charts = {period: reference.chart_of(period) for period in lines["period"].unique()}
    account = pd.Series(
        [
            ACCOUNTS[charts[period]][side]
            for period, side in zip(lines["period"], lines["side"], strict=True)
        ],
        index=lines.index,
        dtype="str",
    )
    lines = lines.assign(account=account)
    first = lines.drop_duplicates([*key, "side"])
    sums = lines.groupby([*key, "account"])["amount_fen"].agg(["sum", "size"])
    net = balances["closing_debit_fen"] - balances["closing_credit_fen"]
    account_of_balance = balances["account_code"].str[:3]
    closing = net.groupby([balances["book_id"], balances["period"], account_of_balance]).sum()
    wanted = pd.MultiIndex.from_frame(first[[*key, "account"]])
    due_sums = sums.reindex(wanted)
    sign = np.where(first["side"] == "应收", 1, -1)
    expected_fen: Ints = closing.reindex(wanted, fill_value=0).to_numpy(np.int64)
    identity = Identity(
        index=first.index,
        subject=first["book_id"] + "/" + first["period"] + "/" + first["account"],
        expected_fen=(expected_fen * sign).astype(np.int64),
        found_fen=due_sums["sum"].to_numpy(np.int64),
        rows=due_sums["size"].to_numpy(np.int64),
    )
    return identity.verdict(
        balances_due_differ.rule, "amount", side=first["side"], account=first["account"]
    )


@check(
    "unmasked-party",
    title="债权债务明细不露个人姓名",
    message="对方“{found}”看上去是个人姓名",
    remedy="单位写全称；个人只写“个人”，或遮住名字，如“张*”。",
)
def unmasked_party(tables: Tables, _: County) -> Verdict:
    """债权债务的对方是单位的写单位全称；是个人的只写“个人”，或遮住名字，如“张*”。"""
    party = tables.frame("balances_due")["party"]
    bad = ~party.map(may_be_shown).astype(bool)
    hidden = party.str[:1] + party.str.slice(1).str.replace(".", "*", regex=True)
    return Verdict(len(party), faults(unmasked_party.rule, bad, "party", found=hidden))


@check(
    "item-number-skipped",
    title="债权债务明细的序号连续",
    message="序号是 {found}，按顺序应为 {expected}",
    remedy="看看是不是漏了一行；没有漏的，从 01 起顺着编。",
    severity=Severity.WARNING,
)
def item_number_skipped(tables: Tables, _: County) -> Verdict:
    """一本账一个月的债权债务明细，序号从 01 起一个接一个：跳了号，可能漏了一行。"""
    numbering = Numbering("balances_due", ("book_id", "period"), "item_no", digits=2)
    return skipped_numbers(item_number_skipped.rule, tables, numbering)


CHECKS = (balances_due_differ, unmasked_party, item_number_skipped)
