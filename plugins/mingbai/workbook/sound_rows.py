"""A workbook with faulty cells -> what is without a fault, so that its sums are said in one round.

Rules of sums and references run only over tables in which every cell can be read. One bad cell must
not hide what is wrong with other books: all that belongs to a thing with a faulty cell is left out,
and the rest is checked.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Container, Iterable, Iterator
from dataclasses import replace

from mingbai.issues import Issue, Severity
from mingbai.read import tables
from mingbai.schema import Schema
from mingbai.workbook.load import Loaded
from mingbai.workbook.questions import QUESTIONS

_OF_CELLS = frozenset(rule.code for rule in tables.RULES)
_ASKED = frozenset(rule.code for rule in QUESTIONS)


def without_faulty(
    loaded: Loaded, issues: Iterable[Issue], schemas: tuple[Schema, ...]
) -> Loaded | None:
    """The rows of things whose cells can all be read; None where nothing has to be left out.

    issues: the issues of the package, with sheet and row of the workbook. A thing is what the first
    field of a row's key names (a book, a contract); rows that speak of it go with it.
    """
    faulty: set[tuple[str, int | None]] = {
        (issue.path, issue.row)
        for issue in _cell_faults(loaded.issues, issues)
        if issue.row is not None
    }
    if not faulty:
        return None
    rows = _rows(loaded, schemas)
    things = set(_things(loaded, rows, schemas, faulty))
    if not things:  # the fault is of a heading or a total
        return None
    return _without(loaded, _with_dependants(things, rows, schemas), rows)


def faulty_things(
    loaded: Loaded, issues: Iterable[Issue], schemas: tuple[Schema, ...], answered: Container[str]
) -> frozenset[str]:
    """The things that every error is of, so that the others could go without them.

    answered: codes of errors that are of no row and are answered otherwise (what is missing, what
    is replaced). Nothing where an error is of the workbook, or a question is open.
    """
    errors = [one for one in issues if one.severity is Severity.ERROR and one.code not in answered]
    if any(one.code in _ASKED or one.row is None for one in errors):
        return frozenset()
    spots = {
        (one.path, one.row)
        for issue in errors
        for one in (_each_row(issue) if "cell" in issue.values else (issue,))
    }
    known = {(origin.path, origin.row) for origins in loaded.origins.values() for origin in origins}
    if not spots <= known:
        return frozenset()
    return frozenset(_things(loaded, _rows(loaded, schemas), schemas, spots))


def left_out(loaded: Loaded, things: Container[str], schemas: tuple[Schema, ...]) -> Loaded:
    """A workbook without the rows of some things, and without what was said of those rows."""
    rows = _rows(loaded, schemas)
    codes = {
        cell for lines in rows.values() for line in lines[1:] for cell in line if cell in things
    }
    rest = _without(loaded, codes, rows) or replace(loaded, csv={}, origins={})
    gone = {(origin.path, origin.row) for one in loaded.origins.values() for origin in one}
    gone -= {(origin.path, origin.row) for one in rest.origins.values() for origin in one}
    issues = [one for one in loaded.issues if (one.path, one.row) not in gone]
    return replace(rest, issues=issues)


def _rows(loaded: Loaded, schemas: tuple[Schema, ...]) -> dict[str, list[list[str]]]:
    """The lines of every table, its heading first."""
    return {
        schema.name: list(csv.reader(io.StringIO(loaded.csv[schema.name])))
        for schema in schemas
        if schema.name in loaded.csv
    }


def _without(loaded: Loaded, things: set[str], rows: dict[str, list[list[str]]]) -> Loaded | None:
    """The workbook without every row that speaks of one of some things; None if nothing stays."""
    texts, origins = {}, {}
    for name, lines in rows.items():
        sound = [n for n, line in enumerate(lines[1:]) if things.isdisjoint(line)]
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerows([lines[0], *(lines[n + 1] for n in sound)])
        if sound:
            texts[name] = out.getvalue()
        origins[name] = [loaded.origins[name][n] for n in sound]
    return replace(loaded, csv=texts, origins=origins) if texts else None


def _with_dependants(
    things: set[str], rows: dict[str, list[list[str]]], schemas: tuple[Schema, ...]
) -> set[str]:
    """The things, and those whose own row speaks of one of them: the contract of an asset.

    Only rows that name their thing for others (`identifies`) draw others after them.
    """
    places = {
        schema.name: rows[schema.name][0].index(field.name)
        for schema in schemas
        if schema.name in rows
        for field in schema.fields
        if field.identifies and field.name in rows[schema.name][0]
    }
    while True:
        more = {
            line[place]
            for name, place in places.items()
            for line in rows[name][1:]
            if line[place] and not things.isdisjoint(line)
        }
        if more <= things:
            return things
        things |= more


def _cell_faults(cell_issues: Iterable[Issue], issues: Iterable[Issue]) -> Iterator[Issue]:
    """Errors of cells: those of the workbook, and those that keep a table from being read."""
    for issue in cell_issues:
        is_of_cells = "cell" in issue.values and issue.code not in _ASKED
        if issue.severity is Severity.ERROR and is_of_cells:
            yield from _each_row(issue)
    for issue in issues:
        if issue.severity is Severity.ERROR and issue.code in _OF_CELLS:
            yield issue


def _each_row(issue: Issue) -> Iterator[Issue]:
    """An issue of a column as one of each of its cells."""
    for cell in issue.values.get("cells", issue.values["cell"]).split("、"):
        digits = "".join(char for char in cell if char.isdecimal())
        yield replace(issue, row=int(digits) if digits else issue.row)


def _things(
    loaded: Loaded,
    rows: dict[str, list[list[str]]],
    schemas: tuple[Schema, ...],
    faulty: set[tuple[str, int | None]],
) -> Iterator[str]:
    """What the keys of the faulty rows name."""
    for schema in schemas:
        if schema.name not in rows or not schema.primary_key:
            continue
        heading, *lines = rows[schema.name]
        place = heading.index(schema.primary_key[0])
        for line, origin in zip(lines, loaded.origins[schema.name], strict=True):
            if (origin.path, origin.row) in faulty and line[place]:
                yield line[place]
