"""Files of one table, over all packages -> one frame of text, each row knowing where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
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

    frame: a String column a field, null where the cell is empty, and `columns.with_values`.
    file: position in `paths` of each row. line: the spreadsheet line of each row.
    is_whole: every file could be read and every row had its shape.
    """

    schema: Schema
    paths: tuple[str, ...]
    frame: pl.DataFrame
    file: Codes
    line: Codes
    is_whole: bool

    def place(self, row: int) -> tuple[str, int]:
        """(file, spreadsheet line) of the row at this position."""
        return self.paths[int(self.file[row])], int(self.line[row])

    def outside(self, passed: frozenset[str]) -> Positions:
        """Positions of all rows that stand in none of these packages."""
        is_asked = [path.rpartition("/")[0] not in passed for path in self.paths]
        return np.flatnonzero(np.array(is_asked, dtype=np.bool_)[self.file])

    def rows(self, chosen: np.ndarray[Any, np.dtype[Any]]) -> list[tuple[str | None, ...]]:
        """Cells of the chosen rows, as text."""
        return self.frame.select(headings.names(self.schema))[chosen].rows()

    def keys(self, names: Sequence[str]) -> pl.DataFrame:
        """Key columns of all rows as values: 1.5 is 1.50; a code is its text."""
        return self.frame.select(
            casting.value_column(self.schema[name]) if self.schema[name].type == "number" else name
            for name in names
        )

    def said(self, names: Sequence[str], chosen: np.ndarray[Any, np.dtype[Any]]) -> list[str]:
        """Key of each chosen row as a message shows it, its parts as they were written."""
        written = self.frame.select(names)[chosen].rows()
        return [" ".join(part or "" for part in parts) for parts in written]

    def index(self, kept: np.ndarray[Any, np.dtype[np.bool_]] | None) -> pd.MultiIndex:
        """The index of `Table`, of all rows or of those kept, built without looking for values."""
        file = self.file if kept is None else self.file[kept]
        line = self.line if kept is None else self.line[kept]
        last = int(line.max()) if len(line) else 1
        return pd.MultiIndex(
            levels=[pd.Index(self.paths, dtype="str"), pd.RangeIndex(last + 1)],  # type: ignore[list-item]
            codes=[file, line],  # type: ignore[list-item]
            names=["file", "line"],
            verify_integrity=False,
        )


def gather(schema: Schema, packages: Sequence[Package]) -> tuple[Texts, tuple[Issue, ...]]:
    """Every row of the table whose shape is right, and every fault of encoding and shape."""
    rows, bodies, issues = _files(schema, packages, is_sure=False)
    try:
        frame = _parse(schema, bodies)
    except (pl.exceptions.ComputeError, pl.exceptions.SchemaError):
        # somewhere a byte is wrong, or a row too long makes up for one too short
        rows, bodies, issues = _files(schema, packages, is_sure=True)
        frame = _parse(schema, bodies)
    counts = np.array([part.count for part in rows], dtype=np.int64)
    assert frame.height == counts.sum(), "as many rows as lines"
    file = np.repeat(np.arange(len(rows), dtype=np.int32), counts)
    paths = tuple(part.path for part in rows)
    frame = casting.with_values(schema, frame)
    is_whole = not any(issue.severity is Severity.ERROR for issue in issues)
    return Texts(
        schema=schema,
        paths=paths,
        frame=frame,
        file=file,
        line=_lines(rows, counts),
        is_whole=is_whole,
    ), tuple(issues)


def _files(
    schema: Schema, packages: Sequence[Package], *, is_sure: bool
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
        found, body, faults = _quick(path, raw, schema, is_sure) or _slow(path, raw, schema)
        issues.extend(faults)
        if found is not None:
            rows.append(found)
            bodies.append(body)
    return rows, bodies, issues


def _quick(path: str, raw: bytes, schema: Schema, is_sure: bool) -> File | None:
    """Rows of a file whose shape holds as far as counting shows; None: look at it slowly.

    Counting does not see bytes that are not UTF-8, nor two wrong rows that make up for each
    other; reading does, and then each file is asked to be sure.
    """
    body = csv.normal(raw.removeprefix(_BOM))
    end = body.find(b"\n")
    width = len(schema.fields)
    if body[:end] not in headings.exact(schema) or body[-1:] != b"\n" or end == len(body) - 1:
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
    if (is_sure or width == 1) and not csv.is_even(body[end + 1 :], width):
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
    with ThreadPoolExecutor(_THREADS) as threads:
        frames = list(threads.map(lambda batch: _rows(names, batch), _batches(bodies)))
    return pl.concat([pl.DataFrame(schema=dict.fromkeys(names, pl.String)), *frames])


def _batches(bodies: Sequence[Body]) -> Iterator[bytes]:
    """Bodies joined, some 16 MB at a time, after a mark for polars to strip.

    It strips one from whatever it reads: without ours, one that stands in the first cell.
    """
    held: list[Body] = [_BOM]
    size = 0
    for body in bodies:
        held.append(body)
        size += len(body)
        if size > _BATCH:
            yield b"".join(held)
            held, size = [_BOM], 0
    if size:
        yield b"".join(held)


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
    found: Codes = lines.astype(np.int32)
    return found
