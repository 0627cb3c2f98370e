"""Amounts -> words as they are read aloud: 一万二千三百四十五元六角七分."""

from __future__ import annotations

from collections.abc import Iterator

_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_GROUPS = ("", "万", "亿", "万亿", "亿亿")  # an Int64 of 分 has no more
# An amount that begins with a two before one of these begins with 两: 两千元, 两元; but 二百元.
_PAIRED = "千万亿元角分"


def spoken_yuan(fen: int) -> str:
    """Integer 分 -> what is said: `1234567` -> `一万二千三百四十五元六角七分`, `0` -> `零元`."""
    yuan, tenths, hundredths = abs(fen) // 100, abs(fen) // 10 % 10, abs(fen) % 10
    words = f"{_whole(yuan)}元" if yuan else ""
    if tenths:
        words += f"{_DIGITS[tenths]}角"
    elif yuan and hundredths:
        words += "零"
    if hundredths:
        words += f"{_DIGITS[hundredths]}分"
    if words.startswith("二") and words[1] in _PAIRED:
        words = f"两{words[1:]}"
    return f"{'负' if fen < 0 else ''}{words or '零元'}"


def _whole(number: int) -> str:
    """A positive number: groups of four digits, 零 where a place between two others is empty."""
    words, is_gap = "", False
    for group, name in reversed(list(zip(_groups(number), _GROUPS, strict=False))):
        if group:
            words += "零" if words and (is_gap or group < 1000) else ""
            words += _group(group) + name
        is_gap = not group
    return words.removeprefix("一") if words.startswith("一十") else words


def _groups(number: int) -> Iterator[int]:
    """Four digits at a time, from the right."""
    while number:
        yield number % 10_000
        number //= 10_000


def _group(group: int) -> str:
    """1 to 9999 without what stands before or behind."""
    words, is_gap = "", False
    for place in (3, 2, 1, 0):
        digit = group // 10**place % 10
        if digit:
            words += "零" if words and is_gap else ""
            words += _DIGITS[digit] + _PLACES[place]
        is_gap = not digit
    return words
