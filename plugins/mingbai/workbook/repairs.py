"""A stored cell and its field -> the text for the CSV, with the changes made, or the rule broken.

A text is changed only where it has one meaning. Digits that a code lost when it was stored as a
number are never restored without asking: where the form of the code leaves one possibility, it is
a question (`questions`), asked once a column.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from mingbai.check.privacy import is_coded, masked
from mingbai.issues import Rule
from mingbai.schema import Field
from mingbai.workbook import names, placeholders
from mingbai.workbook.names import NameList
from mingbai.workbook.questions import CODES_AS_NUMBERS, TEN_THOUSANDS
from mingbai.workbook.rules import (
    AMBIGUOUS_NAME,
    BELOW_ZERO,
    CODE_AS_NUMBER,
    DATE_AS_NUMBER,
    ERROR_CELL,
    NOT_A_CHOICE,
    NOT_A_DATE_CELL,
    NOT_COMPUTED,
    UNKNOWN_NAME,
)
from mingbai.workbook.sheets import Cell, Stored

_EDGES = (
    " \t\r\n\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000"
    "\u200b\ufeff"
)
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_BREAK = re.compile(r"[ \t]*[\r\n\u2028\u2029\x0b\x0c]+[ \t]*")
_DAY = re.compile(
    r"(\d{4})(?:([-./、 ])(\d{1,2})\2(\d{1,2})|年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?[日号]?|(\d\d)(\d\d))"
    r"(?:[T ]0?0:00(?::00(?:\.0+)?)?)?",  # midnight, as a program writes a day
    re.ASCII,
)
_MONTH = re.compile(r"(\d{4})(?:[-./](\d{1,2})|年 ?(\d{1,2}) ?[月期]份?|(\d\d))", re.ASCII)
_MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"
_SHORT_MONTH = re.compile(r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-(\d\d)", re.ASCII)
_THOUSANDS = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_BELOW = re.compile(  # (236), 【236】, 236-, 红字236, △236, and the sign of mathematics
    r"[(\[【〔]\s*(\d[\d,]*(?:\.\d+)?)\s*[)\]】〕]"
    r"|(\d[\d,]*(?:\.\d+)?)\s*-"
    r"|(?:红字|红|负|[△▲\u2212])\s*(\d[\d,]*(?:\.\d+)?)(?:元)?",
    re.ASCII,
)
_WITH_UNIT = re.compile(r"[¥￥]?\s*(-?\d[\d,]*(?:\.\d+)?)\s*(\D{0,4}|m2)", re.ASCII)
_UNITS = {"元": ("圆", "块"), "平方米": ("㎡", "平米", "m2", "平方"), "亩": ("市亩",)}
_DIGITS = re.compile(r"\d{1,15}", re.ASCII)
_QUOTE = re.compile(r"['\u2018\u2019`\uff07]")
_NUMBERS = frozenset({"integer", "number"})
_PERIODS = frozenset({"date", "yearmonth", "year"})
_CLOSE = 0.45
_MOST_ZEROS = 8  # that a code is filled up with


@dataclass(frozen=True)
class Reading:
    """text: for the CSV. why: the reasons why it differs from the cell, in words.

    fault: the rule that the cell breaks, with the expected value; text is then for messages only.
    question: the rule of the question that must be answered before the text counts. is_masked: the
    cell names a person in full, and must not be quoted; text has the person hidden.
    """

    text: str
    why: tuple[str, ...] = ()
    fault: Rule | None = None
    expected: str | None = None
    question: Rule | None = None
    is_masked: bool = False


def read(cell: Cell, field: Field, factor: int = 1, listed: NameList | None = None) -> Reading:
    """The text of a cell. factor: by the unit in the heading (万元: 10000).

    listed: the things that the field may name, whose names stand for their codes.
    """
    if cell.stored is Stored.ERROR:
        return Reading(cell.text, fault=ERROR_CELL)
    if cell.stored is Stored.NOTHING:
        return Reading("", fault=NOT_COMPUTED if cell.is_formula else None)
    if cell.stored is not Stored.TEXT:
        known = _listed_number(cell, listed) if listed is not None else None
        return known or _checked(_stored_number(cell, field, factor), field)
    tidy, why = _tidy(cell.text)
    fault = placeholders.fault(tidy, field)
    if fault is not None:
        return Reading(cell.text, fault=fault)
    if placeholders.is_left_out(tidy, field):
        return Reading("", (*why, f"没有的留空，不写“{tidy}”"))
    hidden = masked(tidy, field) if field.mask is not None else None
    if hidden is not None:
        return Reading(hidden, ("写全了，已经盖住",), is_masked=True)
    if listed is not None and tidy and tidy not in listed.by_code:
        return _named(tidy, field, listed, why)
    return _checked(_text(tidy, field, factor, why), field)


def _listed_number(cell: Cell, listed: NameList) -> Reading | None:
    """The code on the list that a number is, all its figures there; None where it is none.

    A fault where it may be one of several.
    """
    if cell.stored is not Stored.NUMBER:
        return None
    if cell.text in listed.by_code:
        return Reading(cell.text, ("数字按文本读",))
    spelled = listed.spelled(cell.text) if cell.text.isdecimal() else None
    if spelled is not None:  # 99012110020100 is 990121100201-00
        return Reading(spelled.code, ("数字按文本读", "编号的写法"))
    things = listed.numbered(cell.text)
    if len(things) > 1:
        return Reading(cell.text, fault=AMBIGUOUS_NAME, expected=names.labels(things))
    why = tuple(f"是{thing.title}的编号" for thing in things)
    return Reading(things[0].code, ("数字按文本读", *why)) if things else None


def _tidy(text: str) -> tuple[str, list[str]]:
    """The text without blanks at its ends, line breaks and a stray quotation mark, and why."""
    why: list[str] = []
    trimmed = text.strip(_EDGES)
    if trimmed != text:
        why.append("前后多了空格")
    broken = _BREAK.sub(" ", trimmed)
    if broken != trimmed:
        why.append("格子里换了行")
    if len(broken) > 1 and _QUOTE.match(broken) and not _QUOTE.search(broken, 1):
        why.append("前面多了一撇")
        broken = broken[1:].strip(_EDGES)
    return broken, why


def _named(text: str, field: Field, listed: NameList, why: list[str]) -> Reading:
    """The code that a name stands for; what is a code by its form is left to the references."""
    narrow = text.translate(_WIDE)
    if narrow in listed.by_code:
        return Reading(narrow, (*why, "全角字符"))
    spelled = listed.spelled(narrow)
    if spelled is not None:
        return Reading(spelled.code, (*why, "编号的写法"))
    things = listed.named(text)
    if len(things) == 1:
        return Reading(things[0].code, (*why, f"是{things[0].title}的编号"))
    if things:
        return Reading(text, fault=AMBIGUOUS_NAME, expected=names.labels(things))
    plain = _text(text, field, 1, why)
    if plain.question is None and (
        listed.by_code.keys() & {plain.text} or _has_form(text, field, listed)
    ):
        return plain
    if plain.question is not None and plain.text in listed.by_code:
        return plain
    near = listed.near(text)
    if near:
        return Reading(text, fault=UNKNOWN_NAME, expected=names.labels(near))
    return plain


def _has_form(text: str, field: Field, listed: NameList) -> bool:
    """Whether a text has the form of the field's codes, by its pattern or by being no Han word.

    A number of a document may be of Han; a code of a closed list is none that is not on it.
    """
    pattern = field.constraints.get("pattern")
    if pattern is not None and not listed.is_closed:
        return re.fullmatch(pattern, text.translate(_WIDE)) is not None
    return text.isascii()


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
    is_number = field.type == "string" and cell.stored is Stored.NUMBER and not field.enum
    if is_number and not (field.contact or field.mask):
        return _code(cell.text, field) if is_coded(field) else Reading(cell.text)
    return Reading(cell.text, fault=CODE_AS_NUMBER)


def _code(digits: str, field: Field) -> Reading:
    """A code of which only the digits are left: as they are, or filled up to its least length."""
    if _DIGITS.fullmatch(digits):
        pattern = field.constraints.get("pattern")
        is_number = pattern is not None and "a-z" not in pattern.lower()
        for zeros in range(_MOST_ZEROS if is_number else 1):
            text = "0" * zeros + digits
            if pattern is None or re.fullmatch(pattern, text):
                return Reading(text, question=CODES_AS_NUMBERS)
    return Reading(digits, fault=CODE_AS_NUMBER)


def _stored_period(cell: Cell, field: Field) -> Reading:
    if field.type == "date" and cell.stored is Stored.DATE and "T" not in cell.text:
        return Reading(cell.text)
    if field.type == "yearmonth" and cell.stored is Stored.DATE and cell.text[8:] == "01":
        return Reading(cell.text[:7], ("月份被存成了日期",))
    if cell.stored is Stored.NUMBER and cell.text.isdecimal():
        reading = _text(cell.text, field, 1, [])
        if field.type == "year" or reading.text != cell.text:
            return reading
    words = {"date": "日期", "yearmonth": "月份", "year": "年份"}[field.type]
    return Reading(cell.text, fault=NOT_A_DATE_CELL, expected=words)


def _text(text: str, field: Field, factor: int, why: list[str]) -> Reading:
    """A tidy text, repaired as far as the field's type allows. why: what was repaired before."""
    if field.enum and text and text not in field.enum:
        near = difflib.get_close_matches(text, field.enum, n=3, cutoff=_CLOSE)
        if near:
            return Reading(text, fault=NOT_A_CHOICE, expected="、".join(near))
    if field.enum or field.type == "boolean" or (field.type == "string" and not is_coded(field)):
        whole = placeholders.without_inner_blanks(text, field)
        return Reading(whole, (*why, "名字里多了空格") if whole != text else tuple(why))
    narrow = text.translate(_WIDE)
    if narrow != text:
        why = [*why, "全角字符"]
    if field.type in ("date", "yearmonth"):
        return _period(narrow, field, why)
    if field.type in _NUMBERS:
        bare, unit_factor, why = _without_unit(narrow, field, factor, why)
        return _scaled(_plain_number(bare, field, why), field, unit_factor)
    return _plain_code(narrow, field, why)


