"""Annual statements -> do the sums inside them, and between them, hold."""

from __future__ import annotations

import numpy as np
import pandas as pd

from mingbai.check import Check, Proofs, Verdict, check
from mingbai.county import County
from mingbai.issues import Issue
from mingbai.kinds.accounts import reference
from mingbai.kinds.accounts.rules.identities import Identity, ones
from mingbai.kinds.accounts.rules.trial import cash
from mingbai.read import Tables

_BALANCE, _DISTRIBUTION = "资产负债表", "收益分配表"
_KEY = ["book_id", "year", "statement"]


def _subject(frame: pd.DataFrame) -> pd.Series:
    place = frame["book_id"] + "/" + frame["year"] + "/" + frame["statement"]
    return place + "/" + frame["line"]


def _relation(frame: pd.DataFrame, line: str, terms: pd.DataFrame) -> Identity:
    """Where a statement has `line` and a term of it: the line against the sum of its terms."""
    signs = dict(zip(terms["term"], np.where(terms["sign"] == "-", -1, 1), strict=True))
    parts = frame[frame["line"].isin(signs)]
    signed = parts.assign(fen=parts["amount_fen"] * parts["line"].map(signs).astype("int64"))
    sums = signed.groupby(_KEY)["fen"].agg(["sum", "size"])
    totals = frame[frame["line"] == line]
    at = sums.index.get_indexer(pd.MultiIndex.from_frame(totals[_KEY]))
    compared, chosen = totals[at >= 0], at[at >= 0]
    return Identity(
        index=compared.index,
        subject=_subject(compared),
        expected_fen=sums["sum"].to_numpy(np.int64)[chosen],
        found_fen=compared["amount_fen"].to_numpy(np.int64),
        rows=sums["size"].to_numpy(np.int64)[chosen],
    )


def _verdict(check_: Check, tables: Tables) -> Verdict:
    """All relations that `reference/relations.csv` puts under a rule."""
    relations = reference.relations()
    relations_of_rule = relations[relations["rule"] == check_.rule.code]
    frame = tables.frame("statements")
    issues: list[Issue] = []
    proofs, rows_checked = [], 0
    for (statement, line), terms in relations_of_rule.groupby(["statement", "line"], sort=True):
        identity = _relation(frame[frame["statement"] == statement], str(line), terms)
        sums = pd.Series(_words(terms), index=identity.index, dtype="str")
        verdict = identity.verdict(
            check_.rule, "amount", line=frame["line"].loc[identity.index], sums=sums
        )
        issues += verdict.issues
        proofs.append(identity.proofs().frame)
        rows_checked += verdict.looked_at
    return Verdict(rows_checked, tuple(issues), Proofs(pd.concat(proofs, ignore_index=True)))


def _words(terms: pd.DataFrame) -> str:
    signs = terms["sign"].map({"+": "＋", "-": "－"})
    return "".join(signs + terms["term"]).removeprefix("＋")


@check(
    "wrong-balance-sheet",
    title="资产等于负债加所有者权益",
    message="{line}是 {found}，{sums}是 {expected}，差 {gap}",
    remedy="逐项核对资产负债表，找出不平的一项。",
)
def wrong_balance_sheet(tables: Tables, _: County) -> Verdict:
    """资产负债表的资产总计，等于负债合计加所有者权益合计。

    E7.
    """
    return _verdict(wrong_balance_sheet, tables)


@check(
    "wrong-net-value",
    title="净值等于原值减累计折旧",
    message="{line}是 {found}，{sums}是 {expected}，差 {gap}",
    remedy="用原值减去累计折旧（摊销），重新算净值。",
)
def wrong_net_value(tables: Tables, _: County) -> Verdict:
    """固定资产、生产性生物资产、无形资产：净值等于原值减累计折旧或摊销。

    E8.
    """
    return _verdict(wrong_net_value, tables)


