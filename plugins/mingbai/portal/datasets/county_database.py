"""All kinds -> one database of a county: their tables, what ids name, every package."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from mingbai import dates
from mingbai.model import Edition, Kind
from mingbai.portal.datasets import code_lists, databases, file_formats
from mingbai.portal.datasets.databases import Key, StoredTable, Told
from mingbai.portal.datasets.distribution import (
    Extras,
    TableOutline,
    addresses_of,
    stored_table,
)
from mingbai.portal.datasets.records import absolute, extras_of, scope_of
from mingbai.schema import Schema
from mingbai.tabular import TextTable, text_table


@dataclass(frozen=True)
class FilledKind:
    """A kind with packages, and how large its tables are."""

    kind: Kind
    outlines: tuple[TableOutline, ...]

    def text_tables(self, edition: Edition, extras: Extras) -> tuple[TextTable, ...]:
        """Those of its tables that are not large, the table of codes last; no other is read."""
        tables = edition.tables[self.kind.name]
        small = (text_table(tables[one.name]) for one in self.outlines if not one.is_large)
        return (*small, *extras.tables)


def county_database(filled: Sequence[FilledKind], edition: Edition) -> bytes:
    """The tables of all kinds that are not large."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "county.sqlite"
        connection = sqlite3.connect(path)
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        sources = Told(_things(edition), _packages(filled, edition))
        stored = _stored(filled, edition)
        databases.store(connection, stored, absolute(edition.county, ""), sources)
        connection.close()
        return path.read_bytes()


def _stored(filled: Sequence[FilledKind], edition: Edition) -> Iterator[StoredTable]:
    targets = _targets([one.kind for one in filled])
    for one in filled:
        tables, extras = edition.tables[one.kind.name], extras_of(one.kind, edition)
        text_tables = one.text_tables(edition, extras)
        for table in text_tables:
            page_paths = addresses_of(table, tables, extras)
            yield _in_county(stored_table(table, text_tables, page_paths), one.kind, targets)


def _in_county(
    stored: StoredTable, kind: Kind, targets: Mapping[str, tuple[str, str]]
) -> StoredTable:
    """A table under its name in the county, with the keys that lead to other kinds."""
    things = {
        one.name: scope
        for one in stored.schema.fields
        if (scope := scope_of(kind, stored.schema, one) or one.identifies)
    }
    led = [
        Key((one.name,), *_target(targets[one.refers]))
        for one in stored.schema.fields
        if one.refers is not None and one.refers in targets
    ]
    return replace(
        stored,
        name=f"{kind.name}_{stored.name}",
        keys=(*(replace(key, target=f"{kind.name}_{key.target}") for key in stored.keys), *led),
        codes=f"{kind.name}_{code_lists.NAME}",
        things=things,
    )


def is_in_database(table: TextTable) -> bool:
    """Whether a table is not too large for it."""
    return table.cells.height <= file_formats.ROW_LIMIT


def _target(target: tuple[str, str]) -> tuple[str, tuple[str, ...]]:
    table, field = target
    return table, (field,)


def _targets(kinds: Sequence[Kind]) -> dict[str, tuple[str, str]]:
    """Scope -> the table and field that identify its things, one row each."""
    return {
        schema[schema.primary_key[0]].identifies or "": (
            f"{kind.name}_{schema.name}",
            schema.primary_key[0],
        )
        for kind in kinds
        for schema in kind.schemas
        if _names_things(schema)
    }


def _names_things(schema: Schema) -> bool:
    is_one = len(schema.primary_key) == 1 and not schema.is_person_list
    return is_one and schema[schema.primary_key[0]].identifies is not None


def _things(edition: Edition) -> pl.DataFrame:
    """What the ids name that readers may search for, in words, and where it stands."""
    rows = [
        (name.scope, name.id, name.title, name.note, name.url)
        for name in edition.names.values()
        if edition.scopes[name.scope].rank is not None
    ]
    columns = ("scope", "id", "title", "note", databases.PATH)
    return pl.DataFrame(rows, dict.fromkeys(columns, pl.String), orient="row")


_PACKAGE = (
    "kind",
    "publisher",
    "period",
    "first_day",
    "last_day",
    "public_since",
    "published",
    "title",
    "digest",
)


def _packages(filled: Sequence[FilledKind], edition: Edition) -> pl.DataFrame:
    """Every package of a kind; last_day: of its period, never after it was published."""
    rows = [
        (
            p.kind,
            p.publisher,
            p.period,
            dates.first_day(p.period).isoformat(),
            min(dates.last_day(p.period), p.published).isoformat(),
            p.public_since.isoformat(),
            p.published.isoformat(),
            p.title,
            edition.seals[p.path].digest,
        )
        for one in filled
        for p in edition.tables[one.kind.name].packages
    ]
    return pl.DataFrame(rows, dict.fromkeys(_PACKAGE, pl.String), orient="row")
