"""Trial balances of a whole year -> 资产负债表 and 收益及收益分配表 of each village book."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from demo.trial_balances import AT, EXPENSE, INCOME, TrialBalances, reserve

Fen = NDArray[np.int64]
_INCOME_LINES = ("经营收入", "投资收益", "补助收入", "其他收入")
_EXPENSE_LINES = ("经营支出", "税金及附加", "管理费用", "公益支出", "其他支出")


def table(balances: TrialBalances, december: int) -> pd.DataFrame:
    """Columns book (position), statement, line, amount_fen; lines in their printed order."""
    sheet = _lines(balances, "资产负债表", _balance_sheet(balances.closing[:, december]))
    distribution = _lines(balances, "收益分配表", _distribution(balances, december))
    both = pd.concat([sheet, distribution], ignore_index=True)
    return both.sort_values("book", kind="stable", ignore_index=True)


def _lines(balances: TrialBalances, statement: str, lines: Mapping[str, Fen]) -> pd.DataFrame:
    """One statement of all books, a row a line, line after line."""
    count = len(balances.rows)
    return pd.DataFrame(
        {
            "book": np.tile(balances.rows, len(lines)),
            "statement": statement,
            "line": np.repeat(np.array(list(lines), dtype=object), count),
            "amount_fen": np.concatenate(list(lines.values())),
        }
    )


# Lines of the balance sheet in their printed order: what they are the sum of, and on which side.
_BALANCE_LINES = (
    ("货币资金", 1, "101 102"),
    ("应收款项", 1, "112"),
    ("流动资产合计", 1, "101 102 112"),
    ("长期投资", 1, "141"),
    ("固定资产原值", 1, "151"),
    ("累计折旧", -1, "152"),
    ("固定资产净值", 1, "151 152"),
    ("非流动资产合计", 1, "141 151 152"),
    ("资产总计", 1, "101 102 112 141 151 152"),
    ("应付款项", -1, "211"),
    ("流动负债合计", -1, "211"),
    ("一事一议资金", -1, "231"),
    ("专项应付款", -1, "241"),
    ("非流动负债合计", -1, "231 241"),
    ("负债合计", -1, "211 231 241"),
    ("资本", -1, "301"),
    ("公积公益金", -1, "311"),
    ("未分配收益", -1, "322"),
    ("所有者权益合计", -1, "301 311 322"),
)


def _balance_sheet(closing: Fen) -> Mapping[str, Fen]:
    return {
        line: side * closing[:, [AT[code] for code in codes.split()]].sum(axis=1)
        for line, side, codes in _BALANCE_LINES
    }


def _distribution(balances: TrialBalances, december: int) -> Mapping[str, Fen]:
    income = -balances.year_result[:, december][:, INCOME]
    expense = balances.year_result[:, december][:, EXPENSE]
    earned, spent = income.sum(axis=1), expense.sum(axis=1)
    reserved = reserve(np.maximum(earned - spent, 0))
    before = -balances.opening[:, december, AT["322"]]
    return {
        "总收入": earned,
        **dict(zip(_INCOME_LINES, income.T, strict=True)),
        "总支出": spent,
        **dict(zip(_EXPENSE_LINES, expense.T, strict=True)),
        "本年收益": earned - spent,
        "年初未分配收益": before,
        "其他转入": np.zeros_like(before),
        "可分配收益": earned - spent + before,
        "提取公积公益金": reserved,
        "成员分配": np.zeros_like(before),
        "年末未分配收益": earned - spent + before - reserved,
    }
