"""Text tables -> datapackage.json, valid by the 2.0 profile and by Frictionless."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from mingbai.check.open_data import PlainFile
from mingbai.schema import Schema
from mingbai.tabular import TextTable

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
# Properties for this program only; `unit` and `title_en` are useful to others, and are kept.
_OURS = frozenset({"identifies", "refers", "contact", "mask"})
_OURS_OF_TABLES = frozenset({"persons", "optional", "expires", "nature", "foreignKeys"})
_LICENCE_NAME = re.compile(r"[-a-zA-Z0-9._]+")
Foreign = tuple[tuple[str, ...], str, tuple[str, ...]]


@dataclass(frozen=True)
class About:
    """Properties of a package as a whole. url: absolute.

    said: what the package says of itself (licences, sources, contributors, keywords …), which
    stands in the descriptor as it is. version: the day where not given.
    """

    name: str
    url: str
    title: str
    description: str
    updated: date | None
    said: Mapping[str, Any]
    keywords: tuple[str, ...] = ()
    version: str = ""


def document(about: About, resources: Sequence[Mapping[str, Any]]) -> bytes:
    """The whole descriptor, strict JSON."""
    descriptor: dict[str, Any] = {
        "$schema": PROFILE,
        "name": about.name,
        "id": about.url,
        "title": about.title,
        "description": about.description,
        "homepage": about.url,
    }
    if about.updated:
        descriptor["version"] = about.version or about.updated.isoformat()
        descriptor["created"] = f"{about.updated.isoformat()}T00:00:00+08:00"
    if about.keywords:
        descriptor["keywords"] = list(about.keywords)
    descriptor |= about.said
    if about.version:
        descriptor["version"] = about.version
    texts = ",\n".join(_indented(_resource_text(one), 2) for one in resources)
    listed = f"[\n{texts}\n  ]" if resources else "[]"
    return f'{_text(descriptor)[:-2]},\n  "resources": {listed}\n}}\n'.encode()


def _resource_text(described: Mapping[str, Any]) -> str:
    """A resource as text, its schema a field a line: so one reads a table of columns.

    A value a line would be half as long again, in a thousand descriptors.
    """
    if "schema" not in described:
        return _text(described)
    rest = {name: value for name, value in described.items() if name != "schema"}
    parts = (f"    {_compact(name)}: {_listed(part)}" for name, part in described["schema"].items())
    lines = ",\n".join(parts)
    return f'{_text(rest)[:-2]},\n  "schema": {{\n{lines}\n  }}\n}}'


def _listed(part: Any) -> str:
    """Objects one a line, anything else as it is."""
    if not isinstance(part, list) or not all(isinstance(one, dict) for one in part) or not part:
        return _compact(part)
    lines = ",\n".join(f"      {_compact(one)}" for one in part)
    return f"[\n{lines}\n    ]"


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _text(document_: Any) -> str:
    return json.dumps(document_, ensure_ascii=False, indent=2, allow_nan=False)


def _indented(text: str, depth: int) -> str:
    """JSON two spaces a step further in; no string in JSON has a line break of its own."""
    margin = "  " * depth
    return margin + text.replace("\n", f"\n{margin}")


def licence_item(title: str, url: str) -> dict[str, str]:
    """A licence as the standard has it, with a name or an address; {} of neither."""
    if url:
        return {"path": url, "title": title}
    return {"name": title} if _LICENCE_NAME.fullmatch(title) else {}


def source_item(title: str, url: str) -> dict[str, str]:
    """A source as the standard has it."""
    return {"title": title, "path": url} if url else {"title": title}


def resource(
    schema: Schema,
    foreign: Iterable[Foreign],
    octets: int,
    sha256: str,
    *,
    name: str = "",
    statements: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """One CSV beside the descriptor, its schema inlined.

    name: of the file, if not the table's. statements: what the resource says of itself.
    """
    return {
        **(statements or {}),
        "name": name or schema.name,
        "type": "table",
        "path": f"{name or schema.name}.csv",
        "title": schema.title,
        "description": schema.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": octets,
        "hash": f"sha256:{sha256}",
        "dialect": {"headerRows": [1], "lineTerminator": "\n"},
        "schema": published_schema(schema, foreign),
    }


def plain_resource(file: PlainFile, path: str, octets: int, sha256: str) -> dict[str, Any]:
    """A file that is published as it is; path: beside the descriptor."""
    texts = {"title": file.title, "description": file.description, "mediatype": file.media_type}
    return {
        "name": file.name,
        "path": path,
        **{name: text for name, text in texts.items() if text},
        "bytes": octets,
        "hash": f"sha256:{sha256}",
    }


def published_schema(schema: Schema, foreign: Iterable[Foreign]) -> dict[str, Any]:
    """The Table Schema without our own properties, with the foreign keys given."""
    raw = schema.descriptor
    properties = {k: v for k, v in raw.items() if k not in (*_OURS_OF_TABLES, "fields", "name")}
    properties["fields"] = [{k: v for k, v in f.items() if k not in _OURS} for f in raw["fields"]]
    keys = [
        {"fields": list(fields), "reference": {"resource": table, "fields": list(target_fields)}}
        for fields, table, target_fields in foreign
    ]
    return {**properties, "foreignKeys": keys} if keys else properties


def holding(table: TextTable, tables: Mapping[str, TextTable]) -> tuple[Foreign, ...]:
    """The foreign keys that are valid inside these tables alone.

    A row may refer to a row of another period. Such a key is valid in the county, but in a folder
    with one period alone the standard would refuse it.
    """
    return tuple(key for key in table.schema.foreign_keys if _holds(table, key, tables))


def _holds(table: TextTable, key: Foreign, tables: Mapping[str, TextTable]) -> bool:
    fields, target_name, target_fields = key
    target = table if target_name == "" else tables.get(target_name)
    if target is None or not set(target_fields) <= set(target.cells.columns):
        return False
    keys = table.cells.select(fields).unique().filter(pl.any_horizontal(pl.all().is_not_null()))
    target_keys = target.cells.select(target_fields).rename(
        dict(zip(target_fields, fields, strict=True))
    )
    return keys.join(target_keys, on=list(fields), how="anti", nulls_equal=True).is_empty()
