"""A dataset -> CSVW metadata: its CSV files as W3C's “CSV on the Web” describes tables."""

from __future__ import annotations

import json
from typing import Any

from mingbai.portal.datasets.distribution import PublishedTable
from mingbai.portal.datasets.records import Dataset
from mingbai.schema import Field, Schema

NAME = "csv-metadata.json"
# What CSVW calls a type; what it has no word for is a text.
_TYPES = {
    "integer": "integer",
    "number": "decimal",
    "boolean": "boolean",
    "date": "date",
    "year": "gYear",
    "yearmonth": "gYearMonth",
}


def metadata(dataset: Dataset) -> bytes:
    """Every CSV beside it, with titles in Chinese, types, keys and the keys that lead on."""
    tables = dataset.distribution.tables
    document: dict[str, Any] = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "zh"}],
        "dc:title": dataset.title,
        "tables": [
            _table(table, part.name, {t.schema.name: t for t in tables}, len(table.parts) == 1)
            for table in tables
            for part in table.parts
        ],
    }
    licences = [licence.url for licence in dataset.terms if licence.url]
    if licences:
        document["dc:license"] = {"@id": licences[0]}
    return json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False).encode() + b"\n"


def _table(
    table: PublishedTable, name: str, tables: dict[str, PublishedTable], is_whole: bool
) -> dict[str, Any]:
    """is_whole: not one year of many, whose keys lead to rows that stand elsewhere."""
    schema = table.schema
    described: dict[str, Any] = {
        "columns": [_column(schema, field) for field in schema.fields],
        "primaryKey": list(schema.primary_key),
        "foreignKeys": [
            {
                "columnReference": list(fields),
                "reference": {
                    "resource": f"{target or schema.name}.csv",
                    "columnReference": list(target_fields),
                },
            }
            for fields, target, target_fields in table.foreign
            if is_whole and len(tables[target or schema.name].parts) == 1
        ],
    }
    return {
        "url": f"{name}.csv",
        "dc:title": schema.title,
        "dc:description": schema.description,
        "tableSchema": {key: value for key, value in described.items() if value},
    }


def _column(schema: Schema, field: Field) -> dict[str, Any]:
    return {
        "name": field.name,
        "titles": {"und": field.name, "zh": field.title},
        "dc:description": field.description,
        "datatype": _datatype(field),
        "required": schema.is_required(field.name) and len(schema.versions) == 0,
    }


def _datatype(field: Field) -> str | dict[str, str]:
    """A type of CSVW; of yes and no with its words."""
    base = _TYPES.get(field.type, "string")
    if field.type == "boolean":
        return {"base": base, "format": f"{field.true_values[0]}|{field.false_values[0]}"}
    return base
