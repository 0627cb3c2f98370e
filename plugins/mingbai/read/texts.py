"""Files of one table, over all packages -> one frame of text, each row knowing where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import chain, groupby
from typing import Any

import numpy as np
import pandas as pd
import polars as pl

from mingbai.issues import Issue, Severity
from mingbai.read import csv, encoding, headings
from mingbai.read.cell import casting
from mingbai.read.csv import LINE_LIMIT, Rows
from mingbai.read.package import FILE_LIMIT, Package, folders
from mingbai.schema import Schema

Codes = np.ndarray[Any, np.dtype[np.int32]]
Positions = np.ndarray[Any, np.dtype[np.int64]]
Body = bytes | memoryview
File = tuple[Rows | None, Body, tuple[Issue, ...]]
_LF, _COMMA, _CONTROLS = 10, 44, 32
_THREADS, _BATCH = 2, 16 * folders.MEGABYTE
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Texts:
    """Rows of one table as text.

    schema: of all periods; in a part that `by_version` gives, that of its rows' periods.
    schemas: the schema of each file's period. frame: a String column a field, null where the cell
    is empty or the file's period lacks the field, and `casting.with_values`. file: position in
    `paths` of each row. line: the spreadsheet line of each row. is_whole: every file could be read
    and every row had its shape. sha256: of each file, "" for most that are saved in another way
    than this program writes (`csv.Rows`).
    """

    schema: Schema
    paths: tuple[str, ...]
    schemas: tuple[Schema, ...]
    frame: pl.DataFrame
    file: Codes
    line: Codes
    is_whole: bool
    sha256: tuple[str, ...] = ()

    def path(self, row: int) -> str:
        """The file of the row at this position."""
        return self.paths[int(self.file[row])]

    def place(self, row: int) -> tuple[str, int]:
        """(file, spreadsheet line) of the row at this position."""
        return self.paths[int(self.file[row])], int(self.line[row])

    def outside(self, packages: frozenset[str]) -> Positions:
        """Positions of all rows outside of these packages (by path)."""
        is_outside = [path.rpartition("/")[0] not in packages for path in self.paths]
        return np.flatnonzero(np.array(is_outside, dtype=np.bool_)[self.file])

    def by_version(self, chosen: Positions) -> Iterator[tuple[Texts, Positions]]:
        """The chosen rows by the schema of their period: the text under it, and their positions."""
        versions = tuple({id(schema): schema for schema in self.schemas}.values()) or (self.schema,)
        if len(versions) == 1:
            yield replace(self, schema=versions[0]), chosen
            return
        numbers = {id(version): number for number, version in enumerate(versions)}
        number_of_file = np.array([numbers[id(schema)] for schema in self.schemas])
        number_of_row = number_of_file[self.file[chosen]]
        for number, version in enumerate(versions):
            yield replace(self, schema=version), chosen[number_of_row == number]

    def rows(self, chosen: np.ndarray[Any, np.dtype[Any]]) -> list[tuple[str | None, ...]]:
        """Cells of the chosen rows, as text."""
        return self.frame.select(headings.names(self.schema))[chosen].rows()

    def keys(self, names: Sequence[str]) -> pl.DataFrame:
        """Key columns of all rows as values: 1.5 is 1.50; a code is its text."""
        return self.frame.select(
            casting.value_column(self.schema[name]) if self.schema[name].type == "number" else name
            for name in names
        )

    def key_texts(self, names: Sequence[str], chosen: np.ndarray[Any, np.dtype[Any]]) -> list[str]:
        """Key of each chosen row as text for a message, in the spelling of the file."""
        key_parts = self.frame.select(names)[chosen].rows()
        return [" ".join(part or "" for part in parts) for parts in key_parts]

    def index(self, is_kept: np.ndarray[Any, np.dtype[np.bool_]] | None) -> pd.MultiIndex:
        """The index of `Table`, of all rows or of those kept, built without looking for values."""
        file = self.file if is_kept is None else self.file[is_kept]
        line = self.line if is_kept is None else self.line[is_kept]
        last = int(line.max()) if len(line) else 1
        return pd.MultiIndex(
            levels=[pd.Index(self.paths, dtype="str"), pd.RangeIndex(last + 1)],  # type: ignore[list-item]
            codes=[file, line],  # type: ignore[list-item]
            names=["file", "line"],
            verify_integrity=False,
        )


def gather(
    schema: Schema, packages: Sequence[Package], unhashed: frozenset[str] = frozenset()
) -> tuple[Texts, tuple[Issue, ...]]:
    """Every row of the table whose shape is right, and every fault of encoding and shape.

    Each package is read by the schema of its period, all packages of one version together.
    unhashed: paths of packages whose files are not hashed (`Texts.sha256`).
    """
    if not any(schema.name in package.files for package in packages):
        return _without_rows(schema), ()
    groups: dict[int, tuple[Schema, list[Package]]] = {}
    for package in packages:
        version = schema.at(package.period)
        groups.setdefault(id(version), (version, []))[1].append(package)
    parts = [_file_rows(version, members, unhashed) for version, members in groups.values()]
    issues = tuple(issue for part in parts for issue in part.issues)
    if schema.versions or not parts:
        files = [p.files[schema.name] for p in packages if schema.name in p.files]
        whole = _in_order(schema, parts, files)
    else:
        (whole,) = parts
    counts = np.array([rows.count for rows in whole.rows], dtype=np.int64)
    texts = Texts(
        schema=schema,
        paths=tuple(rows.path for rows in whole.rows),
        sha256=tuple(rows.sha256 for rows in whole.rows),
        schemas=tuple(whole.schemas),
        frame=casting.with_values(schema, whole.frame),
        file=np.repeat(np.arange(len(whole.rows), dtype=np.int32), counts),
        line=_lines(whole.rows, counts),
        is_whole=not any(issue.severity is Severity.ERROR for issue in issues),
    )
    return texts, issues


# By the identity of a schema, which is kept with it: most kinds leave most of their tables out.
_ROWLESS: dict[int, Texts] = {}


def _without_rows(schema: Schema) -> Texts:
    """A table that no package has: always the same object."""
    if id(schema) not in _ROWLESS:
        none = np.empty(0, dtype=np.int32)
        _ROWLESS[id(schema)] = Texts(
            schema=schema,
            paths=(),
            sha256=(),
            schemas=(),
            frame=casting.with_values(schema, _parse(schema, [])),
            file=none,
            line=none,
            is_whole=True,
        )
    return _ROWLESS[id(schema)]


@dataclass(frozen=True)
class _FileRows:
    """Some files of a table. schemas: of each file's period. frame: their rows, one by one."""

    rows: list[Rows]
    schemas: list[Schema]
    frame: pl.DataFrame
    issues: list[Issue]


