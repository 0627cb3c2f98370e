"""A stored cell and its field -> the text for the CSV, with the changes made, or the rule broken.

A text is changed only where it has one meaning. Digits that a code lost when it was stored as a
number are never restored.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mingbai.check.privacy import is_coded
from mingbai.issues import Rule
from mingbai.schema import Field
from mingbai.workbook.rules import (
    CODE_AS_NUMBER,
    DATE_AS_NUMBER,
    ERROR_CELL,
    NOT_A_DATE_CELL,
    NOT_COMPUTED,
)
from mingbai.workbook.sheets import Cell, Stored

_EDGES = (
    " \t\r\n\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000"
)
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_DAY = re.compile(
    r"(\d{4})(?:([-./])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d\d)(\d\d))", re.ASCII
)
_MONTH = re.compile(r"(\d{4})(?:[-./](\d{1,2})|年(\d{1,2})月份?|(\d\d))", re.ASCII)
_THOUSANDS = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_NUMBERS = frozenset({"integer", "number"})
_PERIODS = frozenset({"date", "yearmonth", "year"})


@dataclass(frozen=True)
class Reading:
    """text: for the CSV. why: the reasons why it differs from the cell, in words.

    fault: the rule that the cell breaks, with the expected value; text is then for messages only.
    """

    text: str
    why: tuple[str, ...] = ()
    fault: Rule | None = None
    expected: str | None = None


def read(cell: Cell, field: Field, factor: int = 1) -> Reading:
    """The text of a cell. factor: by the unit in the heading (万元: 10000)."""
    if cell.stored is Stored.ERROR:
        return Reading(cell.text, fault=ERROR_CELL)
    if cell.stored is Stored.NOTHING:
        return Reading("", fault=NOT_COMPUTED if cell.is_formula else None)
    if cell.stored is Stored.TEXT:
        return _text(cell.text, field, factor)
    return _stored_number(cell, field, factor)


def _stored_number(cell: Cell, field: Field, factor: int) -> Reading:
    """A number, a percentage or a date, as Excel stores it."""
    if field.type in _NUMBERS:
        if cell.stored is not Stored.NUMBER:
            return Reading(cell.text, fault=DATE_AS_NUMBER)
        return _scaled(
            Reading(_two_places(cell.text) if field.is_money else cell.text), field, factor
        )
    if field.type in _PERIODS:
        return _stored_period(cell, field)
    is_safe = field.type == "string" and not (is_coded(field) or field.contact or field.mask)
    if is_safe and cell.stored is Stored.NUMBER and not field.enum:
        return Reading(cell.text)
    return Reading(cell.text, fault=CODE_AS_NUMBER)


def _stored_period(cell: Cell, field: Field) -> Reading:
    if field.type == "date" and cell.stored is Stored.DATE and "T" not in cell.text:
        return Reading(cell.text)
    if field.type == "yearmonth" and cell.stored is Stored.DATE and cell.text[8:] == "01":
        return Reading(cell.text[:7], ("月份被存成了日期",))
    if cell.stored is Stored.NUMBER and cell.text.isdecimal():
        reading = _text(cell.text, field, 1)
        if field.type == "year" or reading.text != cell.text:
            return reading
    words = {"date": "日期", "yearmonth": "月份", "year": "年份"}[field.type]
    return Reading(cell.text, fault=NOT_A_DATE_CELL, expected=words)


def _text(text: str, field: Field, factor: int) -> Reading:
    """A text cell: trimmed, then repaired as far as the field's type allows."""
    why: list[str] = []
    trimmed = text.strip(_EDGES)
    if trimmed != text:
        why.append("前后多了空格")
    if field.enum or field.type == "boolean" or (field.type == "string" and not is_coded(field)):
        return Reading(trimmed, tuple(why))
    narrow = trimmed.translate(_WIDE)
    if narrow != trimmed:
        why.append("全角字符")
    if field.type in ("date", "yearmonth"):
        return _period(narrow, field, why)
    if field.type in _NUMBERS:
        return _scaled(_plain_number(narrow, field, why), field, factor)
    return Reading(narrow, tuple(why))


def _period(text: str, field: Field, why: list[str]) -> Reading:
    match = (_DAY if field.type == "date" else _MONTH).fullmatch(text)
    parts = [part for part in match.groups() if part and part.isdecimal()] if match else []
    iso = "-".join(part.zfill(2) for part in parts)
    if not match or not _is_day(iso if field.type == "date" else f"{iso}-01"):
        return Reading(text, tuple(why))
    return Reading(iso, (*why, "日期写法") if iso != text else tuple(why))


def _is_day(iso: str) -> bool:
    try:
        date.fromisoformat(iso)
    except ValueError:
        return False
    return True


def _plain_number(text: str, field: Field, why: list[str]) -> Reading:
    if _THOUSANDS.fullmatch(text):
        text = text.replace(",", "")
        why.append("千分位逗号")
    if field.type == "integer" and re.fullmatch(r"-?\d+\.0+", text):
        text = text.partition(".")[0]
        why.append("整数多了小数点")
    return Reading(text, tuple(why))


def _scaled(reading: Reading, field: Field, factor: int) -> Reading:
    """万元 -> 元, exactly; text that is not a number is left for the rules of cells."""
    if factor == 1 or not field.is_money or not _NUMBER.fullmatch(reading.text):
        return reading
    value = Decimal(reading.text) * factor
    return Reading(_two_places(f"{value.normalize():f}"), (*reading.why, "万元换算成元"))


def _two_places(text: str) -> str:
    """`1234.5` -> `1234.50`; a value with three places stays as it is."""
    value = Decimal(text)
    return f"{value:.2f}" if value == round(value, 2) else text
