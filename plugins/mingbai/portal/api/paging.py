"""The tables of a kind -> what it has, the JSON Schema of a row, and its rows page by page.

A table of very many rows is not paged: its files are named instead, one a year where it is larger
than a database takes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import polars as pl

from mingbai.model import Download, Edition, Kind
from mingbai.portal.api.addresses import dataset_url, table_url
from mingbai.portal.api.row_texts import value_lists
from mingbai.portal.datasets import (
    absolute,
    addresses_of,
    extras_of,
    parts_of,
    published_tables,
)
from mingbai.read import Tables
from mingbai.schema import Field, Schema
from mingbai.tabular import TextTable

PAGE_ROWS = 1000
PAGED = 10_000  # rows of a table at most: the pages of a full county are then some 10 MB
_TYPES = {"integer": "integer", "year": "integer", "boolean": "boolean"}
_FORMATS = {"date": "date"}


def downloads(
    kind: Kind, tables: Tables, edition: Edition, things: Sequence[Mapping[str, Any]]
) -> Iterator[Download]:
    """The files of a kind. things: what its index says of things that have files of their own."""
    extras = extras_of(kind, edition)
    listed: list[dict[str, Any]] = []
    for table in (*published_tables(tables), *extras.tables):
        folder = table_url(kind.name, table.name)
        schema = row_schema(table.schema, absolute(edition.county, f"{folder}schema.json"))
        yield Download(f"{folder}schema.json", partial(_body, schema))
        pages: list[str] = []
        if table.cells.height <= PAGED:
            found = addresses_of(table, tables, extras) or [None] * table.cells.height
            for download in _pages(folder, table, value_lists(table, found)):
                pages.append(download.url)
                yield download
        listed.append(_listed(table, kind, pages, tables, edition))
    document = {
        "dataset": kind.name,
        "title": f"{kind.title}数据",
        "description": kind.summary,
        "url": absolute(edition.county, f"/data/{kind.name}/"),
        "descriptor": absolute(edition.county, f"/data/{kind.name}/datapackage.json"),
        "tables": listed,
        "things": list(things),
    }
    yield Download(dataset_url(kind.name), partial(_body, document))


def _listed(
    table: TextTable, kind: Kind, pages: list[str], tables: Tables, edition: Edition
) -> dict[str, Any]:
    parts = parts_of(table, tables)
    county = edition.county
    return {
        "table": table.name,
        "title": table.schema.title,
        "rows": table.cells.height,
        "schema": absolute(county, f"{table_url(kind.name, table.name)}schema.json"),
        "pages": [absolute(county, url) for url in pages],
        "parquet": [absolute(county, f"/data/{kind.name}/{name}.parquet") for name in parts],
    }


def _pages(folder: str, table: TextTable, rows: pl.Series) -> Iterator[Download]:
    """The rows of a table, a thousand a file; one that is empty where it has none."""
    starts = range(0, max(len(rows), 1), PAGE_ROWS)
    for number, start in enumerate(starts, start=1):
        head = {
            "table": table.name,
            "page": number,
            "pages": len(starts),
            "fields": [*(field.name for field in table.schema.fields), "page_path"],
        }
        own = rows[start : start + PAGE_ROWS]
        yield Download(f"{folder}{number}.json", partial(_page, head, own))


def _page(head: Mapping[str, Any], rows: pl.Series) -> bytes:
    opening = json.dumps(head, ensure_ascii=False).removesuffix("}")
    lines = ",\n".join(rows.to_list())
    return f'{opening}, "rows": [\n{lines}\n]}}\n'.encode()


def row_schema(schema: Schema, address: str) -> dict[str, Any]:
    """JSON Schema of one row as an object, by the names of `fields`."""
    properties: dict[str, Any] = {field.name: _property(schema, field) for field in schema.fields}
    properties["page_path"] = {
        "type": ["string", "null"],
        "description": "这一行在网站上的位置，接在网站网址后面",
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": address,
        "title": schema.title,
        "description": schema.description,
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _property(schema: Schema, field: Field) -> dict[str, Any]:
    """A field; what may be absent is null, and its key is there all the same."""
    is_always = schema.is_required(field.name) and field.span.since is None
    type_ = _TYPES.get(field.type, "string")
    own: dict[str, Any] = {
        "title": field.title,
        "description": field.description,
        "type": type_ if is_always and field.span.until is None else [type_, "null"],
    }
    if field.type in _FORMATS:
        own["format"] = _FORMATS[field.type]
    if field.type == "number":
        own["pattern"] = r"^-?[0-9]+(\.[0-9]+)?$"
    if field.unit:
        own["x-unit"] = field.unit
    if field.enum and field.type == "string":
        own["enum"] = [*field.enum, *(() if is_always else (None,))]
    return own


def _body(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, allow_nan=False).encode() + b"\n"
