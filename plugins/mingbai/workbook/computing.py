"""A workbook with cells left blank that follow from others -> the same, filled in, and said.

What the program can compute it does not ask for; what is filled in all the same is compared by the
rules.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from mingbai.county import County
from mingbai.issues import Issue, Severity
from mingbai.model import Computed, Kind
from mingbai.read import Tables, cell, package, tables
from mingbai.schema import Schema
from mingbai.workbook.load import Loaded
from mingbai.workbook.rules import COMPUTED

_DESCRIPTOR = "datapackage.json"


def relaxed(schemas: Sequence[Schema], computed: Iterable[Computed]) -> tuple[Schema, ...]:
    """The forms as a clerk may fill them in: what is computed may be blank, or have no column."""
    by_table = {one.table: frozenset(one.fields) for one in computed}
    return tuple(_relaxed(one, by_table.get(one.name, frozenset())) for one in schemas)


def _relaxed(schema: Schema, names: frozenset[str]) -> Schema:
    """A form, and its versions, in which some fields may be blank."""
    return replace(
        schema,
        fields=tuple(
            replace(field, required=False) if field.name in names else field
            for field in schema.fields
        ),
        versions=tuple(_relaxed(version, names) for version in schema.versions),
    )


def filled(
    loaded: Loaded, kind: Kind, place: str, root: Path, county: Callable[[], County | None]
) -> Loaded:
    """The workbook with its blank cells computed, each column said once.

    place: of the package below `root`, whose earlier periods are read too. county: asked for where
    something is blank; nothing is computed without it.
    """
    blank = [one for one in kind.computed if _has_blank(loaded, one)]
    known = county() if blank else None
    if known is None:
        return loaded
    for one in blank:
        read = _tables(loaded, kind, place, root)
        values = one.compute(read, known)
        file = f"{place}/{one.table}.csv"
        is_here = values.index.get_level_values("file") == file
        of_package = values[is_here].droplevel("file")
        loaded = _with_values(loaded, one, of_package, kind)
    return loaded


def causes(issues: Sequence[Issue], kind: Kind) -> list[Issue]:
    """The issues of a package without blanks that only follow from other errors of it."""
    following = {
        (f"{one.table}.csv", name)
        for one in kind.computed
        for name in one.fields
        if name not in one.carried
    }
    blank = [
        one
        for one in issues
        if one.code == cell.rules.MISSING_VALUE.code
        and (one.path.rpartition("/")[2], one.field) in following
    ]
    errors = sum(one.severity is Severity.ERROR for one in issues)
    if errors == len(blank):
        return list(issues)
    return [one for one in issues if one not in blank]


def _rows(loaded: Loaded, table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(loaded.csv.get(table, ""))))


def _has_blank(loaded: Loaded, computed: Computed) -> bool:
    rows = _rows(loaded, computed.table)
    return any(not row.get(name, "x") for row in rows for name in computed.fields)


def _tables(loaded: Loaded, kind: Kind, place: str, root: Path) -> Tables:
    """The publisher's tables with the workbook's rows; rows with other faults are left out."""
    schemas = relaxed(kind.schemas, kind.computed)
    with tempfile.TemporaryDirectory() as aside:
        folder = Path(aside) / place
        if (root / place).parent.is_dir():
            shutil.copytree((root / place).parent, folder.parent)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for table, text in loaded.csv.items():
            (folder / f"{table}.csv").write_text(text, "utf-8")
        document = {
            "name": place.replace("/", "-"),
            "title": kind.title,
            "published": "2000-01-01",
            "approved_by": kind.title,
            "resources": [{"name": name, "path": f"{name}.csv"} for name in loaded.csv],
        }
        (folder / _DESCRIPTOR).write_text(json.dumps(document), "utf-8")
        packages, _ = package.find(Path(aside), {kind.name: schemas})
        return tables.read(schemas, packages)[0]


def _with_values(loaded: Loaded, computed: Computed, values: pd.DataFrame, kind: Kind) -> Loaded:
    """The rows with what was computed where they are blank. values: by the line of the CSV."""
    schema = next(one for one in kind.schemas if one.name == computed.table)
    rows = _rows(loaded, computed.table)
    numbers: dict[str, list[int]] = {name: [] for name in computed.fields}
    texts = values.astype("object").where(values.notna(), "")
    for number, row in enumerate(rows):
        line = number + 2
        for name in computed.fields:
            if not row.get(name, "x") and line in texts.index and texts.at[line, name]:
                row[name] = str(texts.at[line, name])
                numbers[name].append(number)
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    issues = list(_told(loaded, schema, rows, numbers))
    return replace(
        loaded,
        csv={**loaded.csv, computed.table: out.getvalue()},
        issues=[*loaded.issues, *issues],
    )


def _told(
    loaded: Loaded, schema: Schema, rows: list[dict[str, str]], numbers: dict[str, list[int]]
) -> Iterator[Issue]:
    """A word on each column that was computed, at its first row."""
    for name, filled_rows in numbers.items():
        if filled_rows:
            origin = loaded.origins[schema.name][filled_rows[0]]
            title = schema[name].title
            yield COMPUTED.issue(
                origin.path,
                origin.row,
                title,
                found=rows[filled_rows[0]][name],
                title=title,
                count=str(len(filled_rows)),
            )
