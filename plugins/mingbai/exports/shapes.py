"""The sheets of an export: their columns, the rows of one thing, and lines of tables made of them.

Amounts are whole 分, signed as they are printed: red ink is negative.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from mingbai.issues import Issue


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """A column that an export may have. words: its headings, the likeliest first.

    Of a heading of two storeys the words are written in one: 期初借方.
    """

    name: str
    title: str
    words: tuple[str, ...]
    is_money: bool = False


@dataclass(frozen=True)
class ExportForm:
    """One sort of sheet, as 收支明细 or 科目余额表.

    needs: of each set of columns at least one must be there. marks: columns that no table of ours
    has, so that a sheet with one of them is an export. thing: the column that says of which thing
    (book) a row is, where one sheet holds several. keys: columns of which a row of data has one.
    """

    name: str
    title: str
    columns: tuple[ExportColumn, ...]
    needs: tuple[frozenset[str], ...]
    marks: frozenset[str]
    thing: str
    keys: frozenset[str]


class ExportLabel(StrEnum):
    """What a row says that is no data: brought forward, page end, total, year to date, closing."""

    CARRIED = "carried"
    PAGE = "page"
    TOTAL = "total"
    YEAR = "year"
    CLOSING = "closing"


@dataclass(frozen=True)
class ExportRow:
    """A row. where: file and sheet. cells: column -> text, amounts as 1234.50.

    fen: the amounts, in 分; a column that is blank is absent. refs: column -> cell.
    """

    where: str
    row: int
    cells: Mapping[str, str]
    fen: Mapping[str, int]
    refs: Mapping[str, str]

    def text(self, name: str) -> str:
        """A column's text, "" where it is blank or not there."""
        return self.cells.get(name, "")


@dataclass(frozen=True)
class LabelledRow:
    """A row of totals. label: which; words: as it is printed.

    position: how many rows of data stand above it in its block.
    """

    label: ExportLabel
    words: str
    position: int
    row: ExportRow


@dataclass(frozen=True)
class ExportBlock:
    """The rows of one thing in one sheet. thing: its code. columns: names of those it has.

    row: of its heading. months: first and last that its title speaks of, () where it says none.
    """

    form: str
    where: str
    row: int
    thing: str
    months: tuple[str, ...]
    columns: frozenset[str]
    rows: tuple[ExportRow, ...]
    labelled: tuple[LabelledRow, ...]


@dataclass(frozen=True)
class TableLine:
    """A row of a table of ours. cells: field -> text; where, row, refs: where it comes from."""

    cells: Mapping[str, str]
    where: str
    row: int
    refs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ExportTables:
    """What blocks give. lines: by table, in the order in which they are to be written."""

    lines: Mapping[str, Sequence[TableLine]]
    issues: tuple[Issue, ...] = ()