def _plain_code(text: str, field: Field, why: list[str]) -> Reading:
    """`514.0` -> `514`; `2` for a code of three figures is asked about."""
    pattern = field.constraints.get("pattern")
    if pattern is None or re.fullmatch(pattern, text):
        return Reading(text, tuple(why))
    whole = re.fullmatch(r"(\d{1,15})\.0+", text, re.ASCII)
    digits = whole[1] if whole else text
    if whole and re.fullmatch(pattern, digits):
        return Reading(digits, (*why, "编号多了“.0”"))
    if _DIGITS.fullmatch(digits):
        code = _code(digits, field)
        if code.fault is None:
            return code
    return Reading(text, tuple(why))


def _period(text: str, field: Field, why: list[str]) -> Reading:
    short = _SHORT_MONTH.fullmatch(text) if field.type == "yearmonth" else None
    if short:  # what a spreadsheet program in English makes of 2026-06
        return Reading(f"20{short[2]}-{_MONTHS.index(short[1]) // 3 + 1:02d}", (*why, "日期写法"))
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


def _without_unit(
    text: str, field: Field, factor: int, why: list[str]
) -> tuple[str, int, list[str]]:
    """`120平方米` -> `120` where that is the unit of the column; `18.5万` counts in 万元.

    What is counted in another unit, or in a column whose heading has one of its own, stays.
    """
    match = _WITH_UNIT.fullmatch(text)
    number, unit = (match[1], match[2].strip()) if match else (text, "")
    if match is None or factor != 1 or not (unit or text != number):
        return text, factor, why
    if field.is_money and unit in ("万", "万元"):
        return number, 10_000, why
    is_own = bool(field.unit) and unit in ("", field.unit, *_UNITS.get(field.unit, ()))
    if is_own and (unit or field.is_money):  # ¥12 is no area
        return number, factor, [*why, "数后面写了单位"]
    return text, factor, why


