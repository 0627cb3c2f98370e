"""Text tables -> datapackage.json, valid by the 2.0 profile and by Frictionless."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

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

    sources: (title, absolute address or "") of the publishers. licence: (title or name, address
    or ""); the standard requires one of name and address. version: the day where not given.
    """

    name: str
    url: str
    title: str
    description: str
    updated: date | None
    licence: tuple[str, str]
    sources: tuple[tuple[str, str], ...]
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
    title, url = about.licence
    if url or _LICENCE_NAME.fullmatch(title):
        descriptor["licenses"] = [{"path": url, "title": title} if url else {"name": title}]
    descriptor["sources"] = [
        {"title": t, "path": u} if u else {"title": t} for t, u in about.sources
    ]
    if about.keywords:
        descriptor["keywords"] = list(about.keywords)
    descriptor["resources"] = list(resources)
    return json.dumps(descriptor, ensure_ascii=False, indent=2, allow_nan=False).encode() + b"\n"


def resource(
    schema: Schema, foreign: Iterable[Foreign], octets: int, sha256: str, name: str = ""
) -> dict[str, Any]:
    """One CSV beside the descriptor, its schema inlined. name: of the file, if not the table's."""
    return {
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
