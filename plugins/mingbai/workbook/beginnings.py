"""The data folder and a kind -> the rows that a publisher's workbook of a period begins with.

What is published already is never typed again: a period that is there comes as it is, to be gone on
with; of a new one the tables of the present state (`register`) come as they were last.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from mingbai.county import County
from mingbai.model import FirstRows, FirstValue, Kind
from mingbai.read import Package, Tables, package, tables
from mingbai.schema import Schema, of_period
from mingbai.tabular import text_table

_NUMBERS = ("integer", "number")


def first_rows_of(root: Path, county: County, kind: Kind, publisher: str, period: str) -> FirstRows:
    """What a publisher's workbook of a period begins with.

    The package of the period, where there is one. Else what the kind knows beforehand
    (`Kind.first_rows`), and of each other table of the present state its newest rows.
    """
    packages = _packages(root, kind)
    if kind.is_reference:
        return kind.first_rows(_read(kind, packages), county, publisher, period)
    schemas = of_period(kind.schemas, period)
    of_publisher = sorted(
        (one for one in packages if one.publisher == publisher),
        key=lambda one: (one.published, one.path),
    )
    present = [one for one in of_publisher if one.period == period]
    if present:
        read = _read(kind, present)
        return {schema.name: _rows(read, schema) for schema in schemas}
    begun = kind.first_rows(_read(kind, packages), county, publisher, period)
    newest = {
        schema.name: _rows(_read(kind, having[-1:]), schema)
        for schema in schemas
        if schema.nature == "register" and schema.name not in begun
        if (having := [one for one in of_publisher if schema.name in one.files])
    }
    return {**newest, **begun}


def _packages(root: Path, kind: Kind) -> list[Package]:
    packages, _ = package.find(root, {kind.name: kind.schemas})
    return [one for one in packages if one.kind == kind.name]


def _read(kind: Kind, packages: Sequence[Package]) -> Tables:
    return tables.read(kind.schemas, packages)[0]


def _rows(read: Tables, schema: Schema) -> Sequence[Mapping[str, FirstValue]]:
    """The rows of a table as a workbook holds them: numbers are numbers, all else is text."""
    table = read.by_name.get(schema.name)
    if table is None:
        return ()
    numbers = {field.name for field in schema.fields if field.type in _NUMBERS}
    return tuple(
        {
            name: Decimal(value) if name in numbers else value
            for name, value in row.items()
            if value is not None
        }
        for row in text_table(table, schema=schema).cells.iter_rows(named=True)
    )
