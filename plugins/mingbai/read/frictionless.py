"""Adapter to Frictionless: rows, schemas or packages -> its errors as ours. Its only importer."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from mingbai.issues import Issue, Rule
from mingbai.read.package import Package
from mingbai.schema import Schema

if TYPE_CHECKING:
    import frictionless

AGAINST = Rule(
    code="against-standard",
    title="不合国际标准",
    message="不合 Frictionless 标准：{found}",
    remedy="照说明改好。",
    meaning="本站规则之外，再用 Frictionless 复核一遍，它不收的也不收。",
)
RULES = (AGAINST,)

_REMOTE = frozenset({"profile", "$schema"})  # names that frictionless would fetch
_NO_LIMIT = 1_000_000_000
_DIALECT = {"headerRows": [1], "delimiter": ",", "quoteChar": '"', "doubleQuote": True}


CellReader = Callable[[str], tuple[Any, Mapping[str, str]]]


class Error(NamedTuple):
    """row: the spreadsheet line. field: its name, or "". type, note: as Frictionless reports."""

    row: int
    field: str
    type: str
    note: str


def row_errors(schema: Schema, rows: Sequence[Sequence[str | None]]) -> tuple[Error, ...]:
    """Errors that Frictionless reports for these rows; row 1 is the heading.

    Foreign keys are left out: they reach over several files, and `validator` checks them.
    """
    import frictionless  # takes half a second; not needed where all rows are valid

    heading = [field.name for field in schema.fields]
    descriptor = {name: part for name, part in schema.descriptor.items() if name != "foreignKeys"}
    resource = frictionless.Resource(
        name=schema.name,
        data=[heading, *(["" if cell is None else cell for cell in row] for row in rows)],
        schema=frictionless.Schema.from_descriptor(descriptor),
        dialect=frictionless.Dialect.from_descriptor({"headerRows": [1]}),
    )
    report = resource.validate(limit_errors=_NO_LIMIT)
    return _errors(report.tasks[0], heading) if report.tasks else ()


def schema_error(schema: Mapping[str, Any]) -> str:
    """Why Frictionless refuses a Table Schema, in its own words; "" where it accepts it."""
    import frictionless  # as above

    try:
        frictionless.Schema.from_descriptor(copy.deepcopy(dict(schema)))
    except frictionless.FrictionlessException as error:
        return _notes(error)[0]
    return ""


def cell_reader(field: Mapping[str, Any]) -> CellReader:
    """The standard's own reader of one field: text -> (value, notes); notes: what is wrong.

    field: its description without missing values and patterns. Notes are by `type` or the name of
    the constraint. Raises ValueError, with the reason, for a description that it does not take.
    """
    import frictionless  # as above

    try:
        described = frictionless.Field.from_descriptor(copy.deepcopy(dict(field)))
        reader = described.create_cell_reader()
    except frictionless.FrictionlessException as error:
        raise ValueError(_notes(error)[0]) from error
    return lambda text: _noted(reader(text))


def _noted(value_and_notes: tuple[Any, Any]) -> tuple[Any, Mapping[str, str]]:
    value, notes = value_and_notes
    return value, notes or {}


def validate_package(package: Package, schemas: Sequence[Schema]) -> tuple[Issue, ...]:
    """Full validation of one package, its tables read from disk: an issue for each error.

    Independent of our own reader, and slow (25 µs a row). Only for packages that `package.find`
    accepted. Its foreign keys are checked inside the package only. Issues are unordered.
    """
    import frictionless  # as above

    schemas_present = [s.at(package.period) for s in schemas if s.name in package.files]
    labels_by_table = {schema.name: _labels(package, schema) for schema in schemas_present}
    properties = {name: value for name, value in package.descriptor.items() if name not in _REMOTE}
    document = {
        **properties,
        "resources": [_resource(package, schema, labels_by_table) for schema in schemas_present],
    }
    folder = str(package.root / package.path)
    try:
        standard_package = frictionless.Package.from_descriptor(document, basepath=folder)
    except frictionless.FrictionlessException as error:
        where = f"{package.path}/datapackage.json"
        return tuple(AGAINST.issue(where, found=note) for note in _notes(error))
    report = standard_package.validate(limit_errors=_NO_LIMIT)
    issues = [AGAINST.issue(package.path, found=error.note) for error in report.errors]
    by_name = {schema.name: schema for schema in schemas_present}
    for task in report.tasks:
        issues += _issues(task, by_name[task.name], package.files[task.name])
    return tuple(issues)


def _issues(task: frictionless.ReportTask, schema: Schema, path: str) -> Iterator[Issue]:
    for error in _errors(task, [field.name for field in schema.fields]):
        yield AGAINST.issue(path, error.row, error.field or None, error.note)


def _notes(error: frictionless.FrictionlessException) -> list[str]:
    return [str(reason.note) for reason in error.reasons or [error.error]]


def _errors(task: frictionless.ReportTask, names: Sequence[str]) -> tuple[Error, ...]:
    flat = task.flatten(["rowNumber", "fieldNumber", "type", "note"])
    return tuple(
        Error(row or 1, names[number - 1] if number and number <= len(names) else "", kind, note)
        for row, number, kind, note in flat
    )


def _labels(package: Package, schema: Schema) -> Mapping[str, str]:
    """Field name -> its heading in the file: the name, or the Chinese title."""
    titles = [field.title for field in schema.fields]
    with (package.root / package.files[schema.name]).open("rb") as file:
        is_titled = titles[0] in file.readline().decode(_encoding(package, schema), "replace")
    return {field.name: field.title if is_titled else field.name for field in schema.fields}


def _encoding(package: Package, schema: Schema) -> str:
    try:
        (package.root / package.files[schema.name]).read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8-sig"


def _resource(
    package: Package, schema: Schema, labels: Mapping[str, Mapping[str, str]]
) -> dict[str, Any]:
    claims = next(r for r in package.descriptor["resources"] if r["name"] == schema.name)
    byte_claims = {name: claims[name] for name in ("bytes", "hash") if name in claims}
    return {
        **byte_claims,
        "name": schema.name,
        "path": package.files[schema.name][len(package.path) + 1 :],
        "format": "csv",
        "encoding": _encoding(package, schema),
        "dialect": _DIALECT,
        "schema": _relabelled(schema, labels),
    }


def _relabelled(schema: Schema, labels: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """The Table Schema with the headings of the file for names, here and in its foreign keys."""
    own_labels = labels[schema.name]
    described = dict(schema.descriptor)
    described["fields"] = [{**f, "name": own_labels[f["name"]]} for f in described["fields"]]
    described["primaryKey"] = [own_labels[name] for name in schema.primary_key]
    described["foreignKeys"] = [
        {
            "fields": [own_labels[name] for name in fields],
            "reference": {
                "resource": table,
                "fields": [labels[table or schema.name][name] for name in target_fields],
            },
        }
        for fields, table, target_fields in schema.foreign_keys
        if labels.get(table or schema.name, {}).keys() >= set(target_fields)
    ]
    return described
