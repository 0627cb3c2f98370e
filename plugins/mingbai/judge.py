"""Text of one table -> rows that do not hold, with every reason: ours, then the standard's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl

from mingbai import cells, masks, standard, wording
from mingbai.characters import visible
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
    refused: set[int] = set()
    issues: list[Issue] = []
    for row, issue in (
        *_cells(text, odd, marks), *_duplicates(text, twins), *_lost(text, lost),
    ):  # fmt: skip
        refused.add(row)
        issues.append(issue)
    for row, issue in _standard(text, suspects, refused):
        refused.add(row)
        issues.append(issue)
    return frozenset(refused), tuple(issues)


def _cells(text: Texts, odd: Positions, marks: pl.DataFrame) -> Iterator[tuple[int, Issue]]:
    values = text.frame[odd].rows()
    suspected = marks[odd].rows()
    for row, cells_, flags in zip(odd.tolist(), values, suspected, strict=True):
        path, line = text.place(row)
        whole = _whole_row(path, line, cells_)
        if whole:
            yield row, whole
            continue
        for field, cell, is_odd in zip(text.schema.fields, cells_, flags, strict=True):
            breach = cells.explain(field, cell) if is_odd else None
            if breach:
                yield (
                    row,
                    breach.rule.issue(
                        path, line, field.name, breach.found, breach.expected, title=field.title
                    ),
                )


def _whole_row(path: str, line: int, values: Sequence[str | None]) -> Issue | None:
    """A row that is no record at all: blank, or a total."""
    filled = [value for value in values if value is not None]
    if not filled:
        return wording.BLANK_ROW.issue(path, line)
    if cells.TOTALS.match(filled[0]):
        return wording.TOTAL_ROW.issue(path, line, found=visible(filled[0]))
    return None


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
    title = "、".join(text.schema[name].title for name in key)
    for row, values in found.items():
        other = first[values] if first[values] != row else second[values]
        path, line = text.place(other)
        shown = visible(" ".join(value or "" for value in values))
        yield (
            row,
            wording.DUPLICATE_KEY.issue(
                *text.place(row), key[-1], shown, f"{path} 第 {line} 行", title=title
            ),
        )


def _orphans(
    text: Texts,
    foreign: tuple[tuple[str, ...], str, tuple[str, ...]],
    others: Mapping[str, Texts],
) -> Positions:
    """Positions of rows that refer to a row that is nowhere; a wholly empty key refers to none."""
    own, table, theirs = foreign
    target = others[table or text.schema.name].frame.select(theirs)
    asked = (
        text.frame.select(own)
        .with_row_index("row")
        .filter(pl.any_horizontal(pl.col(own).is_not_null()))
    )
    lost = asked.join(
        target.rename(dict(zip(theirs, own, strict=True))).unique(),
        on=own,
        how="anti",
        nulls_equal=True,
    )
    return lost["row"].sort().to_numpy().astype(np.int64)


def _lost(text: Texts, lost: Iterable[Positions]) -> Iterator[tuple[int, Issue]]:
    schema: Schema = text.schema
    for (own, table, _), rows in zip(schema.foreign_keys, lost, strict=True):
        title = "、".join(schema[name].title for name in own)
        for row, values in zip(rows.tolist(), text.frame.select(own)[rows].rows(), strict=True):
            shown = visible(" ".join(value or "" for value in values))
            yield (
                row,
                wording.MISSING_REFERENCE.issue(
                    *text.place(row), own[-1], shown, table or schema.name, title=title
                ),
            )


def _standard(text: Texts, suspects: Positions, refused: set[int]) -> Iterator[tuple[int, Issue]]:
    """What frictionless refuses and we did not see: the standard has the last word."""
    rows = text.frame[suspects].rows()
    for number, field, note in standard.verdict(text.schema, rows):
        row = int(suspects[number])
        if row not in refused:
            title = text.schema[field].title if field else text.schema.title
            yield row, wording.STANDARD.issue(*text.place(row), field or None, note, title=title)
