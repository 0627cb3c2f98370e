"""Entries -> the CSV of a book's year: written once by columns, cut by monthly statement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from mingbai.kinds.accounts import frames
from mingbai.kinds.accounts.frames import Ints
from mingbai.read import Table, Tables
from mingbai.tabular import (
    StoredLines,
    csv_heading,
    csv_lines,
    text_table,
)

_ENTRIES = 50_000  # written at once: memory stays flat, columns stay long


@dataclass(frozen=True)
class EntryLines:
    """The entries of years that have the same fields, as lines of CSV.

    starts: the line where each monthly statement begins, and the end behind the last; a statement
    of another year has no line here.
    """

    starts: Ints
    heading: bytes
    lines: StoredLines

    def between(self, first: int, last: int) -> tuple[int, int]:
        """The first line of statements first … last-1, and the one behind their last."""
        return int(self.starts[first]), int(self.starts[last])


@dataclass(frozen=True)
class EntryFiles:
    """The entries of all monthly statements, in ledger order; a file is of one year.

    years: the year of each statement. lines: by year, with the fields that exist in the year.
    """

    years: tuple[str, ...]
    lines: Mapping[str, EntryLines]

    def csv(self, first: int, last: int) -> bytes:
        """UTF-8 with a heading of field names, for statements first … last-1 of one year."""
        entries = self.lines[self.years[first]]
        return entries.heading + entries.lines.read(*entries.between(first, last))

    def octets(self, first: int, last: int) -> int:
        """The size of that file, without reading it."""
        entries = self.lines[self.years[first]]
        return len(entries.heading) + entries.lines.octets(*entries.between(first, last))


def entry_files(tables: Tables) -> EntryFiles:
    """All entries; through `tables.shared` they are written once a build, for pages say sizes."""
    table, entries = tables["entries"], tables.shared(frames.entries)
    years = tables.shared(frames.monthly_statements).frame["period"].str[:4]
    schemas = {year: table.schema.between(f"{year}-01", f"{year}-12") for year in years.unique()}
    headings = pd.Series({year: csv_heading(schema) for year, schema in schemas.items()})
    by_year: dict[str, EntryLines] = {}
    for _, alike in headings.groupby(headings):
        is_of_years = years.isin(alike.index).to_numpy(bool)[entries.statement]
        before = np.concatenate([np.zeros(1, np.int64), np.cumsum(is_of_years)])
        part = replace(table, schema=schemas[alike.index[0]])
        written = _entry_lines(part, entries.rows[is_of_years], before[entries.starts])
        by_year.update(dict.fromkeys(alike.index, written))
    return EntryFiles(tuple(years), by_year)


def _entry_lines(table: Table, rows: Ints, starts: Ints) -> EntryLines:
    lines = StoredLines()
    for first in range(0, len(rows), _ENTRIES):
        lines.append(csv_lines(text_table(table, rows[first : first + _ENTRIES])))
    return EntryLines(starts, csv_heading(table.schema), lines)
