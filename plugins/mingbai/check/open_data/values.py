"""Cells of a column as text -> its values by the standard, with an issue for each that is none.

Judged once for each different text: the plain forms by columns, the rest by the standard's own
reader. What is published is the canonical text of the value: numbers with a point and all their
digits, dates ISO, a missing value absent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import polars as pl

from mingbai.check.open_data.rows import TextRows, tell_rows
from mingbai.check.open_data.rules import (
    BROKEN_CONSTRAINT,
    HUGE_NUMBER,
    NOT_A_NUMBER,
    NOT_OF_TYPE,
    UNTIDY_CELLS,
)
from mingbai.issues import Capped, Issue, Rule
from mingbai.read import frictionless
from mingbai.read.cell import rules
from mingbai.schema import Field

Mask = np.ndarray[Any, np.dtype[np.bool_]]
_PIECE = 50_000  # rows that are looked through for different texts at once
_JUDGED_FAULTS = 2_000  # wrong texts of a column that are looked at one by one
DIGIT_LIMIT = 400  # of a number written in full; a double has 309 before its point
_PLAIN = {
    "string": None,
    "any": None,
    "integer": r"^(?:0|-?[1-9][0-9]{0,17})$",
    "number": r"^-?(?:0|[1-9][0-9]{0,99})(?:\.[0-9]{1,99})?$",
}
_JUDGED = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "enum")
_LENGTHS = ("minLength", "maxLength")
_NUMBER_FORMATS = ("decimalChar", "groupChar", "bareNumber")
_DATED = frozenset({"date", "datetime", "time"})
_UNTIDY = (
    r"^[ \t\u00a0\u3000]|[ \t\u00a0\u3000]$|^#(?:REF|DIV/0|N/A|VALUE|NAME|NUM|NULL|SPILL|CALC)"
)
_DECIMALS = re.compile(r"^-?([0-9]+)(?:\.([0-9]+))?$")
_TYPE_WORDS = {
    "integer": "整数",
    "number": "数",
    "boolean": "是否的词",
    "date": "日期",
    "datetime": "日期时间",
    "time": "时间",
    "year": "年份",
    "yearmonth": "年月",
    "duration": "时长",
    "geopoint": "坐标",
    "geojson": "GeoJSON 图形",
    "object": "JSON 对象",
    "array": "JSON 数组",
    "list": "清单",
    "string": "要求的文字",
    "any": "要求的文字",
}
_CONSTRAINTS = {
    "minimum": rules.BELOW_MINIMUM,
    "maximum": rules.ABOVE_MAXIMUM,
    "enum": rules.NOT_IN_LIST,
}


@dataclass(frozen=True)
class Values:
    """The values of one column. texts: canonical, null where absent. bad: rows that are refused."""

    texts: pl.Series
    bad: Mask
    issues: tuple[Issue, ...]


def values_of(raw: Mapping[str, Any], cells: pl.Series, rows: TextRows) -> Values:
    """The values of a column of `raw` (its description); rows: the table it is of.

    cells: text, null where the cell is missing. Patterns are not looked at.
    """
    odd = cells.filter(~_plain(raw, cells)).drop_nulls()
    judged = _judge(raw, odd)
    issues = Capped()
    name = raw["name"]
    path = rows.place(0)[0] if len(cells) else ""
    bad = np.zeros(len(cells), dtype=np.bool_)
    for (rule, expected), texts in judged.faults.items():
        wrong = cells.is_in(texts).fill_null(value=False)
        if judged.is_cut and rule is NOT_OF_TYPE:
            wrong |= ~_plain(raw, cells) & cells.is_not_null() & ~cells.is_in(judged.read)
        bad |= wrong.to_numpy()

        def issue_of(
            at: tuple[str, int], row: int, rule: Rule = rule, expected: str = expected
        ) -> Issue:
            return rule.issue(*at, name, cells[row], expected)

        tell_rows(issues, rows, wrong.arg_true().to_numpy(), issue_of)
    if raw.get("constraints", {}).get("required") is True:
        missing = cells.is_null()
        bad |= missing.to_numpy()
        absent = missing.arg_true().to_numpy()
        tell_rows(issues, rows, absent, lambda at, _: rules.MISSING_VALUE.issue(*at, name))
    if judged.nothing:
        count = int(cells.is_in(judged.nothing).sum())
        issues.add(NOT_A_NUMBER.issue(path, field=name, found=str(count)))
    untidy = cells.filter(cells.str.contains(_UNTIDY)) if _is_text(raw) else cells.clear()
    if len(untidy):
        found = str(len(untidy))
        issues.add(UNTIDY_CELLS.issue(path, field=name, found=found, expected=untidy[0]))
    if judged.canonical:
        old, new = list(judged.canonical), list(judged.canonical.values())
        cells = cells.replace_strict(old, new, default=cells, return_dtype=pl.String)
    return Values(cells, bad, issues.all())


def _is_text(raw: Mapping[str, Any]) -> bool:
    return raw["type"] in ("string", "any")


def reader_fault(raw: Mapping[str, Any]) -> str:
    """Why the standard does not take the description of a field; "" where it does."""
    try:
        frictionless.cell_reader(_described(raw))
    except ValueError as error:
        return str(error)
    return ""


def is_formatted(raw: Mapping[str, Any]) -> bool:
    """Whether the field says that its values are written in another form than the canonical one."""
    return raw.get("format", "default") != "default" or any(n in raw for n in _NUMBER_FORMATS)


def _plain(raw: Mapping[str, Any], texts: pl.Series) -> pl.Series:
    """Which texts are valid, and canonical already, as far as columns can tell; null of null."""
    none = pl.repeat(False, len(texts), dtype=pl.Boolean, eager=True)
    limits = raw.get("constraints", {})
    if raw["type"] not in (*_PLAIN, "date") or is_formatted(raw):
        return none
    if any(name in limits for name in (*_JUDGED, *_LENGTHS)):
        return none
    if raw["type"] == "date":
        is_date = texts.str.contains("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
        return is_date & texts.str.to_date("%Y-%m-%d", strict=False).is_not_null()
    form = _PLAIN[raw["type"]]
    return ~none if form is None else texts.str.contains(form)


@dataclass
class _Judged:
    """What the standard says of texts.

    read: those that were read. canonical: by text, how it is written where that differs, None where
    it is no number. faults: the wrong ones by (rule, expected). nothing: texts of no number.
    is_cut: after some thousand wrong texts the others count as wrong unread.
    """

    read: list[str]
    canonical: dict[str, str | None]
    faults: dict[tuple[Rule, str], list[str]]
    nothing: list[str]
    is_cut: bool = False


def _judge(raw: Mapping[str, Any], texts: pl.Series) -> _Judged:
    """Each different text is read once, as far as there is need."""
    judged = _Judged([], {}, {}, [])
    if not len(texts):
        return judged
    read = frictionless.cell_reader(_described(raw))
    limits = raw.get("constraints", {})
    count = 0
    for text in _different(texts):
        if count >= _JUDGED_FAULTS:
            judged.is_cut = True
            judged.faults.setdefault((NOT_OF_TYPE, _type_in_words(raw)), [])
            break
        judged.read.append(text)
        value, notes = read(text)
        is_number = isinstance(value, Decimal)
        if notes or (is_number and value.is_finite() and _length(value) > DIGIT_LIMIT):
            fault = _fault(raw, notes, limits) if notes else (HUGE_NUMBER, str(DIGIT_LIMIT))
            judged.faults.setdefault(fault, []).append(text)
            count += 1
        elif is_number and not value.is_finite():
            judged.nothing.append(text)
            judged.canonical[text] = None
        elif (written := _written(raw, value, text)) != text:
            judged.canonical[text] = written
    return judged


def _different(texts: pl.Series) -> Iterator[str]:
    """Each text once; as much is looked through as is asked for."""
    seen: set[str] = set()
    for start in range(0, len(texts), _PIECE):
        piece = texts[start : start + _PIECE].unique(maintain_order=True)
        for text in piece:
            if text not in seen:
                yield text
        seen.update(piece)


def _length(value: Decimal) -> int:
    _, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)  # it is finite
    return max(len(digits) + max(exponent, 0), -exponent)


def _described(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The field for the standard's reader: what is checked by columns is left out.

    Missing cells never come to it; where "" is not among them, it is a value like any other.
    """
    left_out = ("missingValues", "unit", "title_en", "categories", "categoriesOrdered", "title")
    limits = {
        name: value
        for name, value in raw.get("constraints", {}).items()
        if name not in ("pattern", "required", "unique")
    }
    return {
        **{k: v for k, v in raw.items() if k not in left_out},
        "constraints": limits,
        "missingValues": [],
    }


