"""A workbook of books that the package there does not have -> the package with both.

A village that comes later need not wait for the others to be imported once more. Only books are
added, and only where none of them is there: what stands is neither changed nor left out. Periods of
other kinds are replaced as a whole, with the workbooks of all villages: some of their rows (dues of
a contract, steps of an item) do not say whose they are, and whose workbook they came from is not
guessed.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from mingbai.issues import Issue
from mingbai.schema import Schema
from mingbai.workbook.load import Loaded
from mingbai.workbook.names import flat
from mingbai.workbook.origins import RowOrigin
from mingbai.workbook.rules import ADDED

_PRESENT = "已经有的"  # where the rows of the package stand, as issues name it
_SHOWN = 8
_Lines = list[list[str]]


@dataclass(frozen=True)
class _Standing:
    """The rows of a table that is there, in the order of the form. numbers: their lines."""

    lines: _Lines
    numbers: list[int]


def with_present(
    loaded: Loaded,
    folder: Path,
    schemas: tuple[Schema, ...],
    excused: Collection[str],
    name: str,
) -> Loaded:
    """The workbook with the rows of the package in a folder above its own, and a word on that.

    The same workbook where the tables are not by things that are registered (books), where
    one of its things is there already, or where one that is there is said to be missing. excused:
    names or codes of what is missing. name: of the workbook, for the word.
    """
    standing = {
        schema.name: _standing(folder / f"{schema.name}.csv", schema)
        for schema in schemas
        if schema.name in loaded.csv
    }
    if schemas[0].name not in standing or not _is_by_thing(schemas, standing):
        return loaded
    places = {one.name: _place(one) for one in schemas if one.name in standing}
    there = {line[places[table]]: None for table, rows in standing.items() for line in rows.lines}
    coming = {line[places[table]] for table in standing for line in _lines(loaded.csv[table])[1:]}
    first = schemas[0].primary_key[0]
    titles = {code: loaded.names.title(code, first) or code for code in there}
    gone = {flat(one) for one in excused}
    is_gone = any(flat(text) in gone for pair in titles.items() for text in pair)
    if not there or is_gone or coming & there.keys():
        return loaded
    shown = "、".join(list(titles.values())[:_SHOWN])
    more = f"等 {len(titles)} 本" if len(titles) > _SHOWN else ""
    return replace(
        loaded,
        csv={**loaded.csv, **dict(_texts(loaded, standing))},
        origins={**loaded.origins, **dict(_origins(loaded, standing, schemas))},
        issues=[*loaded.issues, ADDED.issue(name, found=f"{shown}{more}")],
    )


def is_of_present(issue: Issue) -> bool:
    """Whether an issue is of a row that was there already, and not of the workbook."""
    return issue.path.partition("/")[0] == _PRESENT


def _is_by_thing(schemas: tuple[Schema, ...], tables: Collection[str]) -> bool:
    """Whether each row of some tables is of one thing that the registry has: a book."""
    keys = [schema.primary_key[:1] for schema in schemas if schema.name in tables]
    fields = [
        schema[schema.primary_key[0]]
        for schema in schemas
        if schema.name in tables and schema.primary_key
    ]
    is_one = len(set(keys)) == 1 and len(fields) == len(keys)
    is_registered = any(field.refers for field in fields)
    return is_one and is_registered and not any(field.identifies for field in fields)


def _place(schema: Schema) -> int:
    names = [field.name for field in schema.fields]
    return names.index(schema.primary_key[0])


def _standing(file: Path, schema: Schema) -> _Standing:
    """The rows of a file; a heading may be the names of fields or their titles."""
    if not file.is_file():
        return _Standing([], [])
    by_title = {field.title: field.name for field in schema.fields}
    head, *lines = _lines(file.read_text("utf-8-sig", "replace")) or [[]]
    names = [by_title.get(cell, cell) for cell in head]
    rows: _Lines = []
    numbers: list[int] = []
    for number, line in enumerate(lines, start=2):
        cells: Mapping[str, str] = dict(zip(names, line, strict=False))
        if any(cells.values()):
            rows.append([cells.get(field.name, "") for field in schema.fields])
            numbers.append(number)
    return _Standing(rows, numbers)


def _texts(loaded: Loaded, standing: Mapping[str, _Standing]) -> Iterator[tuple[str, str]]:
    for table, rows in standing.items():
        head, *own = _lines(loaded.csv[table])
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([head, *rows.lines, *own])
        yield table, out.getvalue()


def _origins(
    loaded: Loaded, standing: Mapping[str, _Standing], schemas: tuple[Schema, ...]
) -> Iterator[tuple[str, list[RowOrigin]]]:
    titles = {schema.name: schema.title for schema in schemas}
    for table, rows in standing.items():
        above = [RowOrigin(_PRESENT, titles[table], number, {}) for number in rows.numbers]
        yield table, [*above, *loaded.origins.get(table, ())]


def _lines(text: str) -> _Lines:
    return list(csv.reader(io.StringIO(text, newline="")))
