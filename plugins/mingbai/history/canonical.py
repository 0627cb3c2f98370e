"""Tables -> the canonical form of each table of each package: its bytes, digest and rows root.

Byte for byte the CSV that the portal offers for that version: UTF-8 without BOM, LF, the names of
the fields as heading, only the fields of the package's period, quotes only where they must be,
typed values, rows as committed. How a clerk saved the file (BOM, line ends, Chinese headings,
encoding, quotes) changes nothing. `content/decisions/0017-canonical-form.md` has test vectors.

A table's digest is the sha256 of that file. That of a person list is salted, since its few possible
rows could be guessed. Rows are hashed one by one, the only loop over rows of this program; its
result is kept beside the digest, so that a check never repeats it for what is published.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import itemgetter

import numpy as np
import numpy.typing as npt
import polars as pl

from mingbai.history import merkle
from mingbai.read import Package, Table, Tables
from mingbai.schema import Schema
from mingbai.tabular import TextTable, csv_heading, csv_lines, csv_pieces, json_texts, text_table

Hashes = tuple[bytes, ...]
# A package with its first row and the row after its last.
_Placed = tuple[Package, int, int]
_BATCH_ROWS = 50_000


@dataclass(frozen=True, slots=True)
class TableDigest:
    """What the seal of a package says of one table. digest: 64 hex digits, salted for persons."""

    rows: int
    digest: str


def digests(tables: Tables, wanted: Container[str]) -> dict[str, dict[str, TableDigest]]:
    """Package path -> table name -> digest, of the wanted packages, by columns over all of them.

    A file that holds its canonical form is hashed as it stands: it was, when it was read.
    """
    by_package = {p.path: dict[str, TableDigest]() for p in tables.packages if p.path in wanted}
    for table in tables if by_package else ():
        verbatim = {} if table.schema.is_person_list else dict(_verbatim(tables, table, wanted))
        for path, table_digest in verbatim.items():
            by_package[path][table.name] = table_digest
        for part in _parts(tables, table, by_package.keys() - verbatim.keys()):
            slices = csv_lines(part.table).slices()
            heading = csv_heading(part.table.schema)
            for package, first, last in part.packages:
                salt = salt_of(package, table.name) if table.schema.is_person_list else ""
                lines = slices.data[slices.starts[first] : slices.starts[last]]
                table_digest = TableDigest(last - first, digest(heading, lines, salt=salt))
                by_package[package.path][table.name] = table_digest
    return by_package


def _verbatim(
    tables: Tables, table: Table, wanted: Container[str]
) -> Iterator[tuple[str, TableDigest]]:
    """Path and digest of the wanted packages whose file of a table is its canonical form."""
    for package, first, last in _placed(tables, table, wanted):
        if sha256 := table.verbatim.get(package.files[table.name]):
            yield package.path, TableDigest(last - first, sha256)


def row_hashes(tables: Tables, wanted: Container[str]) -> dict[str, dict[str, Hashes]]:
    """Package path -> table name -> the hashes of its leaves, of the wanted packages; no persons.

    The loop over rows.
    """
    by_package = {p.path: dict[str, Hashes]() for p in tables.packages if p.path in wanted}
    for table in tables:
        if table.schema.is_person_list:
            continue
        for part in _parts(tables, table, wanted):
            row_keys = keys(part.table)
            row_leaves = _leaves(part.table, row_keys)
            for package, first, last in part.packages:
                rows = slice(first, last)
                by_key = zip(row_keys[rows].to_list(), row_leaves[rows].to_list(), strict=True)
                hashes = tuple(merkle.leaf_hash(leaf.encode()) for _, leaf in _ordered(by_key))
                by_package[package.path][table.name] = hashes
    return by_package


def digest(*pieces: bytes | memoryview, salt: str = "") -> str:
    """The sha256 of a table's file, in pieces, as 64 hex digits; of a salt and LF before them."""
    hasher = hashlib.sha256(f"{salt}\n".encode() if salt else b"")
    for piece in pieces:
        hasher.update(piece)
    return hasher.hexdigest()


def salt_of(package: Package, name: str) -> str:
    """The salt that a package's descriptor gives for a person list; "" where it gives none."""
    for resource in package.descriptor.get("resources", ()):
        if resource["name"] == name:
            return str(resource.get("salt", ""))
    return ""


def text_tables(tables: Tables, wanted: Container[str]) -> dict[str, dict[str, TextTable]]:
    """Package path -> table name -> its table, with the fields of its period, of some packages."""
    by_package = {p.path: dict[str, TextTable]() for p in tables.packages if p.path in wanted}
    for table in tables:
        for path, text in texts_of(tables, table.name, wanted).items():
            by_package[path][table.name] = text
    return by_package


def texts_of(tables: Tables, name: str, wanted: Container[str]) -> dict[str, TextTable]:
    """Package path -> one table, with the fields of its period, of some packages that have it."""
    return {
        package.path: TextTable(part.table.schema, part.table.cells[first:last])
        for part in _parts(tables, tables[name], wanted)
        for package, first, last in part.packages
    }


