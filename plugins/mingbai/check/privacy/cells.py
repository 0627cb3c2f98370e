"""Tables -> the personal data in their cells, by columns; rows are read only where it is needed.

Free text is scanned cell by cell. In a coded column (its schema gives a pattern,
or says that it names or refers to a thing) a code may look like a person's number by chance; there
the other cells decide: it is a code if at least half of the column has the same shape, and a leak
otherwise.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import compress

import pandas as pd
import polars as pl
import pyarrow as pa

from mingbai.check.privacy.detectors import BY_NUMBER, findings
from mingbai.check.privacy.rules import (
    BANK_CARD,
    HOME_ADDRESS,
    MOBILE_NUMBER,
    RESIDENT_ID,
    WEAK_MASK,
)
from mingbai.check.privacy.screen import is_suspect
from mingbai.issues import Capped, Issue
from mingbai.read import Table
from mingbai.read.persons import CELL, NumberKind, NumberMatch, ascii_digits, find_numbers
from mingbai.read.persons.check_digits import old_resident_id, resident_id
from mingbai.schema import Field

_ID_SHAPE = r"^[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[0-9Xx]$"
_NUMBER_SHAPE = r"^\d{11,19}$"
_LEAST_DIGITS = 11
_LEAST_ROWS = 8
_MOST = 20_000  # of one rule in one file; who reports them lists fewer (`issues.capped`)
_NUMBER_TITLE = re.compile("电话|手机|号码|卡号|账号|phone|mobile|card", re.IGNORECASE)
_PERSONS = (RESIDENT_ID, BANK_CARD, MOBILE_NUMBER, HOME_ADDRESS, WEAK_MASK)
_LEAST_HUGE = 10_000_000_000


def is_coded(field: Field) -> bool:
    """Whether the schema says that the field is a code and not free text."""
    return bool(field.identifies or field.refers or "pattern" in field.constraints)


def texts(table: Table, name: str) -> pl.Series:
    """One text column as a polars Series, without a copy."""
    column = pa.array(table.frame[name], type=pa.large_string(), from_pandas=True)
    return pl.Series(name, column)


def free_text(table: Table, read_packages: frozenset[str] = frozenset()) -> Iterator[Issue]:
    """Issues of the free-text columns, of rows outside `read_packages`.

    One regex over the joined cells of each row (`screen`) selects the rows that are read one by
    one, and of these the cells; a property test checks that it selects every text in which
    `findings` finds anything.
    """
    table = table.outside(read_packages)
    fields = [f for f in table.schema.fields if f.type in ("string", "any") and not f.enum]
    free = [field for field in fields if not is_coded(field)]
    if not free or table.frame.empty:
        return
    columns = [texts(table, field.name) for field in free]
    joined = pl.select(pl.concat_str(columns, separator=CELL, ignore_nulls=True)).to_series()
    issues, over_cells = Capped(_MOST), Capped(_MOST)
    rows_over_cells: set[int] = set()
    rows = is_suspect(joined).arg_true()
    suspect_cells = zip(*(is_suspect(column.gather(rows)) for column in columns), strict=True)
    for row, are_suspect in zip(rows, suspect_cells, strict=True):
        path = str(table.frame.index[row][0])
        if rule := next((r for r in _PERSONS if issues.is_full(path, r)), None):
            issues.count(path, rule, 1)  # enough is said of this file: it is read no further
            continue
        cells = [column[row] or "" for column in columns]
        suspects = compress(zip(free, cells, strict=True), are_suspect)
        for issue in _row(table, row, suspects):
            issues.add(issue)
        for match, field in _split(free, cells):
            line = int(table.frame.index[row][1])
            issue = BY_NUMBER[match.kind].issue(path, line, field.name, match.masked_text)
            if match.kind is NumberKind.RESIDENT_ID:
                issues.add(issue)
            else:
                over_cells.add(issue)
                rows_over_cells.add(row)
    yield from issues.all()
    if not _are_codes(len(rows_over_cells), len(table.frame), free):
        yield from over_cells.all()


def _are_codes(rows: int, of: int, fields: list[Field]) -> bool:
    """Whether two columns side by side give a telephone or a card by chance: a year and a code.

    They do so in most rows or in hardly any; columns that say that they hold numbers of persons
    never do.
    """
    are_named = any(_NUMBER_TITLE.search(f"{field.title} {field.name}") for field in fields)
    return rows >= _LEAST_ROWS and 2 * rows >= of and not are_named


def _row(table: Table, row: int, suspects: Iterable[tuple[Field, str]]) -> Iterator[Issue]:
    """suspects: the cells that must be read, with their fields."""
    path, line = table.frame.index[row]
    for field, cell in suspects:
        for rule, masked_text in findings(cell, field.contact):
            yield rule.issue(path, line, field.name, masked_text)


def _split(fields: list[Field], cells: list[str]) -> Iterator[tuple[NumberMatch, Field]]:
    """Numbers that are split over neighbouring cells, with the field of the first of them."""
    joined = CELL.join(cells)
    for match in find_numbers(joined):
        if match.is_sure and CELL in joined[match.start : match.end]:
            yield match, fields[joined.count(CELL, 0, match.start)]


def codes(table: Table) -> Iterator[Issue]:
    """Issues of persons' numbers in coded columns."""
    for field in table.schema.fields:
        if field.type == "string" and is_coded(field) and not field.enum:
            column = texts(table, field.name)
            counts = column.drop_nulls().value_counts(name="cells")
            values = counts.to_series(0)
            leaks = _leaks_inside_codes(values, counts["cells"]) if _are_long(values) else []
            if values.str.contains(f"{_ID_SHAPE}|{_NUMBER_SHAPE}").any():
                leaks += _leaks_among_codes(values, counts["cells"], bool(field.refers))
            for row in column.is_in(leaks).arg_true() if leaks else ():
                yield _issue(table, field, row, ascii_digits(str(column[row])))


