"""Text of one table -> its invalid rows, with an issue for each fault in them.

Our own rules come first (`cell`); rows they cannot explain are given to Frictionless.
"""

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


def validate(
    text: Texts, tables: Mapping[str, Texts], valid_packages: frozenset[str] = frozenset()
) -> tuple[frozenset[int], tuple[Issue, ...]]:
    """Positions of the rows that are refused, and an issue for every fault; unordered.

    tables: the text of all tables of the kind by name, for foreign keys. valid_packages: paths of
    packages whose cells an earlier check found valid; only their keys are checked again.

    Only rows in which a mask of `screening` suspects a cell are read one by one. The suspects
    that have no issue of our own are given to Frictionless, and what it refuses is refused; where
    there are none, the library is never imported.
    """
    issues_by_row: dict[int, list[Issue]] = {}
    non_records: set[int] = set()
    suspects: list[Positions] = []
    for part, candidates in text.by_version(text.outside(valid_packages)):
        part_suspects, masks = _suspects(part, candidates)
        part_non_records = {row: [issue] for row, issue in _non_records(part, part_suspects)}
        is_record = ~np.isin(part_suspects, list(part_non_records))
        records, masks = part_suspects[is_record], masks.filter(pl.Series(is_record))
        suspects.append(records)
        non_records.update(part_non_records)
        issues_by_row.update(part_non_records)
        for row, issue in _cell_issues(part, records, masks):
            issues_by_row.setdefault(row, []).append(issue)
    duplicates = _duplicate_positions(text)
    faulty_cells = {(row, issue.field) for row, issues in issues_by_row.items() for issue in issues}
    for row, issue in _key_issues(text, duplicates, tables, non_records, faulty_cells):
        issues_by_row.setdefault(row, []).append(issue)
    unexplained = np.setdiff1d(np.concatenate([*suspects, duplicates]), list(issues_by_row))
    for part, rows in text.by_version(unexplained.astype(np.int64)):
        for row, issue in _standard_issues(part, rows):
            issues_by_row.setdefault(row, []).append(issue)
    return frozenset(issues_by_row), tuple(
        issue for issues in issues_by_row.values() for issue in issues
    )


def _suspects(text: Texts, candidates: Positions) -> tuple[Positions, pl.DataFrame]:
    """Positions of the rows with a suspected cell, and for each a boolean a field: which cells."""
    masks = _cut(text.frame, candidates).select(screening.suspicion_masks(text.schema))
    flagged = masks.select(pl.any_horizontal(pl.all())).to_series().arg_true().to_numpy()
    return candidates[flagged].astype(np.int64), masks[flagged]


def _cut(frame: pl.DataFrame, rows: Positions) -> pl.DataFrame:
    """Some rows, in order, without a copy: rows of one file, and of files in a row, are a slice."""
    if len(rows) == 0:
        return frame.clear()
    runs = np.split(rows, np.flatnonzero(np.diff(rows) != 1) + 1)
    return pl.concat([frame.slice(int(run[0]), len(run)) for run in runs])


def _batches(rows: Positions) -> Iterator[Positions]:
    """At most _BATCH positions at a time, so that memory stays bounded when every row is wrong."""
    for start in range(0, len(rows), _BATCH):
        yield rows[start : start + _BATCH]


def _non_records(text: Texts, suspects: Positions) -> Faults:
    """Rows that are not records: blank rows, totals, signatures below the table."""
    required = [number for number, field in enumerate(text.schema.fields) if field.required]
    for batch in _batches(suspects):
        for row, values in zip(batch.tolist(), text.rows(batch), strict=True):
            filled = next((value for value in values if value is not None), None)
            if filled is None:
                yield row, rules.BLANK_ROW.issue(*text.place(row))
            elif rules.TOTALS.fullmatch(filled) or (
                rules.is_note(filled) and any(values[number] is None for number in required)
            ):
                yield row, rules.TOTAL_ROW.issue(*text.place(row), found=filled)


def _cell_issues(text: Texts, records: Positions, masks: pl.DataFrame) -> Faults:
    """An issue for each suspected cell that is wrong indeed."""
    fields = text.schema.fields
    for start in range(0, len(records), _BATCH):
        batch = records[start : start + _BATCH]
        batch_rows = zip(
            batch.tolist(), text.rows(batch), masks[start : start + _BATCH].rows(), strict=True
        )
        for row, values, flags in batch_rows:
            path, line = text.place(row)
            for field, cell, is_suspect in zip(fields, values, flags, strict=True):
                breach = diagnosis.breach_of(field, cell) if is_suspect else None
                if breach:
                    rule, found, expected = breach
                    yield row, rule.issue(path, line, field.name, found, expected)


