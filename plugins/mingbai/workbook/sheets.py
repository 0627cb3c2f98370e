"""XML of a worksheet -> its visible cells as they are stored, not yet interpreted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import IO
from xml.etree import ElementTree as ET

from mingbai.read import limits, ooxml
from mingbai.workbook.archive import Archive, SheetPart, plain_text

CELL_LIMIT, COLUMN_LIMIT = limits.SHEET_CELLS, limits.SHEET_COLUMNS
LEAST_HEIGHT = 1.0  # points: below it nothing of a row is seen

_REF = re.compile(r"([A-Z]{1,3})(\d{1,7})")


class Stored(StrEnum):
    """The type in which a cell is stored, whatever its format shows."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    PERCENT = "percent"
    ERROR = "error"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Cell:
    """text: as stored; a number with the 15 digits Excel keeps, a date as ISO (with T and time).

    is_formula: it has its value from a formula. is_blank: of a formula that was computed, and gave
    nothing; such a cell is not among those of a sheet.
    """

    stored: Stored
    text: str
    is_formula: bool = False
    is_blank: bool = False

    @property
    def is_there(self) -> bool:
        """Whether it holds anything, or a formula that nobody computed."""
        return self.stored is not Stored.NOTHING or self.is_formula


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, rows and columns counted from 1, both ends inside."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Worksheet:
    """The visible cells: row -> column -> Cell, counted from 1.

    blank_formulas: row -> columns of formulas that gave nothing, in rows that have other cells.
    hidden_rows: the same of rows that are not shown. hidden_columns: numbers of columns that are
    not shown and hold anything. is_filtered: a filter is set, so that rows are hidden by it.
    is_too_large: over the limits; reading stopped, and nothing of it may be used.
    """

    name: str
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merges: tuple[Merge, ...] = ()
    blank_formulas: dict[int, frozenset[int]] = field(default_factory=dict)
    hidden_rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    hidden_columns: dict[int, dict[int, Cell]] = field(default_factory=dict)
    is_filtered: bool = False
    is_too_large: bool = False

    @property
    def hidden(self) -> tuple[str, ...]:
        """What is not shown, in words: columns, then rows."""
        columns = (f"{column_letters(c)} 列" for c in sorted(self.hidden_columns))
        return (*columns, *(f"第 {row} 行" for row in sorted(self.hidden_rows)))


