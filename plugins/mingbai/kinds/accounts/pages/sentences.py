"""A sheet -> what it says in two plain sentences, every number and word of it from the data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from mingbai.kinds.accounts.books import Sheet
from mingbai.kinds.accounts.frames import Lines
from mingbai.kinds.accounts.rules import subjects
from mingbai.money import yuan
from mingbai.page import month_name
from mingbai.read import Tables


class Phrase(NamedTuple):
    """A part of a sentence that does not break on a phone; the amount is set bold."""

    before: str
    amount: str = ""
    after: str = ""


class Most(NamedTuple):
    """The head that cost most in a month, and the largest single expense."""

    head: str
    head_fen: int
    line: str
    line_fen: int


def first(sheet: Sheet) -> tuple[Phrase, ...]:
    """Income, expense and balance."""
    month = month_name(sheet.period)
    closing = Phrase("结余 ", yuan(sheet.closing), " 元。")
    if not sheet.income and not sheet.expense:
        return (Phrase(f"{month}没有收入，"), Phrase("也没有支出，"), closing)
    income, expense = Phrase(f"{month}没有收入，"), Phrase("没有支出，")
    if sheet.income:
        income = Phrase(f"{month}收入 ", yuan(sheet.income), " 元，")
    if sheet.expense:
        expense = Phrase("支出 ", yuan(sheet.expense), " 元，")
    return (income, expense, closing)


def second(sheet: Sheet, most: Most | None) -> tuple[Phrase, ...]:
    """What cost most, where there was an expense."""
    if not sheet.expense:
        return ()
    if most is None:
        return (Phrase("这个月只公布了合计，"), Phrase("没有逐笔公开。"))
    head = Phrase(f"支出最多的是{most.head}，", yuan(most.head_fen), " 元")
    if most.line_fen == most.head_fen:
        line = Phrase(f"就是{most.line}这一笔。")
    else:
        line = Phrase(f"最大的一笔是{most.line}，", yuan(most.line_fen), " 元。")
    return (head._replace(after=" 元；"), line)


def plain(phrases: Sequence[Phrase]) -> str:
    """The sentence as text."""
    return "".join("".join(phrase) for phrase in phrases)


def most_spent(tables: Tables, lines: Lines) -> dict[int, Most]:
    """Sheet position -> what cost most in it; a sheet without expense lines is not in it."""
    frame = tables.frame("entries")
    spent = lines.signed_fen < 0
    rows = lines.rows[spent]
    codes = pd.factorize(frame["subject_code"].str[:3])
    told = pd.DataFrame(
        {
            "sheet": lines.sheet[spent],
            "code": codes[0][rows],
            "fen": -lines.signed_fen[spent],
            "row": rows,
        },
    )
    heads = told.groupby(["sheet", "code"], sort=True).agg(fen=("fen", "sum"), row=("row", "min"))
    head = _largest(heads.reset_index())
    line = _largest(told)
    names = tables.shared(subjects)["name"].to_numpy(object)[head["row"].to_numpy(np.int64)]
    shown = np.where(pd.isna(names), codes[1].to_numpy(object)[head["code"].to_numpy()], names)
    summaries = frame["summary"].to_numpy(object)[line["row"].to_numpy(np.int64)]
    columns: tuple[npt.NDArray[np.object_] | pd.Series, ...] = (
        head["sheet"],
        shown,
        head["fen"],
        summaries,
        line["fen"],
    )
    return {row[0]: Most(*row[1:]) for row in zip(*(c.tolist() for c in columns), strict=True)}


def _largest(told: pd.DataFrame) -> pd.DataFrame:
    """The first row with the largest amount of each sheet, by sheet."""
    ordered = told.sort_values(["sheet", "fen"], ascending=[True, False], kind="stable")
    return ordered.drop_duplicates("sheet")
