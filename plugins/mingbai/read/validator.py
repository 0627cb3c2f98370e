"""Text of one table -> rows that do not hold, with every reason: ours, then the standard's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import polars as pl

from mingbai.issues import Issue
from mingbai.read import frictionless
from mingbai.read.cell import diagnosis, rules, screening
from mingbai.read.texts import Positions, Texts

ForeignKey = tuple[tuple[str, ...], str, tuple[str, ...]]
Faults = Iterator[tuple[int, Issue]]

_NONE: Positions = np.empty(0, dtype=np.int64)
_BATCH = 50_000


def judge(
    text: Texts, others: Mapping[str, Texts], passed: frozenset[str] = frozenset()
) -> tuple[frozenset[int], tuple[Issue, ...]]:
    """Positions of the rows that are refused, and an issue for every cell that is wrong.

    others: all tables of the kind by name, for foreign keys. passed: packages whose cells are
    known to hold; only their keys are looked at. Only rows that a mask suspects are
    looked at one by one. Those that our own words let pass are put before frictionless: whatever
    it refuses is refused, and a county without such rows never pays for loading it.
    """
    odd, marks = _suspected(text, passed)
    twins = _twins(text)
    found = {row: [issue] for row, issue in _no_records(text, odd)}
    is_record = ~np.isin(odd, list(found))
    records, marks = odd[is_record], marks.filter(pl.Series(is_record))
    passed_over = set(found)
    for row, issue in _cells(text, records, marks):
        found.setdefault(row, []).append(issue)
    told = {(row, issue.field) for row, issues in found.items() for issue in issues}
    for row, issue in _keys(text, twins, others, passed_over, told):
        found.setdefault(row, []).append(issue)
    unsaid = np.setdiff1d(np.union1d(records, twins), list(found))
    for row, issue in _standard(text, unsaid):
        found.setdefault(row, []).append(issue)
    return frozenset(found), tuple(issue for issues in found.values() for issue in issues)


def _suspected(text: Texts, passed: frozenset[str]) -> tuple[Positions, pl.DataFrame]:
    """Positions of all rows with a suspected cell, and beside each which of its cells those are."""
    looked_at = text.outside(passed)
    frame = text.frame if len(looked_at) == text.frame.height else text.frame[looked_at]
    marks = frame.select(screening.suspicions(text.schema))
    odd = marks.select(pl.any_horizontal(pl.all())).to_series().arg_true().to_numpy()
    return looked_at[odd].astype(np.int64), marks[odd]


def _batches(rows: Positions) -> Iterator[Positions]:
    """Some rows at a time: a county that is wrong in every line must not fill the memory."""
    for start in range(0, len(rows), _BATCH):
        yield rows[start : start + _BATCH]


def _no_records(text: Texts, odd: Positions) -> Faults:
    """Rows that are no record at all: blank, a total, or a signature below the table."""
    required = [number for number, field in enumerate(text.schema.fields) if field.required]
    for batch in _batches(odd):
        for row, values in zip(batch.tolist(), text.rows(batch), strict=True):
            filled = next((value for value in values if value is not None), None)
            if filled is None:
                yield row, rules.BLANK_ROW.issue(*text.place(row))
            elif rules.TOTALS.fullmatch(filled) or (
                rules.is_aside(filled) and any(values[number] is None for number in required)
            ):
                yield row, rules.TOTAL_ROW.issue(*text.place(row), found=filled)


def _cells(text: Texts, odd: Positions, marks: pl.DataFrame) -> Faults:
    """What is wrong with each suspected cell, if anything is."""
    fields = text.schema.fields
    for start in range(0, len(odd), _BATCH):
        batch = odd[start : start + _BATCH]
        flagged = zip(
            batch.tolist(), text.rows(batch), marks[start : start + _BATCH].rows(), strict=True
        )
        for row, values, flags in flagged:
            path, line = text.place(row)
            for field, cell, is_odd in zip(fields, values, flags, strict=True):
                breach = diagnosis.explain(field, cell) if is_odd else None
                if breach:
                    rule, found, expected = breach
                    yield row, rule.issue(path, line, field.name, found, expected)


def _keys(
    text: Texts,
    twins: Positions,
    others: Mapping[str, Texts],
    passed_over: set[int],
    told: set[tuple[int, str | None]],
) -> Faults:
    """Keys that two rows have, and keys of rows that are nowhere.

    A key of which a part is refused as it stands says nothing more: mended, it may well lead
    somewhere.
    """
    for row, issue in _duplicates(text, twins):
        if row not in passed_over:
            yield row, issue
    for key in text.schema.foreign_keys:
        for row, issue in _lost(text, key, others):
            if row not in passed_over and not any((row, name) in told for name in key[0]):
                yield row, issue


def _twins(text: Texts) -> Positions:
    """Positions of all rows whose key another row has too: by hash, then by value."""
    if not text.schema.primary_key:
        return _NONE
    keys = text.keys(text.schema.primary_key)
    ordered = np.sort(keys.hash_rows().to_numpy())
    if not (ordered[1:] == ordered[:-1]).any():
        return _NONE
    is_twin = pl.struct(pl.all()).is_duplicated() & pl.any_horizontal(pl.all().is_not_null())
    return keys.select(is_twin).to_series().arg_true().to_numpy().astype(np.int64)


def _duplicates(text: Texts, twins: Positions) -> Faults:
    """Each row of a doubled key names the first other one."""
    key = text.schema.primary_key
    first: dict[tuple[Any, ...], int] = {}
    second: dict[tuple[Any, ...], int] = {}
    found = dict(zip(twins.tolist(), text.keys(key)[twins].rows(), strict=True))
    for row, values in found.items():
        if values in first:
            second.setdefault(values, row)
        first.setdefault(values, row)
    for (row, values), shown in zip(found.items(), text.said(key, twins), strict=True):
        other = first[values] if first[values] != row else second[values]
        path, line = text.place(other)
        yield row, rules.DUPLICATE_KEY.issue(*text.place(row), key[-1], shown, f"{path}:{line}")


def _lost(text: Texts, foreign: ForeignKey, others: Mapping[str, Texts]) -> Faults:
    own, table, _ = foreign
    target = others[table or text.schema.name]
    rows = _orphans(text, foreign, target) if target.is_whole else _NONE
    title, name = target.schema.title, target.schema.name
    called = name if title == name else f"{title}（{name}）"
    for row, shown in zip(rows.tolist(), text.said(own, rows), strict=True):
        yield row, rules.MISSING_REFERENCE.issue(*text.place(row), own[-1], shown, called)


def _orphans(text: Texts, foreign: ForeignKey, target: Texts) -> Positions:
    """Positions of rows that refer to a row that is nowhere; a wholly empty key refers to none.

    Lines of one sheet stand together: only the first of each run is looked up, then the whole
    run answers.
    """
    own, _, theirs = foreign
    keys = text.keys(own)
    known = target.keys(theirs).unique()
    known.columns = keys.columns
    changes = keys.select(pl.any_horizontal(pl.all().ne_missing(pl.all().shift())))
    first = changes.to_series().arg_true()
    asked = keys[first].filter(pl.any_horizontal(pl.all().is_not_null())).unique()
    unknown = asked.join(known, on=keys.columns, how="anti", nulls_equal=True)
    if unknown.is_empty():
        return _NONE
    lost = keys.with_row_index("row").join(unknown, on=keys.columns, how="semi", nulls_equal=True)
    return lost["row"].sort().to_numpy().astype(np.int64)


def _standard(text: Texts, rows: Positions) -> Faults:
    """What frictionless refuses and we did not see: the standard has the last word."""
    if len(rows) == 0:
        return
    for error in frictionless.verdict(text.schema, text.rows(rows)):
        row = int(rows[error.row - 2])
        yield row, frictionless.AGAINST.issue(*text.place(row), error.field or None, error.note)
