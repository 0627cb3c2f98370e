"""Text of one table -> rows that do not hold, with every reason: ours, then the standard's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import polars as pl

from mingbai import cells, masks, standard, wording
from mingbai.issues import Issue
from mingbai.schema import Schema
from mingbai.texts import Texts

Positions = np.ndarray[Any, np.dtype[np.int64]]


def judge(text: Texts, others: Mapping[str, Texts]) -> tuple[frozenset[int], tuple[Issue, ...]]:
    """Positions of the rows that are refused, and an issue for every cell that is wrong.

    others: all tables of the kind by name, for foreign keys. Only rows a mask suspects are looked
    at one by one; frictionless sees them too, and whatever it refuses is refused.
    """
    schema = text.schema
    marks = text.frame.select(masks.suspicions(schema))
    odd = marks.select(pl.any_horizontal(pl.all())).to_series().arg_true().to_numpy()
    twins = _twins(text.frame, schema.primary_key)
    lost = [_orphans(text, key, others) for key in schema.foreign_keys]
    suspects = np.unique(np.concatenate([odd.astype(np.int64), twins, *lost]))
    if len(suspects) == 0:
        return frozenset(), ()
    whole = dict(_no_records(text, odd))
    found = [
        *whole.items(),
        *_cells(text, odd, marks, whole),
        *_duplicates(text, twins),
        *_lost(text, lost),
    ]
    issues = [issue for row, issue in found if row not in whole or issue is whole[row]]
    refused = {row for row, _ in found}
    for row, issue in _standard(text, suspects, frozenset(refused)):
        refused.add(row)
        issues.append(issue)
    return frozenset(refused), tuple(issues)


def _no_records(text: Texts, odd: Positions) -> Iterator[tuple[int, Issue]]:
    """Rows that are no record at all: blank, or a total."""
    for row, values in zip(odd.tolist(), text.rows(odd), strict=True):
        filled = next((value for value in values if value is not None), None)
        if filled is None:
            yield row, wording.BLANK_ROW.issue(*text.place(row))
        elif cells.TOTALS.fullmatch(filled):
            yield row, wording.TOTAL_ROW.issue(*text.place(row), found=filled)


def _cells(
    text: Texts, odd: Positions, marks: pl.DataFrame, whole: Mapping[int, Issue]
) -> Iterator[tuple[int, Issue]]:
    """What is wrong with each suspected cell, if anything is."""
    fields = text.schema.fields
    for row, values, flags in zip(odd.tolist(), text.rows(odd), marks[odd].rows(), strict=True):
        if row in whole:
            continue
        path, line = text.place(row)
        for field, cell, is_odd in zip(fields, values, flags, strict=True):
            breach = cells.explain(field, cell) if is_odd else None
            if breach:
                rule, found, expected = breach
                yield row, rule.issue(path, line, field.name, found, expected)


def _twins(frame: pl.DataFrame, key: tuple[str, ...]) -> Positions:
    """Positions of all rows whose key another row has too: by hash, then by value."""
    if not key:
        return np.empty(0, dtype=np.int64)
    hashes = frame.select(key).hash_rows().to_numpy()
    ordered = np.sort(hashes)
    if not (ordered[1:] == ordered[:-1]).any():
        return np.empty(0, dtype=np.int64)
    same = frame.select(
        pl.struct(key).is_duplicated() & pl.any_horizontal(pl.col(key).is_not_null())
    )
    return same.to_series().arg_true().to_numpy().astype(np.int64)


def _duplicates(text: Texts, twins: Positions) -> Iterator[tuple[int, Issue]]:
    key = text.schema.primary_key
    first: dict[tuple[Any, ...], int] = {}
    second: dict[tuple[Any, ...], int] = {}
    found = dict(zip(twins.tolist(), text.frame.select(key)[twins].rows(), strict=True))
    for row, values in found.items():
        if values in first:
            second.setdefault(values, row)
        first.setdefault(values, row)
    for row, values in found.items():
        other = first[values] if first[values] != row else second[values]
        path, line = text.place(other)
        place, shown = text.place(row), " ".join(value or "" for value in values)
        yield row, wording.DUPLICATE_KEY.issue(*place, key[-1], shown, f"{path}:{line}")


def _orphans(
    text: Texts,
    foreign: tuple[tuple[str, ...], str, tuple[str, ...]],
    others: Mapping[str, Texts],
) -> Positions:
    """Positions of rows that refer to a row that is nowhere; a wholly empty key refers to none.

    Nothing is said while files of the table referred to cannot be read. Lines of one sheet stand
    together: only the first of each run is looked up, then the whole run answers.
    """
    own, table, theirs = foreign
    if not others[table or text.schema.name].is_whole:
        return np.empty(0, dtype=np.int64)
    target = others[table or text.schema.name].frame.select(theirs).unique()
    target = target.rename(dict(zip(theirs, own, strict=True)))
    keys = text.frame.select(own)
    starts = keys.select(pl.any_horizontal(pl.all().ne_missing(pl.all().shift())))
    first = starts.to_series().arg_true()
    asked = keys[first].with_columns(row=first).filter(pl.any_horizontal(pl.col(own).is_not_null()))
    lost = asked.join(target, on=own, how="anti", nulls_equal=True)["row"].to_numpy()
    if len(lost) == 0:
        return np.empty(0, dtype=np.int64)
    ends = np.append(first.to_numpy()[1:], len(keys))
    spans = zip(first.to_numpy(), ends, strict=True)
    gone = set(lost.tolist())
    return np.concatenate([np.arange(a, b) for a, b in spans if a in gone])


def _lost(text: Texts, lost: Iterable[Positions]) -> Iterator[tuple[int, Issue]]:
    schema: Schema = text.schema
    for (own, table, _), rows in zip(schema.foreign_keys, lost, strict=True):
        for row, values in zip(rows.tolist(), text.frame.select(own)[rows].rows(), strict=True):
            place, shown = text.place(row), " ".join(value or "" for value in values)
            yield row, wording.MISSING_REFERENCE.issue(*place, own[-1], shown, table or schema.name)


def _standard(
    text: Texts, suspects: Positions, refused: frozenset[int]
) -> Iterator[tuple[int, Issue]]:
    """What frictionless refuses and we did not see: the standard has the last word."""
    for error in standard.verdict(text.schema, text.rows(suspects)):
        row = int(suspects[error.row - 2])
        if row not in refused:
            yield row, standard.AGAINST.issue(*text.place(row), error.field or None, error.note)
