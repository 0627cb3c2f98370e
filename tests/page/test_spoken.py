"""Amounts as they are read aloud."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingbai.page import spoken_yuan


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (1_234_567, "一万二千三百四十五元六角七分"),
        (0, "零元"),
        (5, "五分"),
        (20, "两角"),
        (200, "两元"),
        (506, "五元零六分"),
        (10_060, "一百元六角"),
        (1_000, "十元"),
        (1_200, "十二元"),
        (11_000, "一百一十元"),
        (20_000, "二百元"),
        (200_000, "两千元"),
        (2_200_000, "两万二千元"),
        (100_500, "一千零五元"),
        (10_001_000, "十万零一十元"),
        (10_100_000, "十万一千元"),
        (110_000_000, "一百一十万元"),
        (10_000_500_000, "一亿零五千元"),
        (2_000_000_000_000, "二百亿元"),
        (-951_641, "负九千五百一十六元四角一分"),
    ],
)
def test_an_amount_is_said_as_people_say_it(fen: int, words: str) -> None:
    """两 at the head of thousands and above, 零 for what lies empty between, no 一 before 十."""
    assert spoken_yuan(fen) == words


_VALUES = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}


def _heard(words: str) -> int:
    """What somebody writes down who hears it, in 分; written without a look at the program."""
    is_negative, words = words.startswith("负"), words.removeprefix("负")
    whole, has_yuan, rest = words.partition("元")
    total, group, digit = 0, 0, 0
    for character in whole if has_yuan else "":
        if character in _VALUES:
            digit = _VALUES[character]
        elif character in _UNITS:
            group += (digit or 1) * _UNITS[character]
            digit = 0
        else:
            said = total + group + digit if character == "亿" else group + digit
            total = said * 10**8 if character == "亿" else total + said * 10**4
            group = digit = 0
    fen = (total + group + digit) * 100
    for part, value in (("角", 10), ("分", 1)):
        before, has_part, after = (rest if has_yuan else words).partition(part)
        if has_part:
            fen += _VALUES[before[-1]] * value
            rest, words = after, after
    return -fen if is_negative else fen


@given(st.integers(-(10**13), 10**13))
def test_what_is_said_can_be_written_down_again(fen: int) -> None:
    """No two amounts sound alike."""
    assert _heard(spoken_yuan(fen)) == fen