@check(
    "wrong-subtotal",
    title="报表的合计等于各项之和",
    message="{line}是 {found}，{sums}是 {expected}，差 {gap}",
    remedy="把各项重新加一遍，改正合计或写错的一项。",
)
def wrong_subtotal(tables: Tables, _: County) -> Verdict:
    """资产负债表里每个合计，等于它下面各项之和；表里没有的项按零算。

    E9.
    """
    return _verdict(wrong_subtotal, tables)


@check(
    "wrong-distribution",
    title="收益分配算得对",
    message="{line}是 {found}，{sums}是 {expected}，差 {gap}",
    remedy="从总收入减总支出开始，一步一步重新算。",
)
def wrong_distribution(tables: Tables, _: County) -> Verdict:
    """收入减支出是本年收益，加年初未分配是可分配收益，减各项分配是年末未分配收益。

    E10.
    """
    return _verdict(wrong_distribution, tables)


def _rows_of_line(frame: pd.DataFrame, statement: str, line: str) -> pd.DataFrame:
    chosen = (frame["statement"] == statement) & (frame["line"] == line)
    return frame[chosen]


def _paired(left: pd.DataFrame, right: pd.Series) -> Identity:
    """Rows of `left` against the amount that `right` gives for their (book_id, year)."""
    at = right.index.get_indexer(pd.MultiIndex.from_frame(left[["book_id", "year"]]))
    compared = left[at >= 0]
    return Identity(
        index=compared.index,
        subject=_subject(compared),
        expected_fen=right.to_numpy(np.int64)[at[at >= 0]],
        found_fen=compared["amount_fen"].to_numpy(np.int64),
        rows=ones(compared.index),
    )


@check(
    "wrong-undistributed",
    title="两张报表的未分配收益一致",
    message="资产负债表的未分配收益是 {found}，收益分配表的年末未分配收益是 {expected}，差 {gap}",
    remedy="两张表是同一个数，查哪一张写错。",
)
def wrong_undistributed(tables: Tables, _: County) -> Verdict:
    """资产负债表的“未分配收益”，等于收益分配表的“年末未分配收益”。

    E11.
    """
    frame = tables.frame("statements")
    ends = _rows_of_line(frame, _DISTRIBUTION, "年末未分配收益").set_index(["book_id", "year"])
    identity = _paired(_rows_of_line(frame, _BALANCE, "未分配收益"), ends["amount_fen"])
    return identity.verdict(wrong_undistributed.rule, "amount")


@check(
    "wrong-undistributed-opening",
    title="年初未分配收益接上年年末",
    message="年初未分配收益是 {found}，上年年末未分配收益是 {expected}，差 {gap}",
    remedy="对照上年的收益分配表，把年初数改成上年的年末数。",
)
def wrong_undistributed_opening(tables: Tables, _: County) -> Verdict:
    """今年的年初未分配收益，等于去年的年末未分配收益。

    E3 for the yearly statement.
    """
    frame = tables.frame("statements")
    ends = _rows_of_line(frame, _DISTRIBUTION, "年末未分配收益")
    next_year = (ends["year"].astype("int64") + 1).astype("str")
    right = ends["amount_fen"].set_axis(pd.MultiIndex.from_arrays([ends["book_id"], next_year]))
    identity = _paired(_rows_of_line(frame, _DISTRIBUTION, "年初未分配收益"), right)
    return identity.verdict(wrong_undistributed_opening.rule, "amount")


@check(
    "wrong-money-line",
    title="货币资金等于现金加银行存款",
    message="货币资金是 {found}，十二月科目余额里现金加银行存款是 {expected}，差 {gap}",
    remedy="对照十二月的科目余额表。",
)
def wrong_money_line(tables: Tables, _: County) -> Verdict:
    """资产负债表的“货币资金”，等于当年十二月末库存现金加银行存款。

    E9.
    """
    cash_by_month = cash(tables.frame("trial_balances")).reset_index()
    december = cash_by_month[cash_by_month["period"].str.endswith("-12")]
    right = december["fen"].set_axis(
        pd.MultiIndex.from_arrays([december["book_id"], december["period"].str[:4]])
    )
    identity = _paired(_rows_of_line(tables.frame("statements"), _BALANCE, "货币资金"), right)
    return identity.verdict(wrong_money_line.rule, "amount")
