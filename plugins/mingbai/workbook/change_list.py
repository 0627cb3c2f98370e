"""Report lines -> the sheet 修改清单, which prints on A4; that sheet -> what cells looked like."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from mingbai.issues import Severity
from mingbai.report import ReportLine
from mingbai.workbook.sheets import Worksheet, column_letters

HEADS = ("序号", "工作表", "单元格", "级别", "问题", "怎样改", "规则")
_WIDTHS = (6, 14, 9, 8, 50, 44, 20)
_FILLS = len(HEADS) + 1  # the hidden column that keeps the fills of marked cells
_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@dataclass(frozen=True)
class MarkedCell:
    """A cell of a sheet, and the fill that it had before it was marked, as XML."""

    sheet: str
    cell: str
    fill: str


def sheet_and_cell(line: ReportLine) -> tuple[str, str]:
    """(sheet, cell) of an issue; an issue of a whole row is marked in its first cell."""
    row = line.issue.row
    cell = line.issue.values.get("cell") or (f"A{row}" if row else "")
    path = line.issue.path
    return (path.rpartition("/")[2] if "/" in path else ""), cell


def written(
    lines: Sequence[ReportLine], marks: Iterable[MarkedCell], formats: tuple[int, int]
) -> bytes:
    """The XML of the sheet. formats: of its heading and of its cells."""
    head, text = formats
    rows = [_row(1, HEADS, head)]
    links: list[str] = []
    for number, line in enumerate(lines, start=1):
        name, ref = sheet_and_cell(line)
        level = "必须改" if line.issue.severity is Severity.ERROR else "请核对"
        values = (str(number), name, ref, level, line.message, line.remedy, line.issue.code)
        rows.append(_row(number + 1, values, text))
        if name and ref:
            place = "'{}'!{}".format(name.replace("'", "''"), ref)
            links.append(f'<hyperlink ref="C{number + 1}" location={quoteattr(place)}/>')
    for number, mark in enumerate(marks, start=len(lines) + 2):
        cells = ("", "", "", "", "", "", "", mark.sheet, mark.cell, mark.fill)
        rows.append(_row(number, cells, 0, is_hidden=True))
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(_WIDTHS, start=1)
    )
    columns += f'<col min="{_FILLS}" max="{_FILLS + 2}" width="9" hidden="1" customWidth="1"/>'
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{_NAMESPACE}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
        'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>{''.join(rows)}</sheetData>"
        + (f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else "")
        + '<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
        "<headerFooter><oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter>"
        "</worksheet>"
    ).encode()


def earlier_marks(sheet: Worksheet) -> tuple[MarkedCell, ...]:
    """What an earlier list says of the cells that it marked."""
    marks = []
    rows = {**sheet.rows, **sheet.hidden_rows}
    for number in sorted(rows):
        cells = dict(rows[number])
        cells.update(
            {c: held[number] for c, held in sheet.hidden_columns.items() if number in held}
        )
        if _FILLS in cells and _FILLS + 1 in cells:
            fill = cells[_FILLS + 2].text if _FILLS + 2 in cells else ""
            marks.append(MarkedCell(cells[_FILLS].text, cells[_FILLS + 1].text, fill))
    return tuple(marks)


def _row(number: int, values: Sequence[str], style: int, *, is_hidden: bool = False) -> str:
    cells = "".join(
        f'<c r="{column_letters(column)}{number}" s="{style}" t="inlineStr"><is>'
        f'<t xml:space="preserve">{escape(value)}</t></is></c>'
        for column, value in enumerate(values, start=1)
        if value
    )
    hidden = ' hidden="1"' if is_hidden else ""
    return f'<row r="{number}"{hidden}>{cells}</row>'
