"""The dialect that a resource states -> how its rows are cut into cells.

Both versions of the standard, and the nested form of Frictionless (`{"csv": {…}}`). What cannot be
read as stated is said, never guessed.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from mingbai.read.csv import OPEN_QUOTE, STRAY_QUOTE

_TERMINATORS = ("\n", "\r\n", "\r")
_TEXTS = frozenset({"delimiter", "quoteChar", "escapeChar", "commentChar", "nullSequence"})
_FLAGS = frozenset({"header", "doubleQuote", "skipInitialSpace", "caseSensitiveHeader"})
_ROWS = frozenset({"headerRows", "commentRows"})
_WITHOUT_MEANING = frozenset(  # for a CSV: names of the standard that say nothing of its rows
    {"$schema", "csv", "csvddfVersion", "csvDialectVersion", "name", "title", "description", "type"}
)
_KNOWN = _TEXTS | _FLAGS | _ROWS | _WITHOUT_MEANING | {"lineTerminator", "headerJoin"}
_TAB_SUFFIXES = (".tsv", ".tab")


class DialectFault(ValueError):
    """A dialect that rows cannot be read by; the message is the property with its value."""


class QuoteFault(ValueError):
    """A quote out of place. row: the line where its record begins."""

    def __init__(self, row: int, *, is_open: bool) -> None:
        super().__init__(f"line {row}")
        self.row = row
        self.rule = OPEN_QUOTE if is_open else STRAY_QUOTE


@dataclass(frozen=True)
class Dialect:
    """How a text becomes rows. heading_rows: lines of the heading, from 1; () where it has none."""

    delimiter: str = ","
    quote: str = '"'
    is_doubled: bool = True
    escape: str | None = None
    skips_space: bool = False
    null: str | None = None
    heading_rows: tuple[int, ...] = (1,)
    heading_join: str = " "
    comment_rows: frozenset[int] = frozenset()
    comment: str = ""

    def records(self, text: str) -> Iterator[tuple[int, list[str]]]:
        """(line where it begins, cells) of each row below the heading; [] for a blank line.

        Raises QuoteFault where quotes are not as the dialect says.
        """
        last = max(self.heading_rows, default=0)
        for number, line, cells in self._rows(text):
            if number > last:
                yield line, cells

    def heading(self, text: str) -> list[str] | None:
        """The names of the columns, joined over the lines of the heading; None where none is."""
        if not self.heading_rows:
            return None
        rows: list[list[str]] = []
        for number, _, cells in self._rows(text):
            if number in self.heading_rows:
                rows.append(cells)
            if number >= max(self.heading_rows):
                break
        width = max(map(len, rows), default=0)
        filled = [[*row, *[""] * (width - len(row))] for row in rows]
        return [self.heading_join.join(filter(None, parts)) for parts in zip(*filled, strict=True)]

    def _is_comment(self, row: int, cells: Sequence[str]) -> bool:
        is_marked = bool(self.comment and cells and cells[0].startswith(self.comment))
        return is_marked or row in self.comment_rows

    def _rows(self, text: str) -> Iterator[tuple[int, int, list[str]]]:
        """(number of the row, line where it begins, cells); comments have no number."""
        reader = csv.reader(
            io.StringIO(text, newline=""),
            delimiter=self.delimiter,
            quotechar=self.quote or None,
            quoting=csv.QUOTE_MINIMAL if self.quote else csv.QUOTE_NONE,
            doublequote=self.is_doubled,
            escapechar=self.escape,
            skipinitialspace=self.skips_space,
            strict=True,
        )
        number = row = 0
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader, None)
            except csv.Error as error:
                raise QuoteFault(line, is_open="unexpected end" in str(error)) from error
            if cells is None:
                return
            row += 1
            if not self._is_comment(row, cells):
                number += 1
                yield number, line, cells


def dialect_of(stated: Any, resource: Mapping[str, Any], path: str) -> Dialect:
    """The dialect of a resource; `stated`: the object itself. Raises DialectFault."""
    if not isinstance(stated, dict):
        raise DialectFault(f"dialect = {stated}")
    inner = stated.get("csv", {})
    flat = {**stated, **(inner if isinstance(inner, dict) else {})}
    unknown = sorted(set(flat) - _KNOWN)
    if unknown:
        raise DialectFault(f"{unknown[0]} = {flat[unknown[0]]}")
    _refuse_odd(flat)
    is_tabbed = PurePosixPath(path).suffix in _TAB_SUFFIXES or resource.get("format") == "tsv"
    escape = flat.get("escapeChar") or None
    return Dialect(
        delimiter=flat.get("delimiter", "\t" if is_tabbed else ","),
        quote=flat.get("quoteChar", '"'),
        is_doubled=flat.get("doubleQuote", escape is None),
        escape=escape,
        skips_space=flat.get("skipInitialSpace", False),
        null=flat.get("nullSequence"),
        heading_rows=_heading_rows(flat),
        heading_join=str(flat.get("headerJoin", " ")),
        comment_rows=frozenset(flat.get("commentRows", ())),
        comment=flat.get("commentChar") or "",
    )


def _refuse_odd(flat: Mapping[str, Any]) -> None:
    """Raises DialectFault for a value of the wrong type, or one that no row can be cut by."""
    for name, value in flat.items():
        is_right = True
        if name in ("delimiter", "quoteChar", "escapeChar"):
            is_empty = value == "" or value is None
            is_one = isinstance(value, str) and len(value) == 1 and value not in "\r\n"
            is_right = is_one or (is_empty and name != "delimiter")
        elif name in _TEXTS:
            is_right = isinstance(value, str) or value is None
        elif name in _FLAGS:
            is_right = type(value) is bool
        elif name in _ROWS:
            is_right = _are_lines(value) or (name == "headerRows" and value is False)
        elif name == "lineTerminator":
            is_right = value in _TERMINATORS
        if not is_right:
            raise DialectFault(f"{name} = {value!r}")
    if flat.get("quoteChar") == flat.get("delimiter", ","):
        raise DialectFault(f"quoteChar = {flat['quoteChar']!r}")


def _are_lines(value: Any) -> bool:
    return isinstance(value, list) and all(type(n) is int and 0 < n <= 1000 for n in value)


def _heading_rows(flat: Mapping[str, Any]) -> tuple[int, ...]:
    if flat.get("header") is False or flat.get("headerRows") in (False, []):
        return ()
    return tuple(sorted(set(flat.get("headerRows", (1,)))))
