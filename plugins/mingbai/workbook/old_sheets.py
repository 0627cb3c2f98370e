"""An .xls, or an .et that is one, as old programs save it -> its sheets, read like any other.

The library that reads them does not say what is hidden, and gives an error cell no value: the
first is said of the whole file, and cells with errors are found by what formulas give.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import python_calamine

from mingbai.exports.rules import OLD_FORMAT
from mingbai.issues import Issue
from mingbai.workbook.archive import OLD_KINDS, true_kind
from mingbai.workbook.rules import BROKEN_WORKBOOK, NOT_A_WORKBOOK
from mingbai.workbook.sheets import CELL_LIMIT, COLUMN_LIMIT, Cell, Merge, Stored, Worksheet

_LIMIT = 32_000_000
_Value = int | float | str | bool | time | date | datetime | timedelta


@dataclass(frozen=True)
class OldWorkbook:
    """The sheets of a file of the old format. warning: what cannot be seen in it."""

    sheets: tuple[Worksheet, ...]
    warning: Issue


def read(body: bytes, name: str) -> OldWorkbook | Issue | None:
    """The workbook, the issue of a damaged one, or None where the file is of another format."""
    kind = true_kind(body, name)
    if kind not in OLD_KINDS:
        return None
    if len(body) > _LIMIT:
        return BROKEN_WORKBOOK.issue(name, found=f"有 {len(body):,} 字节，大得不正常")
    try:
        book = python_calamine.load_workbook(io.BytesIO(body))
        sheets = tuple(_sheet(book, one) for one in book.sheet_names)
    except python_calamine.PasswordError:
        return NOT_A_WORKBOOK.issue(name, found="加了密码的工作簿")
    except (python_calamine.CalamineError, ValueError, OSError):
        return NOT_A_WORKBOOK.issue(name, found=kind)  # the program that made it may still open it
    return OldWorkbook(sheets, OLD_FORMAT.issue(name, found=kind))


def _sheet(book: python_calamine.CalamineWorkbook, name: str) -> Worksheet:
    old_sheet = book.get_sheet_by_name(name)
    sheet = Worksheet(name)
    if (
        old_sheet.total_height * old_sheet.total_width > CELL_LIMIT
        or old_sheet.total_width > COLUMN_LIMIT
    ):
        sheet.is_too_large = True
        return sheet
    for row, values in enumerate(old_sheet.to_python(skip_empty_area=False), start=1):
        cells = {column: cell for column, value in enumerate(values, 1) if (cell := _cell(value))}
        if cells:
            sheet.rows[row] = cells
    sheet.merges = tuple(
        Merge(top + 1, left + 1, bottom + 1, right + 1)
        for (top, left), (bottom, right) in old_sheet.merged_cell_ranges or ()
    )
    return sheet


def _cell(value: _Value) -> Cell | None:
    """A value as it is stored; None for a blank."""
    if isinstance(value, str):
        is_error = value.startswith("#") and value.rstrip("!?").isupper() and len(value) > 2
        stored = Stored.ERROR if is_error else Stored.TEXT
        return Cell(stored, value) if value else None
    if isinstance(value, bool):
        return Cell(Stored.TEXT, "TRUE" if value else "FALSE")
    if isinstance(value, int | float):
        return Cell(Stored.NUMBER, f"{Decimal(f'{value:.15g}'):f}")
    if isinstance(value, datetime):
        is_day = value.time() == time()
        text = value.date().isoformat() if is_day else value.isoformat(timespec="minutes")
        return Cell(Stored.DATE, text)
    if isinstance(value, date):
        return Cell(Stored.DATE, value.isoformat())
    return Cell(Stored.DATE, str(value))
