"""An .ods as LibreOffice saves it -> its sheets, read like those of any other workbook."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from xml.etree import ElementTree as ET

from mingbai.issues import Issue
from mingbai.read import ooxml
from mingbai.workbook.archive import LIMIT, ODS, true_kind
from mingbai.workbook.rules import BROKEN_WORKBOOK
from mingbai.workbook.sheets import (
    CELL_LIMIT,
    COLUMN_LIMIT,
    LEAST_HEIGHT,
    Cell,
    Merge,
    Stored,
    Worksheet,
)

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_HIDDEN = ("collapse", "filter")
_LENGTH = re.compile(r"(\d*\.?\d+)(cm|mm|in|pt|pc)", re.ASCII)
_POINTS = {"cm": 72 / 2.54, "mm": 72 / 25.4, "in": 72.0, "pt": 1.0, "pc": 12.0}
_NUMBERS = {"float": Stored.NUMBER, "currency": Stored.NUMBER, "percentage": Stored.PERCENT}


@dataclass
class _Place:
    """Where the reading of a table stands: its next row, and columns that are not shown.

    flat: the styles of rows so low that nothing of them is seen.
    """

    flat: Container[str | None]
    row: int = 1
    cells: int = 0
    hidden_columns: set[int] = field(default_factory=set)


def is_ods(body: bytes, name: str) -> bool:
    """Whether a file is an OpenDocument spreadsheet, by its bytes."""
    return true_kind(body, name) == ODS


def read(body: bytes, name: str) -> tuple[tuple[Worksheet, bool], ...] | Issue:
    """Each sheet, and whether it is hidden; or the issue of a damaged file. name: for the issue."""
    try:
        archive = ooxml.open_zip(body, LIMIT)
        root = ET.fromstring(ooxml.part(archive, "content.xml"))  # noqa: S314 see ooxml.part
        hidden = {
            style.get(f"{_STYLE}name")
            for style in root.iter(f"{_STYLE}style")
            for properties in style.iter(f"{_STYLE}table-properties")
            if properties.get(f"{_TABLE}display") == "false"
        }
        flat = frozenset(_flat_styles(root))
        return tuple(
            (_sheet(table, flat), table.get(f"{_TABLE}style-name") in hidden)
            for table in root.iter(f"{_TABLE}table")
        )
    except ooxml.BrokenZipError as broken:
        return BROKEN_WORKBOOK.issue(name, found=str(broken))
    except (ET.ParseError, *ooxml.BROKEN) as error:
        return BROKEN_WORKBOOK.issue(name, found=f"文件不完整（{type(error).__name__}）")


def _flat_styles(root: ET.Element) -> Iterator[str | None]:
    """The names of the styles of rows that have no height."""
    for style in root.iter(f"{_STYLE}style"):
        for properties in style.iter(f"{_STYLE}table-row-properties"):
            height = _LENGTH.fullmatch(properties.get(f"{_STYLE}row-height", ""))
            if height and float(height[1]) * _POINTS[height[2]] < LEAST_HEIGHT:
                yield style.get(f"{_STYLE}name")


def _sheet(table: ET.Element, flat: Container[str | None]) -> Worksheet:
    sheet = Worksheet(table.get(f"{_TABLE}name", ""))
    place = _Place(flat)
    merges: list[Merge] = []
    column = 1
    for one in table.iter(f"{_TABLE}table-column"):
        repeated = int(one.get(f"{_TABLE}number-columns-repeated", "1"))
        if one.get(f"{_TABLE}visibility") in _HIDDEN:
            last = min(column + repeated, COLUMN_LIMIT)
            place.hidden_columns.update(range(column, last))
        column += repeated
    for row in table.iter(f"{_TABLE}table-row"):
        _row(sheet, row, place, merges)
        if sheet.is_too_large:
            break
    sheet.merges = tuple(merges)
    return sheet


def _row(sheet: Worksheet, row: ET.Element, place: _Place, merges: list[Merge]) -> None:
    """Add a row as often as it is repeated; empty ones only count."""
    every = dict(_cells(row, place.row, merges))
    cells = {column: cell for column, cell in every.items() if cell.is_there}
    blank = frozenset(column for column, cell in every.items() if cell.is_blank)
    repeated = int(row.get(f"{_TABLE}number-rows-repeated", "1"))
    visibility = row.get(f"{_TABLE}visibility")
    is_hidden = visibility in _HIDDEN or row.get(f"{_TABLE}style-name") in place.flat
    sheet.is_filtered |= visibility == "filter" and bool(cells)
    place.cells += len(cells) * repeated
    if place.cells > CELL_LIMIT or max(cells, default=0) > COLUMN_LIMIT:
        sheet.is_too_large = True
        return
    for number in range(place.row, place.row + repeated if cells else place.row):
        sheet.blank_formulas.update({number: blank} if blank else {})
        if is_hidden:
            sheet.hidden_rows[number] = dict(cells)
            continue
        for column in place.hidden_columns & cells.keys():
            sheet.hidden_columns.setdefault(column, {})[number] = cells[column]
        sheet.rows[number] = {c: one for c, one in cells.items() if c not in place.hidden_columns}
    place.row += repeated


def _cells(row: ET.Element, number: int, merges: list[Merge]) -> Iterator[tuple[int, Cell]]:
    column = 1
    for one in row:
        if one.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        repeated = int(one.get(f"{_TABLE}number-columns-repeated", "1"))
        across = int(one.get(f"{_TABLE}number-columns-spanned", "1"))
        down = int(one.get(f"{_TABLE}number-rows-spanned", "1"))
        if across > 1 or down > 1:
            merges.append(Merge(number, column, number + down - 1, column + across - 1))
        cell = _cell(one)
        if cell.is_there or cell.is_blank:
            for place in range(column, column + min(repeated, COLUMN_LIMIT + 1)):
                yield place, cell
        column += repeated


def _cell(one: ET.Element) -> Cell:
    is_formula = one.get(f"{_TABLE}formula") is not None
    kind = one.get(f"{_OFFICE}value-type", "")
    text = "\n".join(_text(line) for line in one.findall(f"{_TEXT}p"))
    if one.get(f"{_CALC}value-type") == "error" or (is_formula and text.startswith(("#", "Err:"))):
        return Cell(Stored.ERROR, text, is_formula)
    if kind in _NUMBERS:
        value = float(one.attrib[f"{_OFFICE}value"])
        return Cell(_NUMBERS[kind], f"{Decimal(f'{value:.15g}'):f}", is_formula)
    if kind == "date":
        day = one.attrib[f"{_OFFICE}date-value"].removesuffix("T00:00:00")
        return Cell(Stored.DATE, day, is_formula)
    if kind == "boolean":
        is_true = one.get(f"{_OFFICE}boolean-value") == "true"
        return Cell(Stored.TEXT, "TRUE" if is_true else "FALSE", is_formula)
    if not text:  # a formula that gives "" was computed, and is blank
        return Cell(Stored.NOTHING, "", is_formula and not kind, is_formula and bool(kind))
    return Cell(Stored.TEXT, text, is_formula)


def _text(line: ET.Element) -> str:
    """The text of a paragraph, with the blanks, tabs and breaks that have elements of their own."""
    pieces = [line.text or ""]
    for inner in line:
        if inner.tag == f"{_TEXT}s":
            pieces.append(" " * int(inner.get(f"{_TEXT}c", "1")))
        elif inner.tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
            pieces.append("\t" if inner.tag.endswith("tab") else "\n")
        else:
            pieces.append(_text(inner))
        pieces.append(inner.tail or "")
    return "".join(pieces)