def _file_rows(schema: Schema, packages: Sequence[Package], unhashed: frozenset[str]) -> _FileRows:
    """The files of packages that have the same version of the schema."""
    rows, bodies, issues = _files(schema, packages, unhashed, is_sure=False)
    try:
        frame = _parse(schema, bodies)
    except (pl.exceptions.ComputeError, pl.exceptions.SchemaError):
        # somewhere a byte is wrong, or a row too long makes up for one too short
        rows, bodies, issues = _files(schema, packages, unhashed, is_sure=True)
        frame = _parse(schema, bodies)
    assert frame.height == sum(file.count for file in rows), "as many rows as lines"
    return _FileRows(rows, [schema] * len(rows), frame, issues)


def _in_order(schema: Schema, parts: Sequence[_FileRows], paths: Sequence[str]) -> _FileRows:
    """Parts of several versions -> one with the fields of all periods, in the order of `paths`.

    Files of one part are in that order already, so a run of them is cut out as one slice.
    """
    empty = pl.DataFrame(schema=dict.fromkeys(headings.names(schema), pl.String))
    frames = [pl.concat([empty, part.frame], how="diagonal") for part in parts]
    by_path = {
        rows.path: (number, rows, version)
        for number, part in enumerate(parts)
        for rows, version in zip(part.rows, part.schemas, strict=True)
    }
    files = [by_path[path] for path in paths if path in by_path]
    slices, ends = [empty], [0] * len(parts)
    for number, run in groupby(files, key=lambda file: file[0]):
        height = sum(rows.count for _, rows, _ in run)
        slices.append(frames[number].slice(ends[number], height))
        ends[number] += height
    return _FileRows(
        rows=[rows for _, rows, _ in files],
        schemas=[version for _, _, version in files],
        frame=pl.concat(slices, rechunk=True),
        issues=[],
    )


def _files(
    schema: Schema, packages: Sequence[Package], unhashed: frozenset[str], *, is_sure: bool
) -> tuple[list[Rows], list[Body], list[Issue]]:
    """What each file holds, its rows as text, and what is wrong with it."""
    rows: list[Rows] = []
    bodies: list[Body] = []
    issues: list[Issue] = []
    for package in packages:
        if schema.name not in package.files:
            continue
        path = package.files[schema.name]
        raw = folders.content(package.root, path, FILE_LIMIT)
        if isinstance(raw, Issue):
            issues.append(raw)
            continue
        shape, body, faults = _quick(path, raw, schema, is_sure) or _slow(path, raw, schema)
        issues.extend(faults)
        if shape is not None:
            is_asked = package.path not in unhashed and _is_as_written(raw, schema)
            rows.append(replace(shape, sha256=sha256(raw).hexdigest()) if is_asked else shape)
            bodies.append(body)
    return rows, bodies, issues