def column_letters(column: int) -> str:
    """1 -> A, 27 -> AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def position(ref: str) -> tuple[int, int]:
    """`C12` -> (12, 3)."""
    match = _REF.fullmatch(ref)
    if match is None:
        raise ValueError(f"not a cell: {ref}")
    column = 0
    for letter in match[1]:
        column = 26 * column + ord(letter) - 64
    return int(match[2]), column


def read(archive: Archive, part: SheetPart) -> Worksheet:
    """One sheet, parsed as a stream: a million empty rows take time, but no memory."""
    sheet = Worksheet(part.name)
    hidden_columns: set[int] = set()
    merges: list[Merge] = []
    count = number = 0
    with archive.zip.open(part.part) as stream:
        ooxml.refuse_dtd(stream.read(4096))
    with archive.zip.open(part.part) as stream:
        for element in _elements(stream):
            tag = element.tag.rpartition("}")[2]
            if tag == "col" and _is_hidden(element):
                last = min(int(element.attrib["max"]), COLUMN_LIMIT)
                hidden_columns.update(range(int(element.attrib["min"]), last + 1))
            elif tag == "mergeCell":
                merges.append(_merge(element.attrib["ref"]))
            elif tag == "filterColumn":
                sheet.is_filtered = True
            elif tag == "row":
                number = int(element.get("r", number + 1))
                every = dict(_cells(element, archive))
                cells = {column: cell for column, cell in every.items() if cell.is_there}
                count += len(cells)
                if count > CELL_LIMIT or max(cells, default=0) > COLUMN_LIMIT:
                    sheet.is_too_large = True
                    return sheet
                if cells and _is_hidden(element):
                    sheet.hidden_rows[number] = dict(sorted(cells.items()))
                elif cells:
                    blank = frozenset(column for column, cell in every.items() if cell.is_blank)
                    sheet.blank_formulas.update({number: blank} if blank else {})
                    for column in hidden_columns & cells.keys():
                        sheet.hidden_columns.setdefault(column, {})[number] = cells[column]
                    sheet.rows[number] = {
                        c: cell for c, cell in sorted(cells.items()) if c not in hidden_columns
                    }
    sheet.merges = tuple(merges)
    return sheet


def _elements(stream: IO[bytes]) -> Iterator[ET.Element]:
    """Rows, columns, merges and filters when they end; elements that were read are freed."""
    parents: list[ET.Element] = []
    rows = 0
    for event, element in ET.iterparse(stream, ("start", "end")):  # noqa: S314 see the import
        tag = element.tag.rpartition("}")[2]
        if event == "start":
            parents.append(element)
            rows += tag == "row"
            continue
        parents.pop()
        rows -= tag == "row"
        if tag in ("row", "col", "mergeCell", "filterColumn"):
            yield element
        if not rows and parents:
            parents[-1].clear()


def _is_hidden(element: ET.Element) -> bool:
    """Whether a row or column is not shown, or so low or narrow that nothing of it is seen."""
    is_flat = float(element.get("ht", "15")) < LEAST_HEIGHT or float(element.get("width", "8")) == 0
    return is_flat or element.get("hidden") in ("1", "true")


def _merge(ref: str) -> Merge:
    first, _, last = ref.partition(":")
    return Merge(*position(first), *position(last or first))


def _cells(row: ET.Element, archive: Archive) -> Iterator[tuple[int, Cell]]:
    column = 0
    for element in row:
        column = position(element.attrib["r"])[1] if "r" in element.attrib else column + 1
        cell = _cell(element, archive)
        if cell.is_there or cell.is_blank:
            yield column, cell


def _cell(element: ET.Element, archive: Archive) -> Cell:
    stored = element.find("{*}v")
    value = (stored.text or "") if stored is not None else ""
    kind = element.get("t", "n")
    is_formula = element.find("{*}f") is not None
    if is_formula and kind == "str" and stored is not None and not value:
        return Cell(Stored.NOTHING, "", is_blank=True)  # =IF(J23="","",…)
    if kind == "inlineStr":
        inline = element.find("{*}is")
        value = plain_text(inline) if inline is not None else ""
    if not value:
        return Cell(Stored.NOTHING, "", is_formula)
    if kind == "s":
        value = archive.strings[int(value)]
    if kind in ("s", "str", "inlineStr"):
        return Cell(Stored.TEXT if value else Stored.NOTHING, value, is_formula)
    if kind == "e":
        return Cell(Stored.ERROR, value, is_formula)
    if kind == "b":
        return Cell(Stored.TEXT, "TRUE" if value == "1" else "FALSE", is_formula)
    if kind == "d":
        return Cell(Stored.DATE, value.removesuffix("T00:00:00"), is_formula)
    return _number(float(value), _style(element, archive.styles), archive.is_1904, is_formula)


def _style(element: ET.Element, styles: tuple[str, ...]) -> str:
    index = int(element.get("s", "0"))
    return styles[index] if index < len(styles) else ""


def _number(value: float, style: str, is_1904: bool, is_formula: bool) -> Cell:
    day = serial_date(value, is_1904) if style == "date" else None
    if day is not None:
        return Cell(Stored.DATE, day, is_formula)
    text = f"{Decimal(f'{value:.15g}'):f}"
    return Cell(Stored.PERCENT if style == "percent" else Stored.NUMBER, text, is_formula)


def serial_date(serial: float, is_1904: bool) -> str | None:
    """Days since the workbook's epoch -> ISO date, with `T` and time if it has one.

    None for what is no day: before March 1900 (Excel's own calendar is wrong there), after 9999.
    """
    first, lowest = (date(1904, 1, 1), 0) if is_1904 else (date(1899, 12, 30), 61)
    if not lowest <= serial < 2_900_000:
        return None
    moment = datetime(first.year, first.month, first.day) + timedelta(days=serial)  # noqa: DTZ001
    is_midnight = serial == int(serial)
    return moment.date().isoformat() if is_midnight else moment.isoformat(timespec="minutes")


def row_text(row: Mapping[int, Cell]) -> str:
    """The cells of a row as one line, for messages."""
    return " ".join(cell.text for cell in row.values())
