"""Text tables -> datapackage.json as both the official 2.0 profile and frictionless accept it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from mingbai.page.tabular import TextTable
from mingbai.schema import Schema

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
# What only this program reads; `unit` and `title_en` stay, readers have a use for them.
_OURS = frozenset({"identifies", "refers", "contact", "mask"})
_OURS_OF_TABLES = frozenset({"persons", "optional", "expires", "foreignKeys"})
_LICENCE_NAME = re.compile(r"[-a-zA-Z0-9._]+")
Foreign = tuple[tuple[str, ...], str, tuple[str, ...]]


@dataclass(frozen=True)
class About:
    """What a descriptor says of its package as a whole. url, homepage: absolute.

    sources: (title, absolute address or "") of who answers for the data. licence: (title or name,
    address or ""); the standard knows a licence by one of name and address.
    """

    name: str
    url: str
    title: str
    description: str
    updated: date | None
    licence: tuple[str, str]
    sources: tuple[tuple[str, str], ...]
    keywords: tuple[str, ...] = ()


def document(about: About, resources: Sequence[Mapping[str, Any]]) -> bytes:
    """The whole descriptor, strict JSON."""
    whole: dict[str, Any] = {
        "$schema": PROFILE,
        "name": about.name,
        "id": about.url,
        "title": about.title,
        "description": about.description,
        "homepage": about.url,
    }
    if about.updated:
        whole["version"] = about.updated.isoformat()
        whole["created"] = f"{about.updated.isoformat()}T00:00:00+08:00"
    title, url = about.licence
    if url or _LICENCE_NAME.fullmatch(title):
        whole["licenses"] = [{"path": url, "title": title} if url else {"name": title}]
    whole["sources"] = [{"title": t, "path": u} if u else {"title": t} for t, u in about.sources]
    if about.keywords:
        whole["keywords"] = list(about.keywords)
    whole["resources"] = list(resources)
    return json.dumps(whole, ensure_ascii=False, indent=2, allow_nan=False).encode() + b"\n"


def resource(
    schema: Schema, foreign: Iterable[Foreign], octets: int, sha256: str
) -> dict[str, Any]:
    """One CSV beside the descriptor, its schema inlined."""
    return {
        "name": schema.name,
        "type": "table",
        "path": f"{schema.name}.csv",
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
    """The Table Schema without what only this program reads, with the keys that hold."""
    raw = schema.descriptor
    made = {k: v for k, v in raw.items() if k not in (*_OURS_OF_TABLES, "fields", "name")}
    made["fields"] = [{k: v for k, v in f.items() if k not in _OURS} for f in raw["fields"]]
    keys = [
        {"fields": list(own), "reference": {"resource": table, "fields": list(theirs)}}
        for own, table, theirs in foreign
    ]
    return {**made, "foreignKeys": keys} if keys else made


def holding(table: TextTable, others: Mapping[str, TextTable]) -> tuple[Foreign, ...]:
    """Foreign keys that hold inside these tables alone.

    A period may refer to a row that another period published: true of the county, not of one
    folder, where the standard would refuse it.
    """
    return tuple(key for key in table.schema.foreign_keys if _holds(table, key, others))


def _holds(table: TextTable, key: Foreign, others: Mapping[str, TextTable]) -> bool:
    own, name, theirs = key
    target = table if name == "" else others.get(name)
    if target is None:
        return False
    asked = table.cells.select(own).unique().filter(pl.any_horizontal(pl.all().is_not_null()))
    known = target.cells.select(theirs).rename(dict(zip(theirs, own, strict=True)))
    return asked.join(known, on=list(own), how="anti", nulls_equal=True).is_empty()
