"""Trial balances -> does what was written off stay below what the assets cost."""

from __future__ import annotations

import pandas as pd

from mingbai.check import Verdict, check, faults, lookup
from mingbai.county import County
from mingbai.issues import Severity
from mingbai.kinds.accounts.rules.trial import trial_balances
from mingbai.money import plain_yuan_column
from mingbai.read import Tables

# What is written off -> at what the assets stand. 2004 has the first pair alone.
_COSTS = {"152": "151", "133": "132", "162": "161"}
_FIXED_ASSETS = "151"
_LAST_MONTH = "-12"


def _net(tables: Tables) -> pd.DataFrame:
    """Assets and what was written off of them: a row a book, month and account of three digits.

    Columns key (`<book_id>/<period>`), top, opening_fen and closing_fen (debit minus credit); the
    index is the first line of the account. Details count where the account itself is not listed.
    """
    rows = tables.shared(trial_balances)
    code = rows.frame["account_code"]
    top = code.str[:3]
    frame = pd.DataFrame(
        {
            "key": rows.frame["book_id"] + "/" + rows.frame["period"],
            "top": top,
            "is_top": code == top,
            "opening_fen": rows.net("opening"),
            "closing_fen": rows.net("closing"),
        },
        index=rows.frame.index,
    )[top.isin({*_COSTS, *_COSTS.values()})]
    account = frame["key"] + "/" + frame["top"]
    has_top = frame["is_top"].groupby(account).transform("any").astype(bool)
    frame, account = frame[frame["is_top"] | ~has_top], account[frame["is_top"] | ~has_top]
    sums = frame[["opening_fen", "closing_fen"]].groupby(account).transform("sum")
    return frame.assign(**sums)[~account.duplicated()]


@check(
    "depreciation-over-cost",
    title="累计折旧不超过原值",
    message="科目 {account} 累计提了 {found}，资产的原值只有 {expected}",
    remedy="核对资产科目和折旧、摊销科目的余额；资产处置了的，折旧一起转出。",
)
def depreciation_over_cost(tables: Tables, _: County) -> Verdict:
    """固定资产、生产性生物资产的累计折旧和无形资产的累计摊销，不能超过它们的原值：净值不会是负数。"""
    net = tables.shared(_net)
    worn = net[net["top"].isin(_COSTS)]
    of_cost = worn["key"] + "/" + worn["top"].map(_COSTS)
    costs = net.set_index(net["key"] + "/" + net["top"])["closing_fen"]
    cost = lookup(of_cost, costs).fillna(0).astype("int64")
    issues = faults(
        depreciation_over_cost.rule,
        -worn["closing_fen"] > cost,
        "closing_credit",
        found=plain_yuan_column(-worn["closing_fen"]),
        expected=plain_yuan_column(cost),
        account=worn["top"],
    )
    return Verdict(len(worn), issues)


@check(
    "cost-without-depreciation",
    title="固定资产要提折旧",
    message="年末固定资产原值 {found}，整月都在账上，累计折旧却是零",
    remedy="按会计制度补提折旧；制度规定不提的，不用改。",
    severity=Severity.WARNING,
)
def cost_without_depreciation(tables: Tables, _: County) -> Verdict:
    """十二月初就在账上的固定资产，到年末应当提过折旧。"""
    net = tables.shared(_net)
    assets = net[(net["top"] == _FIXED_ASSETS) & net["key"].str.endswith(_LAST_MONTH)]
    is_held = (assets["opening_fen"] > 0) & (assets["closing_fen"] > 0)
    worn = net[net["top"] == "152"].set_index("key")["closing_fen"]
    is_new = lookup(assets["key"], worn).fillna(0) == 0
    issues = faults(
        cost_without_depreciation.rule,
        is_held & is_new,
        "account_code",
        found=plain_yuan_column(assets["closing_fen"]),
    )
    return Verdict(len(assets), issues)


CHECKS = (depreciation_over_cost, cost_without_depreciation)
