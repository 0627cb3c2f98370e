"""Text of one table -> its invalid rows, with an issue for each fault in them.

Our own rules come first (`cell`); rows they cannot explain are given to Frictionless.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl

from mingbai.issues import EACH_LIMIT, Capped, Issue, Rule
from mingbai.read import frictionless, headings, second_headings
from mingbai.read.cell import diagnosis, rules, screening
from mingbai.read.texts import Positions, Texts
from mingbai.schema import Schema

ForeignKey = tuple[tuple[str, ...], str, tuple[str, ...]]
Faults = Iterator[tuple[int, Issue]]
Mask = np.ndarray[Any, np.dtype[np.bool_]]

_NONE: Positions = np.empty(0, dtype=np.int64)
_BATCH = 10_000


def validate(
    text: Texts, tables: Mapping[str, Texts], valid_packages: frozenset[str] = frozenset()
) -> tuple[Mask, tuple[Issue, ...]]:
    """Which rows are refused, and an issue for every fault; unordered.

    tables: the text of all tables of the kind by name, for foreign keys. valid_packages: paths of
    packages whose cells an earlier check found valid; only their keys are checked again.

    Only rows in which a mask of `screening` suspects a cell are read one by one. The suspects
    that have no issue of our own are given to Frictionless, and what it refuses is refused; where
    there are none, the library is never imported.
    """
    faults = _Faults(text)
    suspects: list[Positions] = []
    for part, candidates in text.by_version(text.outside(valid_packages)):
        part_suspects, masks = _suspects(part, candidates)
        _second_headings(part, candidates, part_suspects, faults)
        _non_records(part, part_suspects, faults)
        is_record = ~faults.non_records[part_suspects]
        records, masks = part_suspects[is_record], masks.filter(pl.Series(is_record))
        suspects.append(records)
        _cell_issues(part, records, masks, faults)
    duplicates = _duplicate_positions(text)
    _key_issues(text, duplicates, tables, faults)
    looked_at = np.unique(np.concatenate([*suspects, duplicates]))
    unexplained = looked_at[~faults.rows[looked_at]]
    for part, rows in text.by_version(unexplained.astype(np.int64)):
        for row, issue in _standard_issues(part, rows):
            faults.add(row, issue)
    return faults.rows, faults.issues.all()


class _Faults:
    """The rows that are refused, and their issues: of one rule in one file the first thousand.

    rows: which are refused. non_records: which are blank, totals or signatures. cells: by field,
    the rows in which it has an issue already.
    """

    def __init__(self, text: Texts) -> None:
        self._text = text
        self.rows = np.zeros(len(text.file), dtype=np.bool_)
        self.non_records = np.zeros(len(text.file), dtype=np.bool_)
        self.cells: dict[str | None, Mask] = {}
        self.issues = Capped()
        self._rule_of_field: dict[tuple[int, str], Rule] = {}

    def add(self, row: int, issue: Issue) -> None:
        """An issue of a row."""
        self.rows[row] = True
        self._cells(issue.field)[row] = True
        self.issues.add(issue)

    def breach(self, row: int, field: str, breach: diagnosis.Breach) -> None:
        """A cell that breaks a rule; no issue is made of it where there are enough."""
        path = self._text.path(row)
        self.rows[row] = True
        self._cells(field)[row] = True
        self._rule_of_field[int(self._text.file[row]), field] = breach.rule
        if self.issues.is_full(path, breach.rule):
            self.issues.count(path, breach.rule, 1)
        else:
            self.issues.add(
                breach.rule.issue(*self._text.place(row), field, breach.found, breach.expected)
            )

    def unread(self, rows: Positions, masks: pl.DataFrame) -> Mask:
        """Which of these suspects need not be read one by one: enough is said of their file.

        They are refused, and their suspected cells counted as more of what is wrong in the field.
        """
        files = self._text.file[rows]
        full = {
            file
            for (file, _), rule in self._rule_of_field.items()
            if self.issues.is_full(self._text.paths[file], rule)
        }
        is_full = np.isin(files, list(full))
        self.rows[rows[is_full]] = True
        for file in full:
            in_file = pl.Series(files == file)
            for field in masks.columns:
                count = int((masks[field] & in_file).sum())
                rule = self._rule_of_field.get((file, field))
                self._cells(field)[rows[(masks[field] & in_file).to_numpy()]] = True
                if rule is not None:
                    self.issues.count(self._text.paths[file], rule, count)
        return is_full

    def _cells(self, field: str | None) -> Mask:
        if field not in self.cells:
            self.cells[field] = np.zeros(len(self.rows), dtype=np.bool_)
        return self.cells[field]

    def first(self, rows: Positions, rule: Rule) -> Positions:
        """Of these rows, the first thousand of each file; the others are refused and counted."""
        self.rows[rows] = True
        if len(rows) <= EACH_LIMIT:
            return rows
        files = self._text.file[rows]
        order = np.argsort(files, kind="stable")
        starts = np.searchsorted(files[order], files[order])
        is_kept = np.zeros(len(rows), dtype=np.bool_)
        is_kept[order] = np.arange(len(rows)) - starts < EACH_LIMIT
        for file, count in zip(*np.unique(files[~is_kept], return_counts=True), strict=True):
            self.issues.count(self._text.paths[int(file)], rule, int(count))
        return rows[is_kept]


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


def _second_headings(
    text: Texts, candidates: Positions, suspects: Positions, faults: _Faults
) -> None:
    """Rows below the heading that are one more of it: of labels, units, numbers of columns.

    Where a field allows but certain texts, such a row is suspected anyway; else every file is
    looked at.
    """
    if not len(candidates):
        return
    files = text.file[candidates]
    is_first = np.concatenate(([True], files[1:] != files[:-1]))
    starts = candidates[is_first]
    if not _is_loose(text.schema):
        starts = starts[np.isin(starts, suspects)]
    cells = text.frame.select(headings.names(text.schema))
    for start in starts.tolist():
        in_file = int((text.file[start : start + second_headings.SEEN] == text.file[start]).sum())
        rows = cells.slice(start, in_file).rows()
        for position, rule in second_headings.rules_of(rows):
            if headings.is_repeated(rows[position], text.schema):
                continue  # `_non_records` says so
            row = start + position
            found = next(cell for cell in rows[position] if cell)
            if rule is headings.REPEATED_HEADING:
                faults.rows[row] = faults.non_records[row] = True
            faults.issues.add(rule.issue(*text.place(row), found=found))


def _is_loose(schema: Schema) -> bool:
    """Whether a row of labels or small numbers may be a record of it."""
    return not any(
        field.required
        and (
            field.type not in ("string", "integer", "number", "boolean")
            or field.enum
            or "pattern" in field.constraints
        )
        for field in schema.fields
    )


def _non_records(text: Texts, suspects: Positions, faults: _Faults) -> None:
    """Rows that are not records: blank rows, totals, signatures below the table."""
    cells = text.frame.select(headings.names(text.schema))
    lacks = [pl.col(field.name).is_null() for field in text.schema.fields if field.required]
    words = [word.lower() for word in (*cells.columns, *headings.titles(text.schema))]
    for start in range(0, len(suspects), _BATCH):
        batch = suspects[start : start + _BATCH]
        some = cells[batch]
        first = some.select(pl.coalesce(pl.all())).to_series()
        may_be = first.is_null() | first.str.contains(rules.MAY_BE_NOTE).fill_null(value=False)
        may_be |= first.str.to_lowercase().is_in(words).fill_null(value=False)
        is_short = some.select(pl.any_horizontal(pl.lit(False), *lacks)).to_series()
        is_alone = some.select(pl.sum_horizontal(pl.all().is_not_null()) == 1).to_series()
        for position in may_be.arg_true():
            row, filled = int(batch[position]), first[position]
            if faults.non_records[row]:
                continue
            if filled is None:
                rule, found = rules.BLANK_ROW, None
            elif headings.is_repeated(some.row(position), text.schema):
                rule, found = headings.REPEATED_HEADING, filled
            elif rules.TOTALS.fullmatch(filled) or (
                rules.is_note(filled) and (is_short[position] or is_alone[position])
            ):
                rule, found = rules.TOTAL_ROW, filled
            else:
                continue
            faults.rows[row] = faults.non_records[row] = True
            faults.issues.add(rule.issue(*text.place(row), found=found))


def _cell_issues(text: Texts, records: Positions, masks: pl.DataFrame, faults: _Faults) -> None:
    """An issue for each suspected cell that is wrong indeed."""
    fields = text.schema.fields
    for start in range(0, len(records), _BATCH):
        batch, flags_of = records[start : start + _BATCH], masks[start : start + _BATCH]
        is_read = ~faults.unread(batch, flags_of)
        batch, flags_of = batch[is_read], flags_of.filter(pl.Series(is_read))
        for row, values, flags in zip(
            batch.tolist(), text.rows(batch), flags_of.rows(), strict=True
        ):
            for field, cell, is_suspect in zip(fields, values, flags, strict=True):
                breach = diagnosis.breach_of(field, cell) if is_suspect else None
                if breach:
                    faults.breach(row, field.name, breach)


def _key_issues(
    text: Texts, duplicates: Positions, tables: Mapping[str, Texts], faults: _Faults
) -> None:
    """Duplicate primary keys, and foreign keys without a target row.

    A foreign key with a part that has an issue already is not reported: once the cell is
    corrected, the key may have a target.
    """
    told_rows = faults.first(duplicates[~faults.non_records[duplicates]], rules.DUPLICATE_KEY)
    for row, issue in _duplicate_issues(text, duplicates, told_rows):
        faults.add(row, issue)
    for key in text.schema.foreign_keys:
        names, table, _ = key
        target = tables[table or text.schema.name]
        orphans = _orphans(text, key, target) if target.is_whole else _NONE
        orphans = orphans[~faults.non_records[orphans]]
        for name in names:
            if name in faults.cells:
                orphans = orphans[~faults.cells[name][orphans]]
        told_rows = faults.first(orphans, rules.MISSING_REFERENCE)
        for row, issue in _orphan_issues(text, names, target, told_rows):
            faults.add(row, issue)


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


def _duplicate_issues(text: Texts, duplicates: Positions, told_rows: Positions) -> Faults:
    """An issue for each row that is kept; it names the first other row with that key."""
    if not len(told_rows):
        return
    key = text.schema.primary_key
    rows = pl.Series("row", duplicates)
    keys = text.keys(key)[duplicates].select(pl.struct(pl.all()).alias("key")).with_columns(rows)
    ends = keys.group_by("key").agg(
        first=pl.col("row").first(), second=pl.col("row").get(1, null_on_oob=True)
    )
    others = keys.filter(pl.col("row").is_in(told_rows)).join(
        ends, on="key", how="left", nulls_equal=True, maintain_order="left"
    )
    texts_of_keys = text.key_texts(key, told_rows)
    for (row, first, second), key_text in zip(
        others.select("row", "first", "second").rows(), texts_of_keys, strict=True
    ):
        path, line = text.place(first if first != row else second)
        yield row, rules.DUPLICATE_KEY.issue(*text.place(row), key[-1], key_text, f"{path}:{line}")


def _orphan_issues(text: Texts, names: Sequence[str], target: Texts, orphans: Positions) -> Faults:
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
    target_keys = target.keys(target_names)
    target_keys.columns = keys.columns
    changes = keys.select(pl.any_horizontal(pl.all().ne_missing(pl.all().shift())))
    run_starts = changes.to_series().arg_true()
    distinct_keys = keys[run_starts].filter(pl.any_horizontal(pl.all().is_not_null())).unique()
    # the hash table is made of the few distinct keys, not of all rows of the target
    known = target_keys.join(distinct_keys, on=keys.columns, how="semi", nulls_equal=True)
    unknown = distinct_keys.join(known.unique(), on=keys.columns, how="anti", nulls_equal=True)
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