def file(table: TextTable) -> bytes:
    """The canonical bytes of a table, whole."""
    return b"".join(csv_pieces(table))


def keys(table: TextTable) -> pl.Series:
    """The key of each row: a canonical JSON array of the key's cells as text."""
    cells = [
        json_texts(table.cells[name]).fill_null("null").alias(str(i))
        for i, name in enumerate(table.schema.primary_key)
    ]
    if not cells:
        return pl.Series(["[]"] * table.cells.height, dtype=pl.String)
    joined = pl.DataFrame(cells).select(key=pl.concat_str(pl.all(), separator=","))
    return "[" + joined["key"] + "]"


def leaves(table: TextTable) -> list[bytes]:
    """The leaves of a table's rows, in the order of their keys.

    Each is the table's name, LF, the row's key, LF, its line without LF.
    """
    row_keys = keys(table)
    by_key = zip(row_keys.to_list(), _leaves(table, row_keys).to_list(), strict=True)
    return [leaf.encode() for _, leaf in _ordered(by_key)]


def root(*hashes: Hashes) -> str:
    """The root over the leaves of one or more tables, by their hashes, as 64 hex digits."""
    joined = tuple(one for part in hashes for one in part)
    return merkle.tree_of_hashes(joined).root().hex()


def _leaves(table: TextTable, row_keys: pl.Series) -> pl.Series:
    """The leaf of each row, as text, in the table's own order. row_keys: its `keys`."""
    lines = csv_lines(table).series.str.strip_suffix("\n")
    rows = pl.DataFrame({"key": row_keys, "line": lines})
    head = pl.lit(f"{table.name}\n")
    return rows.select(leaf=pl.concat_str(head, "key", pl.lit("\n"), "line"))["leaf"]


def _ordered(by_key: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Rows in the order of their keys' bytes; code points of text have the order of its UTF-8."""
    return sorted(by_key)


@dataclass(frozen=True)
class _Part:
    """All rows of a table, by the fields of one of its versions, and the packages that have it.

    packages: with the first row of each and the row after its last.
    """

    table: TextTable
    packages: tuple[_Placed, ...]


def _parts(tables: Tables, table: Table, wanted: Container[str]) -> Iterator[_Part]:
    """The wanted rows of a table, by the version that their packages are written in, in batches.

    Packages of two versions may stand by turns: their cells are made together, as one run of rows.
    """
    owned = list(_placed(tables, table, wanted))
    for batch in _batches(owned):
        cells = text_table(table, _rows(batch)).cells
        ends = np.cumsum([last - first for _, first, last in batch]).tolist()
        starts = [0, *ends[:-1]]
        of_version: dict[int, tuple[Schema, list[_Placed]]] = {}
        for (package, _, _), first, last in zip(batch, starts, ends, strict=True):
            version = table.schema.at(package.period)
            of_version.setdefault(id(version), (version, []))[1].append((package, first, last))
        for version, packages in of_version.values():
            yield _part(version, cells, packages)


def _placed(tables: Tables, table: Table, wanted: Container[str]) -> Iterator[_Placed]:
    """The wanted packages that have a table, each with its rows."""
    is_owned = [table.name in p.files and p.path in wanted for p in tables.packages]
    if not any(is_owned):
        return
    edges = _edges(tables, table)
    for package, (first, last), is_own in zip(tables.packages, edges, is_owned, strict=True):
        if is_own:
            yield package, first, last


def _part(version: Schema, cells: pl.DataFrame, packages: Sequence[_Placed]) -> _Part:
    """The rows of these packages, of all cells, with the fields of a version."""
    of_version = cells.select([field.name for field in version.fields])
    if sum(last - first for _, first, last in packages) < cells.height:
        of_version = of_version[_rows(packages)]
    ends = np.cumsum([last - first for _, first, last in packages]).tolist()
    placed = zip(packages, [0, *ends], ends, strict=False)
    return _Part(
        TextTable(version, of_version),
        tuple((package, first, last) for (package, _, _), first, last in placed),
    )


def _batches(packages: Sequence[_Placed]) -> Iterator[Sequence[_Placed]]:
    """Packages until they have _BATCH_ROWS rows, so that few of them are texts at a time."""
    sizes = np.cumsum([last - first for _, first, last in packages])
    for _, batch in groupby(zip(packages, sizes // _BATCH_ROWS, strict=True), key=itemgetter(1)):
        yield [package for package, _ in batch]


def _rows(packages: Sequence[_Placed]) -> npt.NDArray[np.int64] | slice:
    """The rows of packages, as one slice where they follow each other: a slice copies nothing."""
    if all(one[2] == other[1] for one, other in pairwise(packages)):
        return slice(packages[0][1], packages[-1][2])
    return np.concatenate([np.arange(first, last) for _, first, last in packages])


def _edges(tables: Tables, table: Table) -> list[tuple[int, int]]:
    """First row and row after the last of each package; rows of one package stand together."""
    owners = tables.package_of(table).to_numpy()
    if (np.diff(owners) < 0).any():
        raise ValueError(f"{table.name}: rows of one package do not stand together")
    return list(pairwise(np.searchsorted(owners, np.arange(len(tables.packages) + 1)).tolist()))
