"""Files of one table, over all packages -> one frame of text, each row knowing where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import polars as pl

from mingbai import csvtext, encoding, headings, jail
from mingbai.csvtext import Rows
from mingbai.issues import Issue
from mingbai.package import FILE_LIMIT, Package
from mingbai.schema import Schema

_LF, _COMMA, _CONTROLS = 10, 44, 32
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Texts:
    """Rows of one table as text.

    frame: a String column a field, null where the cell is empty. file: position in `paths` of
    each row. line: the spreadsheet line of each row.
    """

    schema: Schema
    paths: tuple[str, ...]
    frame: pl.DataFrame
    file: np.ndarray[Any, np.dtype[np.int32]]
    line: np.ndarray[Any, np.dtype[np.int32]]

    def place(self, row: int) -> tuple[str, int]:
        """(file, spreadsheet line) of the row at this position."""
        return self.paths[int(self.file[row])], int(self.line[row])

    def index(self, kept: np.ndarray[Any, np.dtype[np.bool_]] | None) -> pd.MultiIndex:
        """The index of `Table`, of all rows or of those kept, built without looking for values."""
        file = self.file if kept is None else self.file[kept]
        line = self.line if kept is None else self.line[kept]
        last = int(line.max()) if len(line) else 1
        return pd.MultiIndex(
            levels=[pd.Index(self.paths, dtype="str"), pd.RangeIndex(last + 1)],
            codes=[file, line],
            names=["file", "line"],
            verify_integrity=False,
        )


def gather(schema: Schema, packages: Sequence[Package]) -> tuple[Texts, tuple[Issue, ...]]:
    """Every row of the table whose shape is right, and every fault of encoding and shape."""
    issues: list[Issue] = []
    rows: list[Rows] = []
    for package in packages:
        if schema.name not in package.files:
            continue
        path = package.files[schema.name]
        raw = jail.content(package.root, path, FILE_LIMIT)
        if isinstance(raw, Issue):
            issues.append(raw)
            continue
        found = _quick(path, raw, schema)
        if found is None:
            found, faults = _slow(path, raw, schema)
            issues.extend(faults)
        if found is not None:
            rows.append(found)
    return _joined(schema, rows, issues), tuple(issues)


def _quick(path: str, raw: bytes, schema: Schema) -> Rows | None:
    """Rows of a file whose shape holds as far as counting shows; None: look at it slowly."""
    body = csvtext.normal(raw.removeprefix(_BOM))
    head, _, rest = body.partition(b"\n")
    if head not in headings.exact(schema) or not rest.endswith(b"\n") or b"\n\n" in rest:
        return None
    octets = np.frombuffer(rest, dtype=np.uint8)
    count = int(np.count_nonzero(octets == _LF))
    if count != np.count_nonzero(octets < _CONTROLS) or rest.startswith(b"\n"):
        return None
    hidden = csvtext.hidden_commas(rest) if b'"' in rest else 0
    commas = int(np.count_nonzero(octets == _COMMA))
    if hidden is None or commas - hidden != count * (len(schema.fields) - 1):
        return None
    return Rows(path, rest, count, hidden)


def _slow(path: str, raw: bytes, schema: Schema) -> tuple[Rows | None, tuple[Issue, ...]]:
    decoded = encoding.utf8(raw, path)
    if decoded.body is None:
        return None, decoded.issues
    rows, faults = csvtext.inspect(path, decoded.body, schema)
    return rows, (*decoded.issues, *faults)


def _parse(schema: Schema, rows: Sequence[Rows]) -> pl.DataFrame:
    """One read of all bytes; raises on invalid UTF-8 or a row too long."""
    names = headings.names(schema)
    if not any(part.count for part in rows):
        return pl.DataFrame(schema=dict.fromkeys(names, pl.String))
    return pl.read_csv(
        b"".join(part.body for part in rows),
        has_header=False,
        schema=dict.fromkeys(names, pl.String),
        infer_schema=False,
    )


def _joined(schema: Schema, rows: list[Rows], issues: list[Issue]) -> Texts:
    try:
        frame = _parse(schema, rows)
    except (pl.exceptions.ComputeError, pl.exceptions.SchemaError):
        rows = _looked_at(schema, rows, issues)
        frame = _parse(schema, rows)
    counts = np.array([part.count for part in rows], dtype=np.int64)
    assert frame.height == counts.sum(), "as many rows as lines"
    if any(b'""' in part.body for part in rows if part.hidden or b'"' in part.body):
        frame = frame.select(pl.when(pl.all() != "").then(pl.all()))
    file = np.repeat(np.arange(len(rows), dtype=np.int32), counts)
    return Texts(schema, tuple(part.path for part in rows), frame, file, _lines(rows, counts))


def _looked_at(schema: Schema, rows: list[Rows], issues: list[Issue]) -> list[Rows]:
    """All files once more, slowly: somewhere a byte is wrong, or a long row hides a short one."""
    kept: list[Rows] = []
    head = headings.exact(schema)[0] + b"\n"
    for part in rows:
        found, faults = (part, ()) if part.lines else _slow(part.path, head + part.body, schema)
        issues.extend(faults)
        if found is not None:
            kept.append(found)
    return kept


def _lines(
    rows: Sequence[Rows], counts: np.ndarray[Any, np.dtype[np.int64]]
) -> np.ndarray[Any, np.dtype[np.int32]]:
    """Spreadsheet line of each row: 2, 3, 4 … a file, or as the slow way counted."""
    starts = np.concatenate(([0], np.cumsum(counts)[:-1])) if len(counts) else counts
    lines = np.arange(counts.sum(), dtype=np.int64) - np.repeat(starts, counts) + 2
    for part, start in zip(rows, starts, strict=True):
        if part.lines is not None:
            lines[start : start + part.count] = part.lines
    return lines.astype(np.int32)
