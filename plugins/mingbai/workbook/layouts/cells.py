"""Cells of an export -> texts and amounts: money in 分, days as ISO dates, vouchers in one form."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mingbai.exports import rules
from mingbai.issues import Rule
from mingbai.workbook.rules import ERROR_CELL, NOT_COMPUTED
from mingbai.workbook.sheets import Cell, Stored

_NUMBER = re.compile(r"[-+]?\d+(?:\.\d*)?|[-+]?\.\d+", re.ASCII)
_THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d*)?", re.ASCII)
_BLANK = frozenset({"", "-", "--", "—", "——", "/", "平"})
_MINUS = str.maketrans("−–—﹣", "----")
_DAY = re.compile(
    r"(\d{4})(?:[-./](\d{1,2})[-./](\d{1,2})|年(\d{1,2})月(\d{1,2})[日号]|(\d\d)(\d\d))"
    r"(?:[T ]?\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?)?",
    re.ASCII,
)
_MONTH_DAY = re.compile(r"(\d{1,2})(?:[-./]|月)(\d{1,2})[日号]?", re.ASCII)
_PART = re.compile(r"(\d{1,2})[年月日号]?", re.ASCII)
_YEAR_MONTH = re.compile(r"(\d{4})(?:年|[-./])(\d{1,2})月?", re.ASCII)
_VOUCHER = re.compile(r"([一-鿿A-Za-z]{0,6}?)字?第?[-—–_ ]*(\d{1,6}(?:-\d{1,3})?)[号#]?")


@dataclass(frozen=True)
class Amount:
    """fen: None where the cell is blank. fault: the rule that it breaks."""

    fen: int | None
    fault: Rule | None = None


def text(cell: Cell) -> str:
    """The text of a cell in one line, without blanks at its ends."""
    return re.sub(r"\s*[\r\n]+\s*", " ", cell.text).strip(" \t\u3000\u00a0'‘")


def amount(cell: Cell, factor: int) -> Amount:
    """The amount in a cell. factor: of its unit, 10000 for 万元.

    Thousands, full-width figures, ¥, brackets and red minus are read, a side in front of a balance
    (借, 贷) too; what is no whole 分 is a fault.
    """
    if cell.stored is Stored.ERROR:
        return Amount(None, ERROR_CELL)
    if cell.stored is Stored.NOTHING:
        return Amount(None, NOT_COMPUTED if cell.is_formula else None)
    if cell.stored in (Stored.DATE, Stored.PERCENT):
        return Amount(None, rules.BAD_AMOUNT)
    plain = unicodedata.normalize("NFKC", cell.text).translate(_MINUS)
    plain = re.sub(r"\s", "", plain).strip("¥￥$'").removesuffix("元")
    sign = 1
    if plain[:1] in ("借", "贷"):
        sign, plain = (-1 if plain[0] == "贷" else 1), plain[1:]
    if plain in _BLANK:
        return Amount(None)
    bracketed = re.fullmatch(r"\(([\d,.]+)\)", plain)
    if bracketed:
        sign, plain = -sign, bracketed[1]
    plain = plain.replace("-¥", "-")
    if _THOUSANDS.fullmatch(plain):
        plain = plain.replace(",", "")
    if not _NUMBER.fullmatch(plain):
        return Amount(None, rules.BAD_AMOUNT)
    fen = Decimal(plain) * factor * 100 * sign
    return Amount(int(fen)) if fen == fen.to_integral_value() else Amount(None, rules.BAD_AMOUNT)


def day(texts: tuple[str, str, str], period: str, year: str | None) -> str | None:
    """The ISO date of (date, month, day) as far as they are given; None where it is no day.

    period: the month that is imported, year: of the heading (`2026年` over 月 and 日); both fill
    up only what does not stand in the cells.
    """
    whole, month, number = (_narrow(one) for one in texts)
    year = year or period[:4]
    match = _DAY.fullmatch(whole)
    if match:
        parts = [part for part in match.groups()[1:] if part]
        return _iso(match[1], parts[0], parts[1])
    if _MONTH_DAY.fullmatch(whole):
        month_and_day = _MONTH_DAY.fullmatch(whole)
        assert month_and_day is not None
        return _iso(year, month_and_day[1], month_and_day[2])
    of_month = _YEAR_MONTH.fullmatch(month) or _YEAR_MONTH.fullmatch(whole)
    numbered = _PART.fullmatch(number)
    if numbered is None:
        return None
    if of_month:
        return _iso(of_month[1], of_month[2], numbered[1])
    plain = _PART.fullmatch(month) if month else None
    if month and plain is None:
        return None
    return _iso(year, plain[1] if plain else period[5:7], numbered[1])


def _narrow(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().removesuffix(".0")


def _iso(year: str, month: str, number: str) -> str | None:
    try:
        return date(int(year), int(month), int(number)).isoformat()
    except ValueError:
        return None


def voucher(word: str, number: str) -> str:
    """`记字第12号`, `记-12号`, 记 and 12 -> `记-12`; what has no such words stays as it is."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", number).removesuffix(".0"))
    kind = re.sub(r"\s", "", unicodedata.normalize("NFKC", word))
    match = _VOUCHER.fullmatch(f"{kind}{plain}")
    is_worded = bool(kind) or re.search("[字第号#—–_]", plain) is not None
    if match is None or not match[1] or not is_worded:
        return f"{kind}{plain}"
    return f"{match[1]}-{match[2]}"