def _is_as_written(raw: bytes, schema: Schema) -> bool:
    """Whether a file stands as it would be written: names as heading, LF, no quote, no mark.

    A file with a quote, which may be needed or not, is taken for one that does not.
    """
    return (
        raw.startswith(headings.exact(schema)[0] + b"\n") and b'"' not in raw and b"\r" not in raw
    )


def _quick(path: str, raw: bytes, schema: Schema, is_sure: bool) -> File | None:
    """Rows of a file whose shape holds as far as counting shows; None: look at it slowly.

    Counting does not see bytes that are not UTF-8, nor two wrong rows that make up for each
    other; reading does, and then each file is asked to be sure.
    """
    if len(raw) > csv.ROW_LIMIT and raw.count(b"\n") > csv.ROW_LIMIT:
        return None
    body = csv.normal(raw.removeprefix(_BOM))
    end = body.find(b"\n")
    width = len(schema.fields)
    if body[-1:] != b"\n" or end == len(body) - 1 or not headings.is_right(body[:end], schema):
        return None
    octets = np.frombuffer(body, dtype=np.uint8)[end:]  # from the line break of the heading on
    breaks = np.flatnonzero(octets == _LF)
    count = len(breaks) - 1
    if count + 1 != np.count_nonzero(octets < _CONTROLS) or np.diff(breaks).max() > LINE_LIMIT:
        return None
    hidden = csv.hidden_commas(octets) if body.find(b'"', end) >= 0 else 0
    commas = int(np.count_nonzero(octets == _COMMA))
    if hidden is None or commas - hidden != count * (width - 1):
        return None
    if commas + count > csv.CELLS_LIMIT:
        return None
    if (is_sure or width == 1) and not csv.is_rectangular(body[end + 1 :], width):
        return None
    return Rows(path, count), memoryview(body)[end + 1 :], ()


def _slow(path: str, raw: bytes, schema: Schema) -> File:
    decoded = encoding.utf8(raw, path, headings.titles(schema))
    if decoded.body is None:
        return None, b"", decoded.issues
    rows, body, faults = csv.inspect(path, decoded.body, schema)
    return rows, body, (*decoded.issues, *faults)


def _parse(schema: Schema, bodies: Sequence[Body]) -> pl.DataFrame:
    """One read of all bytes, a batch a thread; raises on invalid UTF-8 or a row too long."""
    names = headings.names(schema)
    if sum(map(len, bodies)) <= _BATCH:  # starting threads takes longer than reading a few files
        frames = [_rows(names, batch) for batch in _batches(bodies)]
    else:
        with ThreadPoolExecutor(_THREADS) as threads:
            frames = list(threads.map(lambda batch: _rows(names, batch), _batches(bodies)))
    return pl.concat([pl.DataFrame(schema=dict.fromkeys(names, pl.String)), *frames])


def _batches(bodies: Sequence[Body]) -> Iterator[bytes]:
    """Bodies joined, some 16 MB at a time, after a mark for polars to strip.

    It strips one from whatever it reads: without ours, one that stands in the first cell.
    """
    pending: list[Body] = [_BOM]
    size = 0
    for body in chain.from_iterable(map(_pieces, bodies)):
        pending.append(body)
        size += len(body)
        if size > _BATCH:
            yield b"".join(pending)
            pending, size = [_BOM], 0
    if size:
        yield b"".join(pending)


def _pieces(body: Body) -> Iterator[Body]:
    """A large body in pieces of a batch, cut behind a line: it is never copied as a whole."""
    start = 0
    while len(body) - start > 2 * _BATCH:
        end = start + _BATCH
        end += bytes(body[end : end + LINE_LIMIT + 1]).index(b"\n") + 1
        yield body[start:end]
        start = end
    yield body[start:] if start else body


def _rows(names: Sequence[str], body: bytes) -> pl.DataFrame:
    schema = dict.fromkeys(names, pl.String)
    frame = pl.read_csv(body, has_header=False, schema=schema, infer_schema=False)
    if b'"' in body and b'""' in body:
        frame = frame.select(pl.when(pl.all() != "").then(pl.all()))
    return frame


def _lines(rows: Sequence[Rows], counts: np.ndarray[Any, np.dtype[np.int64]]) -> Codes:
    """Spreadsheet line of each row: 2, 3, 4 … a file, or as the slow way counted."""
    starts = np.concatenate(([0], np.cumsum(counts)[:-1])) if len(counts) else counts
    lines = np.arange(counts.sum(), dtype=np.int64) - np.repeat(starts, counts) + 2
    for part, start in zip(rows, starts, strict=True):
        if part.lines is not None:
            lines[start : start + part.count] = part.lines
    line_numbers: Codes = lines.astype(np.int32)
    return line_numbers
