"""A workbook and its issues -> a copy with each faulty cell coloured and commented."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from mingbai.issues import Issue, Severity
from mingbai.report import ReportLine, report_lines, titles_of, translation
from mingbai.workbook.load import CHANGES
from mingbai.workbook.sheets import column_letters

AUTHOR = "明白"
_HEADS = ("序号", "工作表", "单元格", "级别", "问题", "怎样改", "规则")
_WIDTHS = (6, 16, 10, 8, 60, 60, 24)
_ERROR = PatternFill("solid", fgColor="FFFFC9C4")
_WARNING = PatternFill("solid", fgColor="FFFFEBB0")
_MARK_COLOURS = frozenset({_ERROR.fgColor.rgb, _WARNING.fgColor.rgb})
_NOTE_LIMIT = 2000


def write_marked_copy(path: Path, issues: Iterable[Issue], out: Path) -> None:
    """Write a copy of the workbook at `path` to `out`, with its issues marked.

    issues: in order, with the sheet in their path (`六月.xlsx/账目`) and `cell` in their values.
    Their cells are coloured and get a comment, and the sheet 修改清单 lists them all. Marks of an
    earlier copy are removed.
    """
    book = openpyxl.load_workbook(path)
    if CHANGES in book.sheetnames:
        del book[CHANGES]
    for sheet in book.worksheets:
        _remove_marks(sheet)
    lines = report_lines(issues, titles_of({}), translation("zh"), "zh")
    lines_by_cell: dict[tuple[str, str], list[ReportLine]] = defaultdict(list)
    for line in lines:
        lines_by_cell[_sheet_and_cell(line)].append(line)
    for (name, ref), lines_of_cell in lines_by_cell.items():
        if name in book.sheetnames and ref:
            _mark(book[name], ref, lines_of_cell)
    _write_list(book.create_sheet(CHANGES, 0), lines)
    book.active = 0
    book.save(out)


def _sheet_and_cell(line: ReportLine) -> tuple[str, str]:
    """(sheet, cell) of an issue; an issue of a whole row is marked in its first cell."""
    row = line.issue.row
    cell = line.issue.values.get("cell") or (f"A{row}" if row else "")
    return line.issue.path.rpartition("/")[2], cell


def _remove_marks(sheet: Worksheet) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.comment is not None and cell.comment.author == AUTHOR and _is_marked(cell):
                cell.comment = None
                cell.fill = PatternFill()


def _is_marked(cell: Cell | MergedCell) -> bool:
    return cell.fill.fgColor.rgb in _MARK_COLOURS


def _cell(sheet: Worksheet, ref: str) -> Cell:
    """The cell; of a merged range its first cell, the only one that can be marked."""
    cell = sheet[ref]
    if isinstance(cell, MergedCell):
        around = next(area for area in sheet.merged_cells.ranges if ref in area)
        cell = sheet.cell(around.min_row, around.min_col)
    assert isinstance(cell, Cell)
    return cell


def _mark(sheet: Worksheet, ref: str, lines: Sequence[ReportLine]) -> None:
    cell = _cell(sheet, ref)
    note = "\n".join(f"{line.message}{line.remedy}" for line in lines)
    earlier_note = f"{cell.comment.text}\n\n" if cell.comment is not None else ""
    cell.comment = Comment(f"{earlier_note}{note}"[:_NOTE_LIMIT], AUTHOR, width=320, height=140)
    cell.fill = _ERROR if any(line.is_error for line in lines) else _WARNING


def _write_list(sheet: Worksheet, lines: Sequence[ReportLine]) -> None:
    for column, (head, width) in enumerate(zip(_HEADS, _WIDTHS, strict=True), start=1):
        sheet.cell(1, column, head).font = Font(bold=True)
        sheet.column_dimensions[column_letters(column)].width = width
    sheet.freeze_panes = "A2"
    for number, line in enumerate(lines, start=1):
        name, ref = _sheet_and_cell(line)
        level = "必须改" if line.issue.severity is Severity.ERROR else "请核对"
        row = (str(number), name, ref, level, line.message, line.remedy, line.issue.code)
        for column, text in enumerate(row, start=1):
            cell = sheet.cell(number + 1, column, text)
            cell.data_type = "s"  # text that begins with = must not become a formula
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        if ref:
            quoted = name.replace("'", "''")
            sheet.cell(number + 1, 3).hyperlink = f"#'{quoted}'!{ref}"
