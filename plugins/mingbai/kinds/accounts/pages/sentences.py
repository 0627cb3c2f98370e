"""A monthly statement -> two plain sentences, every number and word of them from the data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from mingbai.kinds.accounts import frames, purposes
from mingbai.kinds.accounts.books import MonthlyStatement
from mingbai.money import yuan
from mingbai.page import month_name
from mingbai.read import Tables


class Phrase(NamedTuple):
    """A part of a sentence that does not break on a phone; the amount is set bold."""

    before: str
    amount: str = ""
    after: str = ""


class LargestExpense(NamedTuple):
    """The purpose that cost most in a month, and the largest single expense; amounts in 分."""

    purpose: str
    purpose_fen: int
    entry: str
    entry_fen: int


def first(statement: MonthlyStatement) -> tuple[Phrase, ...]:
    """Income, expense and balance."""
    month = month_name(statement.period)
    closing = Phrase("结余 ", yuan(statement.closing), " 元。")
    if not statement.income and not statement.expense:
        return (Phrase(f"{month}没有收入，"), Phrase("也没有支出，"), closing)
    income, expense = Phrase(f"{month}没有收入，"), Phrase("没有支出，")
    if statement.income:
        income = Phrase(f"{month}收入 ", yuan(statement.income), " 元，")
    if statement.expense:
        expense = Phrase("支出 ", yuan(statement.expense), " 元，")
    return (income, expense, closing)


def second(statement: MonthlyStatement, largest: LargestExpense | None) -> tuple[Phrase, ...]:
    """What cost most, where there was an expense."""
    if not statement.expense:
        return ()
    if largest is None:
        return (Phrase("这个月只公布了合计，"), Phrase("没有逐笔公开。"))
    purpose = Phrase(f"花得最多的是{largest.purpose}，", yuan(largest.purpose_fen), " 元；")
    if largest.entry_fen == largest.purpose_fen:
        return (purpose, Phrase(f"就是“{largest.entry}”这一笔。"))
    return (purpose, Phrase(f"最大的一笔是“{largest.entry}”，", yuan(largest.entry_fen), " 元。"))


def lead(tables: Tables, statement: MonthlyStatement) -> tuple[tuple[Phrase, ...], ...]:
    """The statement in two sentences, or in one where nothing was spent."""
    largest = tables.shared(largest_expenses).get(statement.position)
    both = (first(statement), second(statement, largest))
    return tuple(phrases for phrases in both if phrases)


def plain(phrases: Sequence[Phrase]) -> str:
    """The sentence as text."""
    return "".join("".join(phrase) for phrase in phrases)


def largest_expenses(tables: Tables) -> dict[int, LargestExpense]:
    """Position of a monthly statement -> what cost most in it; not there without an expense.

    Through `tables.shared` it is made once for all pages.
    """
    frame, entries = tables.frame("entries"), tables.shared(frames.entries)
    known = tables.shared(purposes.purposes)
    is_expense = entries.signed_fen < 0
    expenses = pd.DataFrame(
        {
            "statement": entries.statement[is_expense],
            "fen": -entries.signed_fen[is_expense],
            "row": entries.rows[is_expense],
        },
    )
    entry = _largest(expenses)
    summaries = frame["summary"].to_numpy(object)[entry["row"].to_numpy(np.int64)]
    columns = (entry["statement"].tolist(), summaries.tolist(), entry["fen"].tolist())
    return {
        statement: LargestExpense(*known.largest[statement], summary, fen)
        for statement, summary, fen in zip(*columns, strict=True)
    }


def _largest(rows: pd.DataFrame) -> pd.DataFrame:
    """The first row with the largest amount of each statement, by statement."""
    ordered = rows.sort_values(["statement", "fen"], ascending=[True, False], kind="stable")
    return ordered.drop_duplicates("statement")
