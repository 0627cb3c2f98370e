"""Frictionless, wrapped: the verdict on suspicious rows, the verdict on a whole package."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from mingbai.schema import Schema


class Error(NamedTuple):
    """row: position in the rows given. field: its name, or "". note: the standard's own words."""

    row: int
    field: str
    note: str


def _descriptor(schema: Schema) -> dict[str, Any]:
    """The Table Schema without foreign keys: those reach over files and are ours to check."""
    return {name: part for name, part in schema.descriptor.items() if name != "foreignKeys"}


def verdict(schema: Schema, rows: Sequence[Sequence[str | None]]) -> Iterator[Error]:
    """What frictionless says of these rows, as one table with their heading above them."""
    import frictionless  # 0.4 s that a clean county never pays

    heading = [field.name for field in schema.fields]
    resource = frictionless.Resource(
        data=[heading, *(["" if cell is None else cell for cell in row] for row in rows)],
        schema=frictionless.Schema.from_descriptor(_descriptor(schema)),
        dialect=frictionless.Dialect.from_descriptor({"headerRows": [1]}),
    )
    report = resource.validate(limit_errors=1_000_000_000)
    for error in report.flatten(["rowNumber", "fieldName", "note"]):
        number, field, note = error
        yield Error((number or 2) - 2, field or "", note)
