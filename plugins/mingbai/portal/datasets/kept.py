"""Tables -> Kept: every file of a dataset made once, and what its page says of each table."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import IO

import polars as pl

from mingbai.page.tabular import TextTable, csv_pieces, json_pieces, text_table
from mingbai.portal.datasets import forms
from mingbai.portal.datasets.descriptors import Foreign, holding
from mingbai.read import Tables
from mingbai.schema import Schema

_IN_MEMORY = 1_000_000
_PREVIEW = 5


@dataclass(frozen=True)
class KeptFile:
    """A finished file, waiting outside of memory where it is large."""

    name: str
    octets: int
    sha256: str
    _store: IO[bytes]

    def body(self) -> bytes:
        """Its bytes."""
        self._store.seek(0)
        return self._store.read()


@dataclass(frozen=True)
class KeptTable:
    """What a page and a descriptor say of a table.

    empty: cells without a value, by field. head: its first rows. foreign: keys that hold.
    """

    schema: Schema
    foreign: tuple[Foreign, ...]
    rows: int
    empty: Mapping[str, int]
    head: pl.DataFrame


@dataclass(frozen=True)
class Kept:
    """The files of one dataset by name, in the order a page offers them."""

    tables: tuple[KeptTable, ...]
    files: Mapping[str, KeptFile]

    @property
    def rows(self) -> int:
        """Rows over all tables."""
        return sum(table.rows for table in self.tables)


def published_tables(tables: Tables) -> tuple[TextTable, ...]:
    """Every table but person lists, which are never downloads."""
    return tuple(text_table(table) for table in tables if not table.schema.is_person_list)


def kept(tables: Tables) -> Kept:
    """All files of tables that have a package; through `tables.shared` it happens once."""
    published = published_tables(tables)
    name = tables.packages[0].kind
    newest = max(p.published for p in tables.packages)
    files = [file for table in published for file in _of_table(table)]
    if sum(table.cells.height for table in published) <= forms.ROW_LIMIT:
        files.append(_file(f"{name}.xlsx", (forms.workbook(published, newest),)))
        files.append(_file(f"{name}.sqlite", (forms.database(published),)))
    by_name = {table.name: table for table in published}
    return Kept(
        tuple(_table(table, holding(table, by_name)) for table in published),
        {file.name: file for file in files},
    )


def _of_table(table: TextTable) -> tuple[KeptFile, ...]:
    return (
        _file(f"{table.name}.csv", csv_pieces(table)),
        _file(f"{table.name}.json", json_pieces(table)),
        _file(f"{table.name}.parquet", (forms.parquet(table),)),
    )


def _file(name: str, pieces: Iterable[bytes]) -> KeptFile:
    store = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  # lives as Kept does
    digest = hashlib.sha256()
    for piece in pieces:
        store.write(piece)
        digest.update(piece)
    return KeptFile(name, store.tell(), digest.hexdigest(), store)


def _table(table: TextTable, foreign: tuple[Foreign, ...]) -> KeptTable:
    empty = {name: table.cells[name].null_count() for name in table.cells.columns}
    # a copy: a slice would keep the whole table in memory for as long as the site is built
    head = pl.DataFrame(table.cells.head(_PREVIEW).rows(), table.cells.schema, orient="row")
    return KeptTable(table.schema, foreign, table.cells.height, empty, head)
