"""One tabular resource -> an OpenTable: its rows cast once, by its own description."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
import polars as pl

from mingbai.check.open_data import schemas, values
from mingbai.check.open_data.dialects import Dialect
from mingbai.check.open_data.rows import File, TextRows, character_issues, rows_of, text_of
from mingbai.check.open_data.rules import NOTE_AMONG_ROWS
from mingbai.issues import Issue, Rule, Severity
from mingbai.read import Table, headings, second_headings
from mingbai.read.cell import rules as cell_rules
from mingbai.schema import Schema

_UNSEEN = r"[\s\x{feff}\x{200b}-\x{200f}]"


@dataclass(frozen=True)
class TableResource:
    """A tabular resource as its descriptor states it, its files named but not read.

    paths: POSIX below the data folder. raw: its Table Schema.
    """

    name: str
    paths: tuple[str, ...]
    raw: Mapping[str, Any]
    dialect: Dialect
    encoding: str


@dataclass(frozen=True)
class OpenTable:
    """A table of an open package.

    raw: its Table Schema, with the columns that are there; schema: the same, as every table has
    one. texts: canonical text of every cell, by field. is_whole: nothing of it was refused.
    """

    name: str
    raw: Mapping[str, Any]
    schema: Schema
    rows: TextRows
    texts: pl.DataFrame
    is_whole: bool

    def place(self, row: int) -> tuple[str, int]:
        """(file, line) of a row."""
        return self.rows.place(row)

    def table(self) -> Table:
        """The typed table."""
        everything = np.ones(len(self.rows.line), dtype=np.bool_)
        columns = {
            field.column: values.column_of(field, self.texts[field.name])
            for field in self.schema.fields
        }
        frame = pd.DataFrame(columns, copy=False).set_axis(self.rows.index(everything))
        return Table(self.schema, self.rows.paths, frame)


def read(
    resource: TableResource, files: Sequence[File]
) -> tuple[OpenTable | None, tuple[Issue, ...]]:
    """The table of a resource, and every fault of its files and cells.

    None: it has no rows to speak of, and the issues say why.
    """
    titles = [str(field.get("title", "")) for field in resource.raw["fields"]]
    issues: list[Issue] = []
    texts: list[tuple[str, str]] = []
    for file in files:
        text, faults = text_of(file, resource.encoding, titles)
        issues += faults
        if text is not None:
            texts.append((file.path, text))
    if len(texts) < len(files):
        return None, tuple(issues)
    width = len(resource.raw["fields"])
    rows, faults = rows_of(texts, resource.dialect, width)
    issues += faults
    if rows is None:
        return None, tuple(issues)
    raw, faults = _matched(resource, rows, files[0].path)
    if faults:
        return None, (*issues, *faults)
    issues += character_issues(rows, [field["name"] for field in raw["fields"]])
    issues += _notes_among_rows(resource.name, raw, rows)
    table, faults = _cast(resource.name, raw, rows)
    issues += faults
    is_whole = not any(issue.severity is Severity.ERROR for issue in issues)
    return replace(table, is_whole=is_whole), tuple(issues)


def _matched(
    resource: TableResource, rows: TextRows, path: str
) -> tuple[Mapping[str, Any], tuple[Issue, ...]]:
    """The description with its fields in the order of the file's columns; or how they differ.

    `fieldsMatch` may allow another order, further columns, or fewer.
    """
    raw = resource.raw
    if rows.labels is None:
        return raw, ()
    fields = {field["name"]: field for field in raw["fields"]}
    labels = list(rows.labels)
    by_title = [str(field.get("title") or field["name"]) for field in raw["fields"]]
    if labels in (list(fields), by_title):
        return raw, ()
    match = raw.get("fieldsMatch", "exact")
    match = match[0] if isinstance(match, list) and match else match
    known = [label for label in labels if label in fields]
    is_right = len(set(labels)) == len(labels) and all(labels) and bool(known)
    more, fewer = len(known) < len(labels), len(known) < len(fields)
    allowed = {
        "equal": not more and not fewer,
        "subset": not fewer,
        "superset": not more,
        "partial": True,
    }
    if is_right and allowed.get(match, False):
        columns = [fields.get(label, {"name": label, "type": "string"}) for label in labels]
        return {**raw, "fields": columns}, ()
    schema = schemas.display_schema(resource.name, raw)
    return raw, tuple(headings.compare(path, labels, schema))


def _notes_among_rows(name: str, raw: Mapping[str, Any], rows: TextRows) -> Iterator[Issue]:
    """Rows that are the heading once more; rows that read like a total or a remark."""
    schema = schemas.display_schema(name, raw)
    first = rows.cells["0"]
    words = sorted(headings.folded_words(schema))
    folded = first.str.normalize("NFKC").str.to_lowercase().str.replace_all(_UNSEEN, "")
    second = dict(_second_headings(rows))
    for row in folded.is_in(words).fill_null(value=False).arg_true():
        if headings.is_repeated([cell or None for cell in rows.cells.row(row)], schema):
            second[row] = headings.REPEATED_HEADING
    for row, rule in sorted(second.items(), key=lambda one: one[0]):
        label = next(cell for cell in rows.cells.row(row) if cell)
        yield rule.issue(*rows.place(row), found=label)
    for row in _notes(rows):
        if row not in second:
            yield NOTE_AMONG_ROWS.issue(*rows.place(row), found=str(first[row]))


def _notes(rows: TextRows) -> Iterator[int]:
    """Rows that read like a total or a remark: the last one, and those with but one cell filled."""
    first = rows.cells["0"]
    others = rows.cells.columns[1:]
    is_alone = pl.all_horizontal(pl.lit(True), *[pl.col(c).fill_null("") == "" for c in others])
    may_be = first.str.contains(cell_rules.MAY_BE_NOTE).fill_null(value=False)
    may_be &= rows.cells.select(is_alone).to_series()
    candidates = may_be.arg_true().to_list()
    for row in sorted({*candidates, len(first) - 1}) if len(first) > 1 else ():
        if cell_rules.is_note(first[row] or ""):
            yield row


def _second_headings(rows: TextRows) -> Iterator[tuple[int, Rule]]:
    """(row, rule) of rows below the heading of a file that are, or seem to be, one more of it."""
    if rows.labels is None:
        return
    for start in np.flatnonzero(np.diff(rows.file, prepend=-1)).tolist():
        in_file = int((rows.file[start : start + second_headings.SEEN] == rows.file[start]).sum())
        some = rows.cells.slice(start, in_file).rows()
        cells = [[cell or None for cell in row] for row in some]
        for position, rule in second_headings.rules_of(cells):
            yield start + position, rule


def _cast(name: str, raw: Mapping[str, Any], rows: TextRows) -> tuple[OpenTable, tuple[Issue, ...]]:
    """The cells by their types; a field whose values do not fit its form is a wider one."""
    issues: list[Issue] = []
    columns: dict[str, pl.Series] = {}
    for position, field in enumerate(raw["fields"]):
        cells = rows.cells[str(position)]
        missing = schemas.missing_values(raw, field)
        cells = pl.select(pl.when(~cells.is_in(missing)).then(cells)).to_series()
        cast = values.values_of(field, cells, rows)
        issues += cast.issues
        sound_values = cast.texts.to_frame("v").select(
            pl.when(~pl.Series(cast.bad)).then(pl.col("v"))
        )
        columns[field["name"]] = sound_values.to_series()
    texts = pl.DataFrame(columns)
    schema = schemas.display_schema(name, raw, texts)
    issues += schemas.pattern_issues(name, raw, rows)
    return OpenTable(name, raw, schema, rows, texts, is_whole=True), tuple(issues)
