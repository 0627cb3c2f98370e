"""The tables of a dataset -> those of each package: lines and foreign keys by columns, then cut."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial

import numpy as np
import numpy.typing as npt
import polars as pl

from mingbai.portal.datasets.descriptors import Foreign
from mingbai.portal.datasets.distribution import published_tables
from mingbai.read import Package, Tables
from mingbai.schema import Schema
from mingbai.tabular import StoredLines, TextTable, csv_heading, csv_lines

_ROWS = 50_000  # written at once: memory stays flat, columns stay long
_PACKAGE = "\0package"  # no field is called so
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class PackageTable:
    """One table of one package. schema: with the fields of its period.

    foreign: the foreign keys that are valid inside the package alone. heading: the first line.
    lines: those of many packages, of which first … last-1 are its own.
    """

    schema: Schema
    foreign: tuple[Foreign, ...]
    heading: bytes
    lines: StoredLines
    first: int
    last: int

    def csv(self) -> bytes:
        """Its CSV, as `csv_pieces` writes it."""
        return self.heading + self.lines.read(self.first, self.last)


def package_tables(tables: Tables) -> Iterator[tuple[Package, Mapping[str, PackageTable]]]:
    """Every package with its published tables by name."""
    cuts = {table.name: _cut(table, tables) for table in published_tables(tables)}
    failing = cache(partial(_failing, cuts))
    for i, package in enumerate(tables.packages):
        schemas = {
            name: cut.versions[cut.version_of[i]]
            for name, cut in cuts.items()
            if name in package.files
        }
        yield (
            package,
            {
                name: PackageTable(
                    schema,
                    tuple(
                        key
                        for key in schema.foreign_keys
                        if _has_target(name, key, schemas) and i not in failing(name, key)
                    ),
                    *cuts[name].lines_of(i),
                )
                for name, schema in schemas.items()
            },
        )


@dataclass(frozen=True)
class _Cut:
    """A table whose rows belong to packages, one after the other.

    version_of: the number of each package's version. owners: the package of each row. edges: the
    first row of each package, and the end. headings, lines: of each version, of the rows that
    have it. before: of each version, how many of its rows stand before a row.
    """

    table: TextTable
    versions: Sequence[Schema]
    version_of: Sequence[int]
    owners: Ints
    edges: Ints
    headings: Sequence[bytes]
    lines: Sequence[StoredLines]
    before: Sequence[Ints]

    def lines_of(self, package: int) -> tuple[bytes, StoredLines, int, int]:
        """The heading and lines of its version, and which of them are a package's."""
        version = self.version_of[package]
        first, last = self.before[version][self.edges[package : package + 2]].tolist()
        return self.headings[version], self.lines[version], first, last


def _cut(table: TextTable, tables: Tables) -> _Cut:
    owners = tables.package_of(tables[table.name]).to_numpy()
    if (np.diff(owners) < 0).any():
        raise ValueError(f"{table.name}: rows of one package do not stand together")
    versions = table.schema.versions or (table.schema,)
    version_of = [versions.index(table.schema.at(p.period)) for p in tables.packages]
    of_row = np.array(version_of, np.int64)[owners]
    is_of = [of_row == version for version in range(len(versions))]
    return _Cut(
        table=table,
        versions=versions,
        version_of=version_of,
        owners=owners,
        edges=np.searchsorted(owners, np.arange(len(tables.packages) + 1)),
        headings=[csv_heading(version) for version in versions],
        lines=[
            _lines(table, version, np.flatnonzero(mask))
            for version, mask in zip(versions, is_of, strict=True)
        ],
        before=[np.concatenate([np.zeros(1, np.int64), np.cumsum(mask)]) for mask in is_of],
    )


def _lines(table: TextTable, version: Schema, rows: Ints) -> StoredLines:
    lines, names = StoredLines(), [field.name for field in version.fields]
    for first in range(0, len(rows), _ROWS):
        cells = table.cells.select(names)[rows[first : first + _ROWS]]
        lines.append(csv_lines(TextTable(version, cells)))
    return lines


def _has_target(name: str, key: Foreign, schemas: Mapping[str, Schema]) -> bool:
    """Whether a package has the table and fields that a key leads to."""
    _, target_name, target_fields = key
    target = schemas.get(target_name or name)
    return target is not None and set(target_fields) <= {field.name for field in target.fields}


def _failing(cuts: Mapping[str, _Cut], name: str, key: Foreign) -> frozenset[int]:
    """The packages in which a row's key leads to no row of the same package."""
    fields, target_name, target_fields = key
    cut, target = cuts[name], cuts[target_name or name]
    keys = _with_package(cut, fields).filter(
        pl.any_horizontal(pl.col(field).is_not_null() for field in fields)
    )
    target_keys = _with_package(target, target_fields).rename(
        dict(zip(target_fields, fields, strict=True))
    )
    lost = keys.join(target_keys, on=[*fields, _PACKAGE], how="anti", nulls_equal=True)
    return frozenset(lost[_PACKAGE].to_list())


def _with_package(cut: _Cut, fields: Sequence[str]) -> pl.DataFrame:
    cells = cut.table.cells.select(fields).with_columns(pl.Series(_PACKAGE, cut.owners))
    return cells.unique()
