"""Tables -> Kept: every file of a dataset made once, and what its page says of each table."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import IO

import polars as pl

from mingbai.portal.datasets import forms
from mingbai.portal.datasets.descriptors import Foreign, holding
from mingbai.portal.datasets.sheets import Sheet, sheets
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


def kept(tables: Tables) -> Kept:
    """All files of tables that have a package; through `tables.shared` it happens once."""
    own = sheets(tables)
    name = tables.packages[0].kind
    newest = max(p.published for p in tables.packages)
    files = [file for sheet in own for file in _of_sheet(sheet)]
    if sum(sheet.cells.height for sheet in own) <= forms.ROW_LIMIT:
        files.append(_file(f"{name}.xlsx", (forms.workbook(own, newest),)))
        files.append(_file(f"{name}.sqlite", (forms.database(own),)))
    by_name = {sheet.name: sheet for sheet in own}
    return Kept(
        tuple(_table(sheet, holding(sheet, by_name)) for sheet in own),
        {file.name: file for file in files},
    )


def _of_sheet(sheet: Sheet) -> tuple[KeptFile, ...]:
    return (
        _file(f"{sheet.name}.csv", forms.csv(sheet)),
        _file(f"{sheet.name}.json", forms.rows(sheet)),
        _file(f"{sheet.name}.parquet", (forms.parquet(sheet),)),
    )


def _file(name: str, pieces: Iterable[bytes]) -> KeptFile:
    store = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  # lives as Kept does
    digest = hashlib.sha256()
    for piece in pieces:
        store.write(piece)
        digest.update(piece)
    return KeptFile(name, store.tell(), digest.hexdigest(), store)


def _table(sheet: Sheet, foreign: tuple[Foreign, ...]) -> KeptTable:
    empty = {name: sheet.cells[name].null_count() for name in sheet.cells.columns}
    # a copy: a slice would keep the whole table in memory for as long as the site is built
    head = pl.DataFrame(sheet.cells.head(_PREVIEW).rows(), sheet.cells.schema, orient="row")
    return KeptTable(sheet.schema, foreign, sheet.cells.height, empty, head)
