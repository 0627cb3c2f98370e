"""A workbook and places in it -> the cells around each, as a clerk sees them on her screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from mingbai.issues import Issue
from mingbai.schema import Schema
from mingbai.workbook import headings
from mingbai.workbook.load import Loaded, sheets_of
from mingbai.workbook.sheets import Stored, Worksheet, column_letters, position

_BESIDE = 2  # columns and rows on each side
_LONGEST = 24  # characters of a cell that are shown


@dataclass(frozen=True)
class ExcerptCell:
    """A cell. is_marked: the one that is spoken of. is_number: it stands at the right."""

    text: str
    is_marked: bool = False
    is_number: bool = False


@dataclass(frozen=True)
class ExcerptRow:
    """number: of the row in the sheet. is_head: it holds the headings."""

    number: int
    cells: tuple[ExcerptCell, ...]
    is_marked: bool
    is_head: bool


@dataclass(frozen=True)
class Excerpt:
    """The cells around one. columns: their letters; marked: that of the cell that is spoken of."""

    sheet: str
    cell: str
    columns: tuple[str, ...]
    marked: str
    rows: tuple[ExcerptRow, ...]


Spot = tuple[str, str]  # sheet, cell


def excerpts(
    path: Path, schemas: tuple[Schema, ...], spots: Iterable[Spot]
) -> Mapping[Spot, Excerpt]:
    """An excerpt for each spot; none where the sheet cannot be read or there is no such cell.

    The row of headings always stands first, so that one sees what a column is.
    """
    wanted: dict[str, set[str]] = {}
    for name, cell in spots:
        wanted.setdefault(name, set()).add(cell)
    by_spot: dict[Spot, Excerpt] = {}
    if not wanted:
        return by_spot
    for sheet, _ in sheets_of(path, Loaded(), schemas):
        if isinstance(sheet, Issue) or sheet.name not in wanted or sheet.is_too_large:
            continue
        heading = headings.find(sheet, schemas)
        for cell in wanted[sheet.name]:
            excerpt = _excerpt(sheet, cell, heading.row if heading is not None else 0)
            if excerpt is not None:
                by_spot[sheet.name, cell] = excerpt
    return by_spot


def _excerpt(sheet: Worksheet, cell: str, head: int) -> Excerpt | None:
    try:
        row, column = position(cell)
    except ValueError:
        return None
    widest = max((max(cells) for cells in sheet.rows.values() if cells), default=0)
    first = max(1, min(column, widest) - _BESIDE)
    columns = range(first, max(column, min(first + 2 * _BESIDE, widest)) + 1)
    near = [one for one in sheet.rows if abs(one - row) <= _BESIDE and one > head]
    numbers = sorted({*near, row, *((head,) if head else ())})
    return Excerpt(
        sheet=sheet.name,
        cell=cell,
        columns=tuple(map(column_letters, columns)),
        marked=column_letters(column),
        rows=tuple(
            ExcerptRow(
                number=number,
                cells=tuple(
                    _cell(sheet, number, one, is_marked=(number, one) == (row, column))
                    for one in columns
                ),
                is_marked=number == row,
                is_head=number == head,
            )
            for number in numbers
        ),
    )


def _cell(sheet: Worksheet, row: int, column: int, *, is_marked: bool) -> ExcerptCell:
    held = sheet.rows.get(row, {}).get(column)
    if held is None:
        return ExcerptCell("", is_marked)
    text = held.text if len(held.text) <= _LONGEST else f"{held.text[:_LONGEST]}…"
    return ExcerptCell(text, is_marked, held.stored in (Stored.NUMBER, Stored.PERCENT))