def _fault(
    raw: Mapping[str, Any], notes: Mapping[str, str], limits: Mapping[str, Any]
) -> tuple[Rule, str]:
    if "type" in notes:
        return NOT_OF_TYPE, _type_in_words(raw)
    name = next(iter(notes))
    limit = limits.get(name)
    limit_words = "、".join(map(str, limit)) if isinstance(limit, list) else str(limit)
    rule = _CONSTRAINTS.get(name)
    return (rule, limit_words) if rule else (BROKEN_CONSTRAINT, f"{name} = {limit_words}")


def _type_in_words(raw: Mapping[str, Any]) -> str:
    word = _TYPE_WORDS[raw["type"]]
    form = raw.get("format", "default")
    if raw["type"] == "boolean":
        words = [
            *raw.get("trueValues", Field.true_values),
            *raw.get("falseValues", Field.false_values),
        ]
        return f"{word}（{'、'.join(words)}）"
    return word if form == "default" else f"{word}（写法 {form}）"


def _written(raw: Mapping[str, Any], value: Any, text: str) -> str:
    """The canonical text of a value."""
    if raw["type"] == "integer":
        return str(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    if raw["type"] in _DATED and isinstance(value, date | datetime | time):
        is_iso = raw["type"] != "date" and not is_formatted(raw)
        return text if is_iso else value.isoformat()
    if raw["type"] == "boolean":
        words = raw.get("trueValues" if value else "falseValues")
        return str((words or (Field.true_values if value else Field.false_values))[0])
    return text


def fits_money(texts: pl.Series) -> bool:
    """Whether every number is an amount of whole 分 below 10^13 元."""
    return bool(texts.str.contains(r"^-?[0-9]{1,13}(?:\.[0-9]{1,2}0*)?$").all())


def column_of(field: Field, texts: pl.Series) -> pd.Series:
    """Canonical texts -> the column of `Table.frame` for a field of this type."""
    if field.is_money:
        fen = texts.cast(pl.Decimal(20, 2)).to_physical().cast(pl.Int64)
        return _integers(fen)
    if field.type == "integer":
        return _integers(texts.cast(pl.Int64))
    if field.type == "number":
        return pd.Series([None if t is None else Decimal(t) for t in texts], dtype=object)
    if field.type == "date":
        return pd.Series(texts.str.to_date("%Y-%m-%d").to_numpy().astype("datetime64[s]"))
    if field.type == "boolean":
        words = texts.replace_strict(
            [*field.false_values, *field.true_values],
            [False] * len(field.false_values) + [True] * len(field.true_values),
            return_dtype=pl.Boolean,
        )
        return words.to_pandas().astype("boolean")
    return pd.Series(texts.to_arrow(), dtype="str")


def _integers(values: pl.Series) -> pd.Series:
    is_present = values.is_not_null().to_numpy()
    return pd.Series(pd.arrays.IntegerArray(values.fill_null(0).to_numpy().copy(), ~is_present))


def is_small(texts: pl.Series) -> bool:
    """Whether every integer fits into 64 bits."""
    return bool((texts.str.len_chars() <= 18).all())
