"""Tables -> Distribution: the files of a dataset, each made once, and a summary of each table."""

from __future__ import annotations

import hashlib
import io
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO

import polars as pl

from mingbai.history import corrections
from mingbai.portal.datasets import code_lists, databases, file_formats, workbooks
from mingbai.portal.datasets.databases import Key, StoredTable
from mingbai.portal.datasets.descriptors import Foreign, holding
from mingbai.read import Table, Tables
from mingbai.schema import Schema
from mingbai.tabular import TextTable, csv_pieces, json_pieces, text_table

_IN_MEMORY = 1_000_000
_PREVIEW = 5


@dataclass(frozen=True)
class PublishedFile:
    """A finished file; a large one is stored on disk until it is written."""

    name: str
    octets: int
    sha256: str
    _store: IO[bytes]

    def body(self) -> bytes:
        """Its bytes."""
        self._store.seek(0)
        return self._store.read()


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file that is written. url: rooted.

    page: the address of the page that it is, if it is one that search engines may show, else "".
    """

    url: str
    octets: int
    sha256: str
    page: str = ""


@dataclass(frozen=True)
class TablePart:
    """What stands in one file of each form. name: of the files and in the descriptor.

    year: "" where it is the whole table. foreign: foreign keys that are valid among the parts.
    """

    name: str
    year: str
    foreign: tuple[Foreign, ...]


@dataclass(frozen=True)
class PublishedTable:
    """A published table, for its page and its descriptor.

    parts: one, or one a year. rows_with: rows of the periods that have each field; empty: those of
    them without a value. head: its first rows. foreign: valid foreign keys.
    """

    schema: Schema
    parts: tuple[TablePart, ...]
    foreign: tuple[Foreign, ...]
    rows: int
    rows_with: Mapping[str, int] = field(default_factory=dict)
    empty: Mapping[str, int] = field(default_factory=dict)
    head: pl.DataFrame = field(default_factory=pl.DataFrame)


@dataclass(frozen=True)
class Distribution:
    """The files of one dataset by name, in the order a page offers them."""

    tables: tuple[PublishedTable, ...]
    files: Mapping[str, PublishedFile]

    @property
    def rows(self) -> int:
        """Rows over all tables."""
        return sum(table.rows for table in self.tables)


@dataclass(frozen=True)
class TableOutline:
    """How much a published table holds, without a cell of it.

    parts: the names of its files, one or one a year (`parts_of`).
    """

    name: str
    rows: int
    parts: tuple[str, ...]

    @property
    def is_large(self) -> bool:
        """Whether it is too large for a workbook and a database."""
        return self.rows > file_formats.ROW_LIMIT


def outlines_of(tables: Tables) -> tuple[TableOutline, ...]:
    """An outline of each of the `published_tables`, in their order."""
    return tuple(
        TableOutline(table.name, len(table.frame), _part_names(table, tables))
        for table in tables
        if is_published(table)
    )


def _part_names(table: Table, tables: Tables) -> tuple[str, ...]:
    if len(table.frame) <= file_formats.ROW_LIMIT:
        return (table.name,)
    years = {tables.packages[i].period[:4] for i in tables.package_of(table).unique()}
    return tuple(f"{table.name}-{year}" for year in sorted(years))


def published_tables(tables: Tables) -> tuple[TextTable, ...]:
    """Every table but person lists, which are never downloads, and corrections that nobody made."""
    return tuple(text_table(table) for table in tables if is_published(table))


def is_published(table: Table) -> bool:
    """Whether a table is offered as a file: no person list, no corrections that nobody made."""
    is_empty_extra = table.name == corrections.SCHEMA.name and not len(table.frame)
    return not table.schema.is_person_list and not is_empty_extra


@dataclass(frozen=True)
class Extras:
    """What is published with the tables of a kind and stands in none of its packages.

    addresses: where each row of a table stands, absent where nowhere; None of a table whose rows
    have none. codes: the table of its codes. A database has both, all other forms the codes alone.
    site: what the portal's addresses begin with.
    """

    addresses: Callable[[Table], Sequence[str | None] | None] = lambda _: None
    codes: TextTable | None = None
    site: str = ""

    @property
    def tables(self) -> tuple[TextTable, ...]:
        """The table of codes, if there is one."""
        return (self.codes,) if self.codes else ()


NO_EXTRAS = Extras()


def listing_of(
    tables: Tables, files: Mapping[str, MadeFile], codes: TextTable | None
) -> Distribution:
    """What a list of datasets says: how many rows, which files, without making one."""
    empty = io.BytesIO()
    of_packages = [(table.schema, len(table.frame)) for table in tables if is_published(table)]
    of_codes = [(codes.schema, codes.cells.height)] if codes else []
    return Distribution(
        tuple(PublishedTable(schema, (), (), n) for schema, n in (*of_packages, *of_codes)),
        {n: PublishedFile(n, f.octets, f.sha256, empty) for n, f in files.items()},
    )


def distribution_of(tables: Tables, extras: Extras = NO_EXTRAS) -> Distribution:
    """All files of tables with at least one package; called once, for it takes long."""
    text_tables = (*published_tables(tables), *extras.tables)
    kind = tables.packages[0].kind
    newest = max(p.published for p in tables.packages)
    cut = {table.name: parts_of(table, tables) for table in text_tables}
    files = [
        file
        for parts in cut.values()
        for name, part in parts.items()
        for file in _files(name, part)
    ]
    if text_tables and sum(table.cells.height for table in text_tables) <= file_formats.ROW_LIMIT:
        files.append(published_file(f"{kind}.xlsx", (workbooks.workbook(text_tables, newest),)))
        stored = [
            stored_table(table, text_tables, addresses_of(table, tables, extras))
            for table in text_tables
        ]
        files.append(published_file(f"{kind}.sqlite", (databases.database(stored, extras.site),)))
    by_name = {table.name: table for table in text_tables}
    whole = {name: table for name, table in by_name.items() if name in cut[name]}
    return Distribution(
        tuple(
            _table(
                table,
                tuple(
                    TablePart(part_name, _year(part_name, table), holding(part, whole))
                    for part_name, part in cut[table.name].items()
                ),
                holding(table, by_name),
                _rows_with(table, tables),
            )
            for table in text_tables
        ),
        {file.name: file for file in files},
    )


def addresses_of(table: TextTable, tables: Tables, extras: Extras) -> Sequence[str | None] | None:
    """Where the rows of a table stand; None where none of them does."""
    if table is extras.codes:
        return None
    addresses = extras.addresses(tables[table.name])
    return addresses if addresses is not None and any(addresses) else None


def stored_table(
    table: TextTable, beside: Sequence[TextTable], addresses: Sequence[str | None] | None
) -> StoredTable:
    """A table of a dataset as its database holds it, under its own name. beside: all tables."""
    coded = {other.name: other for other in beside}.get(code_lists.NAME)
    fields = set(coded.cells["field"]) if coded and table is not coded else set()
    return StoredTable(
        table,
        table.name,
        tuple(
            Key(fields_, target or table.name, target_fields)
            for fields_, target, target_fields in holding(table, {t.name: t for t in beside})
        ),
        addresses,
        codes=code_lists.NAME if coded else "",
        coded=frozenset(fields & set(table.schema.by_name)),
    )


def parts_of(table: TextTable, tables: Tables) -> Mapping[str, TextTable]:
    """A table as its files hold it, by their name: whole, or by year where it is large.

    One word that is changed then changes the files of one year, not of all.
    """
    if table.cells.height <= file_formats.ROW_LIMIT or table.schema is code_lists.SCHEMA:
        return {table.name: table}
    years = pl.Series([package.period[:4] for package in tables.packages])
    of_row = years.gather(pl.Series(tables.package_of(tables[table.name]).to_numpy()))
    return {
        f"{table.name}-{year}": TextTable(table.schema, table.cells.filter(of_row == year))
        for year in sorted(of_row.unique())
    }


def _year(part_name: str, table: TextTable) -> str:
    return part_name.removeprefix(table.name).removeprefix("-")


def _files(name: str, table: TextTable) -> Iterator[PublishedFile]:
    """A table in its forms; one that is cut by year not as JSON, three times as long as its CSV."""
    yield published_file(f"{name}.csv", csv_pieces(table))
    if name == table.name:
        yield published_file(f"{name}.json", json_pieces(table))
    yield published_file(f"{name}.parquet", (file_formats.parquet(table),))


def published_file(name: str, pieces: Iterable[bytes]) -> PublishedFile:
    """A finished file of these pieces."""
    store = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  # closed with its owner
    digest = hashlib.sha256()
    for piece in pieces:
        store.write(piece)
        digest.update(piece)
    return PublishedFile(name, store.tell(), digest.hexdigest(), store)


def _rows_with(table: TextTable, tables: Tables) -> Mapping[str, int]:
    """How many rows are of periods that have each field."""
    if not table.schema.versions:
        return dict.fromkeys(table.cells.columns, table.cells.height)
    rows = tables.package_of(tables[table.name]).value_counts()
    versions = {i: table.schema.at(tables.packages[i].period) for i in rows.index}
    return {
        name: sum(int(rows[i]) for i, version in versions.items() if name in version.by_name)
        for name in table.cells.columns
    }


def _table(
    table: TextTable,
    parts: tuple[TablePart, ...],
    foreign: tuple[Foreign, ...],
    rows_with: Mapping[str, int],
) -> PublishedTable:
    rows = table.cells.height
    empty = {name: table.cells[name].null_count() - rows + rows_with[name] for name in rows_with}
    # a copy, because a slice would keep the whole table in memory until the site is built
    head = pl.DataFrame(table.cells.head(_PREVIEW).rows(), table.cells.schema, orient="row")
    return PublishedTable(
        schema=table.schema,
        parts=parts,
        foreign=foreign,
        rows=rows,
        rows_with=rows_with,
        empty=empty,
        head=head,
    )
