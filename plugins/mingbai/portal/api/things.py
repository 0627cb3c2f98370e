"""The tables of a kind -> files of the things that it declares: their rows and their state.

A file a thing, by its id. Where things are many, as contracts and matters of a full county are, a
file holds all those whose ids have the same two digits first in their sha256: a county of
thousands has 256 files of them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import groupby
from typing import Any

import polars as pl

from mingbai.model import Download, Edition, Kind, ThingFile
from mingbai.portal.api.addresses import bucket_url, thing_url, uri_template
from mingbai.portal.api.row_texts import value_lists
from mingbai.portal.datasets import absolute, addresses_of, extras_of, scope_of
from mingbai.read import Tables
from mingbai.tabular import TextTable, text_table

MANY = 2_000  # things of a sort, from which on they share files


@dataclass(frozen=True)
class Things:
    """The things of one sort of a kind with packages."""

    kind: Kind
    sort: ThingFile
    tables: Tables
    edition: Edition

    @cached_property
    def _texts(self) -> Mapping[str, TextTable]:
        return {name: text_table(self.tables[name]) for name in self.sort.tables}

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Of all things that any of the tables has rows about; sorted."""
        columns = [table.cells[self._field(table)] for table in self._texts.values()]
        return tuple(sorted(pl.concat(columns).drop_nulls().unique().to_list()))

    @property
    def are_many(self) -> bool:
        """Whether they share files."""
        return len(self.ids) > MANY

    @property
    def listing(self) -> dict[str, Any]:
        """What the index of the dataset says of them."""
        by_id, shared = thing_url(self.sort.path, "{id}"), bucket_url(self.sort.path, "{digits}")
        return {
            "scope": self.sort.scope,
            "path": uri_template(self.edition.county, shared if self.are_many else by_id),
            "count": len(self.ids),
        }

    def downloads(self) -> Iterator[Download]:
        """Their files."""
        rows = {name: self._rows(table) for name, table in self._texts.items()}
        states = _states(self.sort.scope, self.edition)
        bodies = {id_: partial(self._thing, id_, states.get(id_), rows) for id_ in self.ids}
        about = json.dumps({"scope": self.sort.scope, "fields": self._fields}, ensure_ascii=False)
        opening = about.removesuffix("}")
        if not self.are_many:
            for id_, body in bodies.items():
                yield Download(thing_url(self.sort.path, id_), partial(_file, opening, body))
            return
        for bucket, ids in groupby(sorted(self.ids, key=_digest), key=lambda id_: _digest(id_)[:2]):
            in_bucket = {id_: bodies[id_] for id_ in sorted(ids)}
            yield Download(bucket_url(self.sort.path, bucket), partial(_bucket, opening, in_bucket))

    @property
    def _fields(self) -> dict[str, list[str]]:
        """What the values of a row are, by table."""
        return {
            name: [*(field.name for field in table.schema.fields), "page_path"]
            for name, table in self._texts.items()
        }

    def _field(self, table: TextTable) -> str:
        """The field of a table that names the thing."""
        return next(
            one.name
            for one in table.schema.fields
            if self.sort.scope in (one.identifies, scope_of(self.kind, table.schema, one))
        )

    def _rows(self, table: TextTable) -> Mapping[str, str]:
        """Of one table: by the id of the thing, its rows as JSON, side by side."""
        if table.cells.is_empty():
            return {}
        extras = extras_of(self.kind, self.edition)
        page_paths = addresses_of(table, self.tables, extras) or [None] * table.cells.height
        ids = table.cells[self._field(table)]
        frame = pl.DataFrame({"id": ids, "row": value_lists(table, page_paths)})
        joined = frame.drop_nulls("id").group_by("id").agg(pl.col("row").str.join(",\n"))
        return dict(joined.iter_rows())

    def _thing(
        self, id_: str, state: tuple[str, str] | None, rows: Mapping[str, Mapping[str, str]]
    ) -> str:
        """What is said of a thing, without the braces."""
        county, name = self.edition.county, self.edition.names.get((self.sort.scope, id_))
        head: dict[str, Any] = {
            "id": id_,
            "title": name.title if name else None,
            "url": absolute(county, name.url) if name else None,
            "state": {"word": state[0], "tone": state[1]} if state else None,
        }
        if self.sort.lines:
            head["lines"] = uri_template(county, self.sort.lines.replace("{id}", id_))
        opening = json.dumps(head, ensure_ascii=False).removeprefix("{").removesuffix("}")
        tables = (f"{json.dumps(table)}: [{by_id.get(id_, '')}]" for table, by_id in rows.items())
        return f'{opening}, "rows": {{{", ".join(tables)}}}'


def things(kind: Kind, tables: Tables, edition: Edition) -> tuple[Things, ...]:
    """Each sort of things that a kind declares."""
    return tuple(Things(kind, sort, tables, edition) for sort in kind.things)


def downloads(every: Iterable[Things]) -> Iterator[Download]:
    """The files of all sorts."""
    for one in every:
        yield from one.downloads()


def _digest(id_: str) -> str:
    return hashlib.sha256(id_.encode()).hexdigest()


def _states(scope: str, edition: Edition) -> Mapping[str, tuple[str, str]]:
    if scope not in edition.states:
        return {}
    states = edition.states[scope]
    words = zip(states["word"], states["tone"], strict=True)
    return dict(zip(map(str, states.index), words, strict=True))


def _file(opening: str, body: partial[str]) -> bytes:
    return f"{opening}, {body()}}}\n".encode()


def _bucket(opening: str, bodies: Mapping[str, partial[str]]) -> bytes:
    listed = ",\n".join(f"{json.dumps(id_)}: {{{body()}}}" for id_, body in bodies.items())
    return f'{opening}, "things": {{\n{listed}\n}}}}\n'.encode()