def _are_long(values: pl.Series) -> bool:
    """Whether any value is longer than a mobile number."""
    longest = values.str.len_chars().max()
    return isinstance(longest, int) and longest > _LEAST_DIGITS


def _leaks_inside_codes(values: pl.Series, cells: pl.Series) -> list[str]:
    """Values with a person's number beside other characters: 记13812345678, 110105-19491231-002X.

    A telephone or card number counts only where no other digit stands beside it. Values whose
    shape (all digits as 0) fills half of the column are codes, and are not looked into.

    cells: in how many cells of the column each of these distinct values stands.
    """
    long = values.filter(values.str.contains(rf"(?:\d\D{{0,3}}){{{_LEAST_DIGITS}}}"))
    long = long.filter(~long.str.contains(f"{_ID_SHAPE}|{_NUMBER_SHAPE}"))
    long = long.filter(is_suspect(long))
    if long.is_empty():
        return []
    shapes = pl.DataFrame({"shape": values.str.replace_all(r"\d", "0"), "cells": cells})
    of_shape = shapes.group_by("shape").agg(pl.col("cells").sum()).rows()
    usual = [shape for shape, count in of_shape if _is_usual(count, int(cells.sum()))]
    unusual = long.filter(~long.str.replace_all("[0-9]", "0").is_in(usual))
    return [value for value in unusual.to_list() if _is_leak(value)]


@lru_cache(maxsize=1 << 16)
def _is_leak(value: str) -> bool:
    """Kept for a while: the number of a contract stands in many tables."""
    matches = [match for match in find_numbers(value) if match.is_sure]
    beside = [value[: match.start] + value[match.end :] for match in matches]
    return any(
        match.kind is NumberKind.RESIDENT_ID or not any(c.isdecimal() for c in rest)
        for match, rest in zip(matches, beside, strict=True)
    )


def _leaks_among_codes(values: pl.Series, cells: pl.Series, is_reference: bool) -> list[str]:
    """Values that are numbers of persons and not codes of this column.

    Numbers of one length are codes if they fill half of the cells, and at least three. Numbers
    in the form of resident IDs are codes only if, besides, most of their check digits are wrong.
    cells: in how many cells each of these distinct values stands.
    """
    filled = int(cells.sum())
    is_shaped = values.str.contains(_ID_SHAPE)
    shaped = values.filter(is_shaped).to_list()
    valid = [value for value in shaped if resident_id(value)]
    is_code = _is_usual(int(cells.filter(is_shaped).sum()), filled)
    resident_ids = [] if is_code and 2 * len(valid) < len(shaped) else valid
    if is_reference:  # a telephone number there is an unknown reference, and reported as that
        return resident_ids
    is_number = values.str.contains(_NUMBER_SHAPE)
    sizes = values.filter(is_number).str.len_chars().to_list()
    counts_by_length: Counter[int] = Counter()
    for size, count in zip(sizes, cells.filter(is_number).to_list(), strict=True):
        counts_by_length[size] += count
    numbers = zip(values.filter(is_number).to_list(), sizes, strict=True)
    return resident_ids + [
        value
        for value, size in numbers
        if not _is_usual(counts_by_length[size], filled) and _is_person_number(value)
    ]


def _is_usual(same_shape: int, cells: int) -> bool:
    return same_shape > 2 and 2 * same_shape >= cells


def _is_person_number(value: str) -> bool:
    matches = find_numbers(value)
    return bool(matches) and (matches[0].is_sure or (len(value) == 15 and old_resident_id(value)))


def _issue(table: Table, field: Field, row: int, value: str) -> Issue:
    match = find_numbers(value)[0]
    path, line = table.frame.index[row]
    return BY_NUMBER[match.kind].issue(path, line, field.name, match.masked_text)


def numbers(table: Table) -> Iterator[Issue]:
    """Issues of persons' numbers in columns of quantities: 1000 times the median and more."""
    for field in table.schema.fields:
        if field.type in ("integer", "number") and len(table.frame):
            column = table.frame[field.column]
            scale = 100 if field.is_money else 1
            for row in _huge(column, scale):
                value = str(int(column.iloc[row]) // scale)
                if _is_person_number(value):
                    yield _issue(table, field, row, value)


def _huge(column: pd.Series, scale: int) -> list[int]:
    """Positions of whole numbers of at least eleven digits, far above the column's median."""
    values = column.astype("float64").fillna(0.0).to_numpy()
    is_huge = values >= _LEAST_HUGE * scale
    if not is_huge.any():
        return []
    usual = pd.Series(values[~is_huge]).median() if (~is_huge).any() else 0.0
    is_odd = is_huge & (values >= 1000 * usual)
    return [int(i) for i in is_odd.nonzero()[0] if int(column.iloc[i]) % scale == 0]
