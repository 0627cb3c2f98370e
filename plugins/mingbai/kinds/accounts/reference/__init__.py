"""Packaged CSV -> charts of accounts, disclosure items, statement relations, words to watch.

What is not confirmed by its source says so in its `verified` column; an office corrects the file.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd

FOLDER = Path(__file__).parent


def _read(name: str) -> pd.DataFrame:
    frame = pd.read_csv(FOLDER / name, dtype="str", keep_default_na=False)
    for column in ("is_other", "is_earmarked", "is_money", "verified"):
        if column in frame:
            frame[column] = frame[column] == "是"
    return frame


@cache
def chart(year: str) -> pd.DataFrame:
    """The chart of accounts of `2004` or `2023`, by code.

    Columns: name, side, direction, is_other, is_earmarked (for funds alone; the chart of 2004 has
    no account that holds all of them and nothing else), verified.
    """
    return _read(f"{year}.csv").set_index("code")


@cache
def versions() -> pd.DataFrame:
    """The accounting systems by chart: name, effective_from, effective_to."""
    return _read("versions.csv").set_index("chart").sort_values("effective_from")


def chart_start(year: str) -> str:
    """The first month under a chart."""
    return str(versions()["effective_from"][year])


@cache
def chart_of(period: str) -> str:
    """The chart in force in a month: `2026-06` -> `2023`; the earliest one before its own start."""
    starts = versions()["effective_from"]
    begun = starts.index[starts <= period]
    return str(begun[-1] if len(begun) else starts.index[0])


@cache
def subjects() -> pd.DataFrame:
    """Both charts by (chart, code): the names that subjects are shown under."""
    return pd.concat({year: chart(year) for year in ("2004", "2023")}, names=["chart", "code"])


@cache
def items() -> pd.DataFrame:
    """The 44 items of financial disclosure and their 8 heads, by code."""
    return _read("items.csv").set_index("code")


@cache
def evidence() -> pd.DataFrame:
    """What shows that an item beside income and expense was disclosed: item, table, chart, key.

    key: an account of the chart, an item of a plan, a line of a statement; "" any line.
    """
    return _read("evidence.csv")


@cache
def relations() -> pd.DataFrame:
    """Sums that hold inside an annual statement: rule, statement, line, sign, term."""
    return _read("relations.csv")


@cache
def lines() -> pd.DataFrame:
    """Lines of annual statements and their subjects: statement, line, chart, sign, account.

    A line is the sum of its accounts, debit minus credit with the sign; `?`: part of the account.
    """
    return _read("lines.csv")


@cache
def subject_items() -> pd.Series:
    """The items, joined by 、, that a subject's lines may stand under.

    By (chart, subject, direction). What the law leaves open has no row.
    """
    return _read("subject_items.csv").set_index(["chart", "subject", "direction"])["items"]


@cache
def not_names() -> pd.DataFrame:
    """Words that are no name of a person: word, use.

    use: 占位 instead of a name, 职务 before or behind one, 称呼 behind one.
    """
    return _read("names.csv")


@cache
def export_columns() -> pd.DataFrame:
    """Columns of what accounting platforms export: form, column, title, is_money, words.

    words: the headings of a column, joined by 、, the likeliest first.
    """
    return _read("export_columns.csv")


@cache
def hospitality() -> pd.DataFrame:
    """Words of hospitality, with the longer words that mean something else."""
    return _read("words.csv")


@cache
def purposes() -> pd.DataFrame:
    """What money is for, in villagers' words: direction, purpose, words, items (both joined by 、).

    A line is for the first purpose of its direction of which its summary has a word; else for the
    first whose item it stands under. What has neither is 其他.
    """
    return _read("purposes.csv")