def _key_issues(
    text: Texts,
    duplicates: Positions,
    tables: Mapping[str, Texts],
    non_records: set[int],
    faulty_cells: set[tuple[int, str | None]],
) -> Faults:
    """Duplicate primary keys, and foreign keys without a target row.

    faulty_cells: (row, field) that has an issue already. A foreign key with such a part is not
    reported: once the cell is corrected, the key may have a target.
    """
    for row, issue in _duplicate_issues(text, duplicates):
        if row not in non_records:
            yield row, issue
    for key in text.schema.foreign_keys:
        for row, issue in _orphan_issues(text, key, tables):
            if row not in non_records and not any((row, name) in faulty_cells for name in key[0]):
                yield row, issue


def _duplicate_positions(text: Texts) -> Positions:
    """Positions of all rows whose primary key another row has too.

    Hashes are compared first, because sorting one integer a row is many times faster than
    comparing keys of several columns. Equal keys have equal hashes, so no duplicate is missed;
    two different keys may share a hash, so a match is confirmed by comparing the values.
    """
    if not text.schema.primary_key:
        return _NONE
    keys = text.keys(text.schema.primary_key)
    ordered = np.sort(keys.hash_rows().to_numpy())
    if not (ordered[1:] == ordered[:-1]).any():
        return _NONE
    is_twin = pl.struct(pl.all()).is_duplicated() & pl.any_horizontal(pl.all().is_not_null())
    return keys.select(is_twin).to_series().arg_true().to_numpy().astype(np.int64)


def _duplicate_issues(text: Texts, duplicates: Positions) -> Faults:
    """An issue for each row of a duplicate key; it names the first other row with that key."""
    key = text.schema.primary_key
    first_rows: dict[tuple[Any, ...], int] = {}
    second_rows: dict[tuple[Any, ...], int] = {}
    keys_by_row = dict(zip(duplicates.tolist(), text.keys(key)[duplicates].rows(), strict=True))
    for row, values in keys_by_row.items():
        if values in first_rows:
            second_rows.setdefault(values, row)
        first_rows.setdefault(values, row)
    for (row, values), key_text in zip(
        keys_by_row.items(), text.key_texts(key, duplicates), strict=True
    ):
        other = first_rows[values] if first_rows[values] != row else second_rows[values]
        path, line = text.place(other)
        yield row, rules.DUPLICATE_KEY.issue(*text.place(row), key[-1], key_text, f"{path}:{line}")


def _orphan_issues(text: Texts, foreign: ForeignKey, tables: Mapping[str, Texts]) -> Faults:
    names, table, _ = foreign
    target = tables[table or text.schema.name]
    orphans = _orphans(text, foreign, target) if target.is_whole else _NONE
    title, name = target.schema.title, target.schema.name
    table_name = name if title == name else f"{title}（{name}）"
    for row, key_text in zip(orphans.tolist(), text.key_texts(names, orphans), strict=True):
        yield row, rules.MISSING_REFERENCE.issue(*text.place(row), names[-1], key_text, table_name)


def _orphans(text: Texts, foreign: ForeignKey, target: Texts) -> Positions:
    """Positions of rows whose foreign key has no target row; an empty key has none to have.

    Run-length look-up: rows of one group (a book, an item) stand together in a file, so equal
    keys come in runs. Only the first key of each run is looked up in the target (a small
    anti-join); the rows are then found by the few keys that are missing. In the worst case, no
    two neighbours equal, this costs one look-up a row, as a plain anti-join does.
    """
    names, _, target_names = foreign
    keys = text.keys(names)
    target_keys = target.keys(target_names).unique()
    target_keys.columns = keys.columns
    changes = keys.select(pl.any_horizontal(pl.all().ne_missing(pl.all().shift())))
    run_starts = changes.to_series().arg_true()
    distinct_keys = keys[run_starts].filter(pl.any_horizontal(pl.all().is_not_null())).unique()
    unknown = distinct_keys.join(target_keys, on=keys.columns, how="anti", nulls_equal=True)
    if unknown.is_empty():
        return _NONE
    orphans = keys.with_row_index("row").join(
        unknown, on=keys.columns, how="semi", nulls_equal=True
    )
    return orphans["row"].sort().to_numpy().astype(np.int64)


def _standard_issues(text: Texts, rows: Positions) -> Faults:
    """Errors that Frictionless finds in rows for which we have no issue of our own."""
    if len(rows) == 0:
        return
    for error in frictionless.row_errors(text.schema, text.rows(rows)):
        row = int(rows[error.row - 2])
        yield row, frictionless.AGAINST.issue(*text.place(row), error.field or None, error.note)
