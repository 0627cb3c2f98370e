"""One suspected cell -> the rule it breaks, with the values for its message, or None."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from mingbai.issues import Rule
from mingbai.read.cell import grammar, rules
from mingbai.read.cell.characters import forbidden, is_lookalike, is_padded, normal
from mingbai.schema import Field

ERRORS = re.compile(r"#(?:REF|DIV/0|N/A|VALUE|NAME|NUM|NULL|SPILL|CALC|GETTING_DATA|#)")
_LOST = re.compile(r"[? ,.0-9-]*\?[? ]*\?[? ,.0-9-]*|.*(?:锟斤拷|烫烫烫).*")
_SCIENTIFIC = re.compile(r"-?[0-9]+(?:\.[0-9]+)?[eE][+-]?[0-9]+")
_DECIMAL_TAIL = re.compile(r"[0-9]+\.0*")
_SEPARATED = re.compile(r"-?[0-9]{1,3}(?:[, _'\u00a0\u2009\u202f，][0-9]{3})+(?:\.[0-9]+)?|[0-9_]+")
_UNIT = re.compile(r"[¥￥$]|元|万|亿|人民币|%|％|亩|天|日$|个|户|人$|张$|次$|年$")
_HANZI_NUMBER = re.compile(
    r"[零〇一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟圆角分整点负]+"
)
_MINUS_NOTHING = re.compile(r"-0+(?:\.0*)?")
_PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_LOOSE_DATE = re.compile(r"([0-9]{4})\s*[-./年]\s*([0-9]{1,2})\s*[-./月]\s*([0-9]{1,2})\s*日?")
_SERIAL = re.compile(r"[1-9][0-9]{4}(?:\.[0-9]+)?")
_DIGITS_ONLY = re.compile(r"[0-9]+")


class Breach(NamedTuple):
    """The rule that a cell breaks; found, expected: values for its message."""

    rule: Rule
    found: str
    expected: str = ""


def breach_of(field: Field, text: str | None) -> Breach | None:
    """The first rule that the cell breaks, or None; text None is an empty cell."""
    if text is None:
        return Breach(rules.MISSING_VALUE, "") if field.required else None
    return _shape(field, text) or _by_type(field, text)


def _shape(field: Field, text: str) -> Breach | None:
    """Rules for text of any type: length, characters, spaces, spreadsheet errors."""
    if len(text) > grammar.CELL_LIMIT:
        found, expected = str(len(text)), str(grammar.CELL_LIMIT)
        return Breach(rules.CELL_TOO_LONG, found, expected)
    if code := forbidden(text):
        return Breach(rules.BAD_CHARACTER, text, code)
    if is_padded(text):
        return Breach(rules.PADDED, text)
    if ERRORS.match(text):
        return Breach(rules.SPREADSHEET_ERROR, text)
    if field.type == "string" and _LOST.fullmatch(text):
        return Breach(rules.LOST_TEXT, text)
    if field.type == "string" and normal(text) != text:
        return Breach(rules.NOT_NORMAL, text, normal(text))
    if is_lookalike(text):
        return Breach(rules.LOOKALIKE, text)
    return None


def _by_type(field: Field, text: str) -> Breach | None:
    choices = grammar.choices(field)
    if choices:
        return None if text in choices else _not_among(field, text, choices)
    if field.type in ("number", "integer"):
        return _number(field, text)
    if field.type == "date":
        return _date(field, text)
    form = grammar.pattern(field)
    if form is not None and not re.fullmatch(form, text):
        return _code(field, text, form)
    return _length(field, text) if field.type == "string" else _limits(field, text)


def _not_among(field: Field, text: str, choices: tuple[str, ...]) -> Breach:
    """A value that is not in the closed list: perhaps it was, or will be."""
    if text in field.ended:
        return Breach(rules.ENDED_CODE, text, field.ended[text])
    if text in field.early:
        return Breach(rules.EARLY_CODE, text, field.early[text])
    rule = rules.NOT_YES_NO if field.type == "boolean" else rules.NOT_IN_LIST
    return Breach(rule, text, "、".join(choices))


def _length(field: Field, text: str) -> Breach | None:
    longest = field.constraints.get("maxLength")
    if longest is not None and len(text) > longest:
        return Breach(rules.TOO_LONG, str(len(text)), str(longest))
    shortest = field.constraints.get("minLength")
    if shortest is not None and len(text) < shortest:
        return Breach(rules.TOO_SHORT, str(len(text)), str(shortest))
    return None


def _limits(field: Field, text: str) -> Breach | None:
    low, high = grammar.bound(field, "minimum"), grammar.bound(field, "maximum")
    if field.type in ("number", "integer"):
        value = Decimal(text)
        is_low = low is not None and value < Decimal(low)
        is_high = high is not None and value > Decimal(high)
    else:
        is_low = low is not None and text < low
        is_high = high is not None and text > high
    if is_low:
        return Breach(rules.BELOW_MINIMUM, text, str(low))
    return Breach(rules.ABOVE_MAXIMUM, text, str(high)) if is_high else None


def _half_width(text: str) -> Breach | None:
    narrow = unicodedata.normalize("NFKC", text)
    if narrow == text:
        return None
    return Breach(rules.FULL_WIDTH, text, narrow)


def _code(field: Field, text: str, form: str) -> Breach:
    """A code, month or year that does not match its pattern: what a spreadsheet may have done."""
    if field.type == "yearmonth":
        return _half_width(text) or Breach(rules.NOT_A_MONTH, text)
    if field.type == "year":
        return _half_width(text) or Breach(rules.NOT_A_YEAR, text)
    form_in_words = grammar.in_words(form)
    meaning = field.description if field.description not in (form, form_in_words) else ""
    expected = (
        f"{form_in_words}（{meaning}）"
        if form_in_words and meaning
        else form_in_words or meaning or form
    )
    if _SCIENTIFIC.fullmatch(text):
        return Breach(rules.SCIENTIFIC, text)
    if _DECIMAL_TAIL.fullmatch(text):
        return Breach(rules.DECIMAL_TAIL, text)
    is_of_digits = "a-z" not in form.lower() and "4e00" not in form
    if is_of_digits and _DIGITS_ONLY.fullmatch(text) and _fits_with_zeros(form, text):
        return Breach(rules.LOST_ZEROS, text, expected)
    return _half_width(text) or Breach(rules.WRONG_FORM, text, expected)


def _fits_with_zeros(form: str, text: str) -> bool:
    return any(re.fullmatch(form, text.zfill(length)) for length in range(len(text) + 1, 20))


def _number(field: Field, text: str) -> Breach | None:
    form = grammar.pattern(field)
    assert form is not None
    if re.fullmatch(form, text):
        return _limits(field, text)
    if _MINUS_NOTHING.fullmatch(text):
        return Breach(rules.NEGATIVE_ZERO, text)
    if _SCIENTIFIC.fullmatch(text):
        return Breach(rules.SCIENTIFIC, text)
    if _PLAIN.fullmatch(text):
        return _plain(field, text)
    if _SEPARATED.fullmatch(text):
        return Breach(rules.THOUSANDS, text, re.sub(r"[^0-9.-]", "", text))
    if breach := _half_width(text):
        return breach
    if _UNIT.search(text) and re.search("[0-9]", text):
        return Breach(rules.CURRENCY, text)
    if _HANZI_NUMBER.fullmatch(text):
        return Breach(rules.CHINESE_NUMBER, text)
    if field.type == "integer":
        return Breach(rules.NOT_AN_INTEGER, text)
    return Breach(rules.NOT_A_NUMBER, text, "1234.50")


def _plain(field: Field, text: str) -> Breach:
    """Digits with at most one point that are too long, too precise, or padded with zeros."""
    integer_part, _, fraction = text.lstrip("-").partition(".")
    if field.type == "integer" and fraction:
        return Breach(rules.NOT_AN_INTEGER, text)
    if len(integer_part) > 1 and integer_part.startswith("0"):
        return Breach(
            rules.LEADING_ZERO, text, text.replace(integer_part, integer_part.lstrip("0") or "0", 1)
        )
    if len(integer_part) > grammar.digits(field):
        return Breach(rules.TOO_LARGE, text, str(grammar.digits(field)))
    return Breach(rules.TOO_MANY_DECIMALS, text, str(grammar.decimals(field)))


def _date(field: Field, text: str) -> Breach | None:
    form = grammar.pattern(field)
    assert form is not None
    if re.fullmatch(form, text):
        if _day(text) is None:
            return Breach(rules.NO_SUCH_DATE, text)
        return _limits(field, text)
    if _SERIAL.fullmatch(text):
        return Breach(rules.SPREADSHEET_DATE, text)
    loose = _LOOSE_DATE.fullmatch(unicodedata.normalize("NFKC", text))
    if loose:
        iso = f"{loose[1]}-{int(loose[2]):02d}-{int(loose[3]):02d}"
        if re.fullmatch(form, iso) and _day(iso) is not None and iso != text:
            return Breach(rules.DATE_FORM, text, iso)
        if _day(iso) is None:
            return Breach(rules.NO_SUCH_DATE, text)
    return Breach(rules.NOT_A_DATE, text)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
