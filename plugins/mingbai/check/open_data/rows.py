"""Bytes of the files of one resource -> its rows as text, by the dialect that it states."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import polars as pl

from mingbai.check.open_data.dialects import Dialect, QuoteFault
from mingbai.check.open_data.rules import (
    BLANK_LINES,
    DANGEROUS_CHARACTER,
    TOO_MANY_COLUMNS,
    TOO_MANY_ROWS,
)
from mingbai.issues import EACH_LIMIT, Capped, Issue, rest_of
from mingbai.read import encoding
from mingbai.read.csv import EMPTY_FILE, LONG_ROW, NO_ROWS, SHORT_ROW
from mingbai.read.package.resources import WRONG_ENCODING

ROW_LIMIT = 2_000_000
COLUMN_LIMIT = 1_000
_CHUNK = 20_000
_SHOWN = 200
Octets = np.ndarray[Any, np.dtype[np.int32]]
# Control characters but tab and line breaks, marks that turn the direction of text, separators of
# lines, marks of the order of bytes (of files that were joined), surrogates, tags, non-characters:
# they change what a reader sees.
DANGEROUS = (
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\x{61c}\\x{200e}\\x{200f}"
    "\\x{2028}-\\x{202e}\\x{2066}-\\x{2069}\\x{fdd0}-\\x{fdef}\\x{feff}\\x{fffd}-\\x{ffff}"
    "\\x{1fffe}\\x{1ffff}\\x{e000}-\\x{f8ff}\\x{e0000}-\\x{e0fff}\\x{f0000}-\\x{10ffff}]"
)


@dataclass(frozen=True)
class File:
    """One file of a resource. path: POSIX below the data folder."""

    path: str
    body: bytes


@dataclass(frozen=True)
class TextRows:
    """Rows of a resource.

    labels: its heading, None where it has none. cells: a String column a column of the file (`0`,
    `1`, …). file: position in `paths` of each row; line: where it begins.
    """

    labels: tuple[str, ...] | None
    paths: tuple[str, ...]
    cells: pl.DataFrame
    file: Octets
    line: Octets

    def place(self, row: int) -> tuple[str, int]:
        """(file, line) of a row."""
        return self.paths[int(self.file[row])], int(self.line[row])

    def index(self, is_kept: np.ndarray[Any, np.dtype[np.bool_]]) -> pd.MultiIndex:
        """The index of `Table`, of the rows that are kept."""
        line = self.line[is_kept]
        last = int(line.max()) if len(line) else 1
        return pd.MultiIndex(
            levels=[pd.Index(self.paths, dtype="str"), pd.RangeIndex(last + 1)],  # type: ignore[list-item]
            codes=[self.file[is_kept], line],
            names=["file", "line"],
            verify_integrity=False,
        )


def tell_rows(
    issues: Capped, rows: TextRows, which: Octets, issue_of: Callable[[tuple[str, int], int], Issue]
) -> None:
    """Adds an issue of one rule for each of these rows (ascending), at bounded cost.

    Of each file as many are made as are kept; the others are counted. issue_of: (place, row) -> it.
    """
    files = rows.file[which]
    for file in np.unique(files):
        of_file = which[files == file]
        for row in of_file[:EACH_LIMIT]:
            issue = issue_of(rows.place(int(row)), int(row))
            issues.add(issue)
        if len(of_file) > EACH_LIMIT:
            rest = len(of_file) - EACH_LIMIT
            issues.add(rest_of(issue.code, issue.severity, issue.path, rest))


def text_of(file: File, stated: str, titles: Sequence[str]) -> tuple[str | None, tuple[Issue, ...]]:
    """(the text of a file, or None; what is to be said of its encoding).

    stated: the encoding that the resource names, "" for UTF-8.
    """
    if stated.lower().replace("_", "-") in ("", "utf-8", "utf8", "utf-8-sig"):
        decoded = encoding.utf8(file.body, file.path, titles)
        return (None if decoded.body is None else decoded.body.decode()), decoded.issues
    try:
        codecs.lookup(stated)
        text = file.body.decode(stated).removeprefix("\ufeff")
    except (LookupError, UnicodeError, ValueError):
        return None, (WRONG_ENCODING.issue(file.path, expected=stated),)
    if encoding.is_chinese_utf8(file.body):
        return None, (WRONG_ENCODING.issue(file.path, expected=stated),)
    return text, ()


def rows_of(
    files: Sequence[tuple[str, str]], dialect: Dialect, width: int
) -> tuple[TextRows | None, tuple[Issue, ...]]:
    """All rows of a resource over its files (path, text), which are one table; and their faults.

    width: how many columns there are where no heading says it. A file after the first may repeat
    the heading. None where nothing can be read. A file is left at the first quote out of place.
    """
    issues = Capped()
    labels: list[str] | None = None
    parts: list[pl.DataFrame] = []
    counts: list[int] = []
    lines: list[np.ndarray[Any, np.dtype[np.int32]]] = []
    for number, (path, text) in enumerate(files):
        fault = _size_fault(path, text)
        if fault is not None:
            return None, (*issues.all(), fault)
        try:
            heading = dialect.heading(text)
            if number == 0:
                labels = heading
                if heading is not None:
                    width = len(heading)
                if width > COLUMN_LIMIT:
                    found = TOO_MANY_COLUMNS.issue(
                        path, found=str(width), expected=str(COLUMN_LIMIT)
                    )
                    return None, (*issues.all(), found)
            has_heading = number == 0 or heading == labels
            of_file = dialect.records(text) if has_heading else _headless(dialect).records(text)
            chunks, of_lines = _chunks(path, of_file, width, dialect.null, issues)
        except QuoteFault as fault_:
            issues.add(fault_.rule.issue(path, fault_.row, found=_line(text, fault_.row)))
            return None, issues.all()
        parts += chunks
        lines.append(np.array(of_lines, dtype=np.int32))
        counts.append(len(of_lines))
    if not sum(counts):
        issues.add(NO_ROWS.issue(files[0][0]))
    names = [str(position) for position in range(width)]
    cells = pl.concat([pl.DataFrame(schema=dict.fromkeys(names, pl.String)), *parts])
    return TextRows(
        labels=None if labels is None else tuple(labels),
        paths=tuple(path for path, _ in files),
        cells=cells,
        file=np.repeat(np.arange(len(files), dtype=np.int32), counts),
        line=np.concatenate([np.empty(0, dtype=np.int32), *lines]),
    ), issues.all()


def _size_fault(path: str, text: str) -> Issue | None:
    if not text.strip():
        return EMPTY_FILE.issue(path)
    rows = text.count("\n") + (text.count("\r") if "\n" not in text else 0)
    if rows > ROW_LIMIT:
        return TOO_MANY_ROWS.issue(path, found=str(rows), expected=str(ROW_LIMIT))
    return None


def _headless(dialect: Dialect) -> Dialect:
    return Dialect(**{**dialect.__dict__, "heading_rows": ()})


def _line(text: str, row: int) -> str:
    """The beginning of a line, for a message."""
    start = 0
    for _ in range(row - 1):
        start = text.find("\n", start) + 1
    return text[start : start + _SHOWN].partition("\n")[0]


def _chunks(
    path: str,
    records: Iterator[tuple[int, list[str]]],
    width: int,
    null: str | None,
    issues: Capped,
) -> tuple[list[pl.DataFrame], list[int]]:
    """The rows of one file that have `width` cells, some thousands at a time, and their lines."""
    names = [str(position) for position in range(width)]
    parts: list[pl.DataFrame] = []
    lines: list[int] = []
    rows: list[list[str]] = []
    blank = 0

    def close() -> None:
        part = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")
        if null is not None:
            part = part.select(pl.when(pl.all() != null).then(pl.all()))
        parts.append(part)

    for line, cells in records:
        if not cells and width != 1:
            blank += 1
            continue
        if len(cells) != width and cells:
            rule = SHORT_ROW if len(cells) < width else LONG_ROW
            issues.add(rule.issue(path, line, found=str(len(cells)), expected=str(width)))
            continue
        rows.append(cells or [""])
        lines.append(line)
        if len(rows) == _CHUNK:
            close()
            rows = []
    if rows:
        close()
    if blank:
        issues.add(BLANK_LINES.issue(path, found=str(blank)))
    return parts, lines


def character_issues(rows: TextRows, names: Sequence[str]) -> tuple[Issue, ...]:
    """Issues of cells with characters that change what a reader sees; names: of the columns."""
    issues = Capped()
    for column, name in zip(rows.cells.columns, names, strict=True):
        bad = rows.cells[column].str.contains(DANGEROUS).fill_null(value=False)
        for row in bad.arg_true():
            cell = rows.cells[column][row]
            issues.add(DANGEROUS_CHARACTER.issue(*rows.place(row), name, cell))
    return issues.all()
