"""The tables of a kind -> a file for each thing that it declares: its rows and its state."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import polars as pl

from mingbai.model import Download, Edition, Kind, ThingFile
from mingbai.portal.api.addresses import thing_url
from mingbai.portal.api.row_texts import objects
from mingbai.portal.datasets import Extras, absolute, addresses_of, extras_of, scope_of
from mingbai.read import Tables
from mingbai.tabular import text_table


def downloads(kind: Kind, tables: Tables, edition: Edition) -> Iterator[Download]:
    """A file for each thing of each sort that the kind declares."""
    extras = extras_of(kind, edition)
    for sort in kind.things:
        rows = {name: _rows(name, sort, kind, tables, extras) for name in sort.tables}
        states = _states(sort.scope, edition)
        for id_ in sorted({id_ for of_table in rows.values() for id_ in of_table}):
            own = {name: of_table.get(id_, "") for name, of_table in rows.items()}
            head = _head(sort, id_, states.get(id_), edition)
            yield Download(thing_url(sort.path, id_), partial(_thing, head, own))


def _rows(
    name: str, sort: ThingFile, kind: Kind, tables: Tables, extras: Extras
) -> Mapping[str, str]:
    """Of one table: by the id of the thing, its rows as JSON, side by side."""
    table = text_table(tables[name])
    if table.cells.is_empty():
        return {}
    (field,) = [
        one.name
        for one in table.schema.fields
        if sort.scope in (one.identifies, scope_of(kind, table.schema, one))
    ][:1]
    found = addresses_of(table, tables, extras) or [None] * table.cells.height
    frame = pl.DataFrame({"id": table.cells[field], "row": objects(table, found)})
    joined = frame.drop_nulls("id").group_by("id").agg(pl.col("row").str.join(",\n"))
    return dict(joined.iter_rows())


def _states(scope: str, edition: Edition) -> Mapping[str, tuple[str, str]]:
    if scope not in edition.states:
        return {}
    states = edition.states[scope]
    words = zip(states["word"], states["tone"], strict=True)
    return dict(zip(map(str, states.index), words, strict=True))


def _head(
    sort: ThingFile, id_: str, state: tuple[str, str] | None, edition: Edition
) -> dict[str, Any]:
    name = edition.names.get((sort.scope, id_))
    head: dict[str, Any] = {
        "scope": sort.scope,
        "id": id_,
        "title": name.title if name else None,
        "url": absolute(edition.county, name.url) if name else None,
        "state": {"word": state[0], "tone": state[1]} if state else None,
    }
    if sort.lines:
        head["lines"] = absolute(edition.county, sort.lines.replace("{id}", id_))
    return head


def _thing(head: Mapping[str, Any], rows: Mapping[str, str]) -> bytes:
    opening = json.dumps(head, ensure_ascii=False).removesuffix("}")
    tables: Sequence[str] = [f"{json.dumps(name)}: [{body}]" for name, body in rows.items()]
    return f'{opening}, "rows": {{{", ".join(tables)}}}}}\n'.encode()
