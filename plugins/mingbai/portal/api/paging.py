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
from mingbai.portal.api.documents import json_file
from mingbai.portal.api.row_texts import value_lists
from mingbai.portal.datasets import TableOutline, absolute, addresses_of, extras_of
from mingbai.read import Tables
from mingbai.schema import Field, Schema
from mingbai.tabular import TextTable, text_table

PAGE_ROWS = 1000
PAGED = 10_000  # rows of a table at most: the pages of a full county are then some 10 MB
_TYPES = {"integer": "integer", "year": "integer", "boolean": "boolean"}
_FORMATS = {"date": "date"}


def of_table(
    outline: TableOutline, kind: Kind, tables: Tables, edition: Edition
) -> Iterator[Download]:
    """The files of one table of a kind; nothing is read of the others."""
    if outline.rows > PAGED:
        return
    table = text_table(tables[outline.name])
    yield from _files(table, addresses_of(table, tables, extras_of(kind, edition)), kind)


def of_kind(
    outlines: Sequence[TableOutline],
    kind: Kind,
    tables: Tables,
    edition: Edition,
    things: Sequence[Mapping[str, Any]],
) -> Iterator[Download]:
    """The schema of each table, the table of codes, and what there is; no cell is read.

    things: what the index says of things that have files of their own.
    """
    codes = extras_of(kind, edition).codes
    listed: list[dict[str, Any]] = []
    for outline in outlines:
        schema = tables.schema(outline.name)
        yield _schema_file(schema, kind, edition)
        listed.append(_listed(outline, schema, kind, edition))
    if codes is not None:
        yield _schema_file(codes.schema, kind, edition)
        yield from _files(codes, None, kind)
        outline = TableOutline(codes.name, codes.cells.height, (codes.name,))
        listed.append(_listed(outline, codes.schema, kind, edition))
    document = {
        "dataset": kind.name,
        "title": f"{kind.title}数据",
        "description": kind.summary,
        "url": absolute(edition.county, f"/data/{kind.name}/"),
        "descriptor": absolute(edition.county, f"/data/{kind.name}/datapackage.json"),
        "tables": listed,
        "things": list(things),
    }
    yield json_file(dataset_url(kind.name), document)


def _schema_file(schema: Schema, kind: Kind, edition: Edition) -> Download:
    url = f"{table_url(kind.name, schema.name)}schema.json"
    return json_file(url, row_schema(schema, absolute(edition.county, url)))


def _listed(outline: TableOutline, schema: Schema, kind: Kind, edition: Edition) -> dict[str, Any]:
    """A table as the list of a kind has it."""
    folder, county = table_url(kind.name, outline.name), edition.county
    numbers = () if outline.rows > PAGED else range(1, _page_count(outline.rows) + 1)
    files = [f"/data/{kind.name}/{name}.parquet" for name in outline.parts]
    return {
        "table": outline.name,
        "title": schema.title,
        "rows": outline.rows,
        "schema": absolute(county, f"{folder}schema.json"),
        "pages": [absolute(county, f"{folder}{number}.json") for number in numbers],
        "parquet": [absolute(county, file) for file in files],
    }


def _files(
    table: TextTable, addresses: Sequence[str | None] | None, kind: Kind
) -> Iterator[Download]:
    page_paths = addresses or [None] * table.cells.height
    yield from _pages(table_url(kind.name, table.name), table, value_lists(table, page_paths))


def _page_count(rows: int) -> int:
    """A table without a row has a page all the same."""
    return max(-(-rows // PAGE_ROWS), 1)


def _pages(folder: str, table: TextTable, rows: pl.Series) -> Iterator[Download]:
    """The rows of a table, a thousand a file; one that is empty where it has none."""
    count = _page_count(len(rows))
    for number, start in enumerate(range(0, count * PAGE_ROWS, PAGE_ROWS), start=1):
        head = {
            "table": table.name,
            "page": number,
            "pages": count,
            "fields": [*(field.name for field in table.schema.fields), "page_path"],
        }
        page_rows = rows[start : start + PAGE_ROWS]
        yield Download(f"{folder}{number}.json", partial(_page, head, page_rows))


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
    described: dict[str, Any] = {
        "title": field.title,
        "description": field.description,
        "type": type_ if is_always and field.span.until is None else [type_, "null"],
    }
    if field.type in _FORMATS:
        described["format"] = _FORMATS[field.type]
    if field.type == "number":
        described["pattern"] = r"^-?[0-9]+(\.[0-9]+)?$"
    if field.unit:
        described["x-unit"] = field.unit
    if field.enum and field.type == "string":
        described["enum"] = [*field.enum, *(() if is_always else (None,))]
    return described
