"""Entries -> CSV and JSON of a book's year: written once by columns, cut by monthly statement."""

from __future__ import annotations

from dataclasses import dataclass

from mingbai.kinds.accounts import frames
from mingbai.kinds.accounts.frames import Ints
from mingbai.page.tabular import (
    StoredLines,
    csv_heading,
    csv_lines,
    json_array,
    json_array_octets,
    json_lines,
    text_table,
)
from mingbai.read import Tables

_ENTRIES = 50_000  # written at once: memory stays flat, columns stay long


@dataclass(frozen=True)
class EntryFiles:
    """The entries of all monthly statements as lines of CSV and of JSON, in ledger order.

    starts: the line where each statement begins, and the end behind the last.
    """

    starts: Ints
    csv_heading: bytes
    csv_lines: StoredLines
    json_lines: StoredLines

    def csv(self, first: int, last: int) -> bytes:
        """UTF-8 with a heading of field names, for statements first … last-1."""
        return self.csv_heading + self.csv_lines.read(*self._lines(first, last))

    def json(self, first: int, last: int) -> bytes:
        """An array of objects; amounts are numbers with two decimals, absent is null."""
        return json_array(self.json_lines.read(*self._lines(first, last)))

    def octets(self, first: int, last: int) -> tuple[int, int]:
        """Sizes of both files, without reading them."""
        lines = self._lines(first, last)
        csv = len(self.csv_heading) + self.csv_lines.octets(*lines)
        return csv, json_array_octets(self.json_lines.octets(*lines))

    def _lines(self, first: int, last: int) -> tuple[int, int]:
        return int(self.starts[first]), int(self.starts[last])


def entry_files(tables: Tables) -> EntryFiles:
    """All entries; through `tables.shared` they are written once a build, for pages say sizes."""
    table, entries = tables["entries"], tables.shared(frames.entries)
    csv, json = StoredLines(), StoredLines()
    for first in range(0, len(entries.rows), _ENTRIES):
        piece = text_table(table, entries.rows[first : first + _ENTRIES])
        csv.append(csv_lines(piece))
        json.append(json_lines(piece, indent="  "))
    return EntryFiles(entries.starts, csv_heading(table.schema), csv, json)
