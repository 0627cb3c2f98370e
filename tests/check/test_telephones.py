"""A cell of a column of telephones: numbers that can be called, and nothing else."""

from __future__ import annotations

import time

import pandas as pd

from mingbai.check import telephones

NUMBERS = (
    *("000-0000-0110", "12345", "110", "0000-8000000", "（0000）8000000", "+86 000 0000 0000"),
    *(
        "0000-8000000转8001",
        "12345（24小时）",
        "0000-8000000、0000-8000001（工作日）",
        "400-000-0000",
    ),
)
OTHERS = (
    *("<script>alert(1)</script>", "javascript:alert(1)", "见公示栏", "无", "12", "-110", "110-"),
    *(
        "0000-8000000或者问窗口",
        "0000-8000000（<b>）",
        "1234567890123456",
        "12345、",
        "１２３４５６",
    ),
    "000-0000-0110\n000-0000-0111",
)


def test_numbers_and_what_is_said_of_them_are_telephones() -> None:
    """As offices write them: area code, extension, hotline, several, a remark in brackets."""
    assert not telephones.are_none(pd.Series(NUMBERS, dtype="str")).any()


def test_anything_else_is_none() -> None:
    """Markup, words, too few or too many digits; an empty cell says nothing wrong."""
    assert telephones.are_none(pd.Series(OTHERS, dtype="str")).all()
    assert telephones.are_none(pd.Series([None, "110"], dtype="str")).tolist() == [False, False]


def test_a_long_cell_is_looked_at_quickly() -> None:
    """However often a mark comes again, the pattern does not try every way to read it."""
    began = time.process_time()
    assert telephones.are_none(pd.Series(["1（" * 10_000, "1 - " * 10_000 + "x"])).all()
    assert time.process_time() - began < 1