def _plain_number(text: str, field: Field, why: list[str]) -> Reading:
    below = _BELOW.fullmatch(text)
    if below:
        text = f"-{below[1] or below[2] or below[3]}"
        why = [*why, "括号表示负数" if below[1] else "红字表示负数"]
    if _THOUSANDS.fullmatch(text):
        text = text.replace(",", "")
        why = [*why, "千分位逗号"]
    if field.type == "integer" and re.fullmatch(r"-?\d+\.0+", text):
        text = text.partition(".")[0]
        why = [*why, "整数多了小数点"]
    return Reading(text, tuple(why))


def _scaled(reading: Reading, field: Field, factor: int) -> Reading:
    """万元 -> 元, exactly; text that is not a number is left for the rules of cells."""
    if factor == 1 or not field.is_money or not _NUMBER.fullmatch(reading.text):
        return reading
    value = Decimal(reading.text) * factor
    text = _two_places(f"{value.normalize():f}")
    return replace(reading, text=text, question=TEN_THOUSANDS)


def _checked(reading: Reading, field: Field) -> Reading:
    """A negative number where only others are taken is said with what to write instead."""
    least = field.constraints.get("minimum")
    is_below = (
        reading.fault is None
        and field.type in _NUMBERS
        and least is not None
        and least >= 0
        and _NUMBER.fullmatch(reading.text) is not None
        and Decimal(reading.text) < 0
    )
    return Reading(reading.text, fault=BELOW_ZERO) if is_below else reading


def _two_places(text: str) -> str:
    """`1234.5` -> `1234.50`; a value with three places stays as it is."""
    value = Decimal(text)
    return f"{value:.2f}" if value == round(value, 2) else text
