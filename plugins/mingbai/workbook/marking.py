"""A workbook and its issues -> a copy with each faulty cell coloured and commented.

Only the marked cells, the comments of their sheets and the sheet 修改清单 are written; all else of
her workbook stays to the byte: photographs, colours, comments, print set-up, names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from mingbai.issues import Issue
from mingbai.report import ReportLine, report_lines, titles_of, translation
from mingbai.workbook import change_list, parts, sheets
from mingbai.workbook.archive import Archive, open_archive
from mingbai.workbook.book_parts import BookParts
from mingbai.workbook.cell_notes import EMPTY_BOXES, EMPTY_COMMENTS, noted_cells, with_notes
from mingbai.workbook.cell_styles import ERROR_COLOUR, WARNING_COLOUR, CellStyles
from mingbai.workbook.change_list import MarkedCell
from mingbai.workbook.load import CHANGES
from mingbai.workbook.person_cells import Hidden, hide_persons
from mingbai.workbook.sheets import position
from mingbai.workbook.splices import Element, Splice, applied, elements, with_attribute

_XML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_AFTER_BOXES = frozenset(
    {"legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems"}
    | {"tableParts", "extLst"}
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
Cells = Mapping[str, Sequence[ReportLine]]


def write_marked_copy(
    path: Path,
    issues: Iterable[Issue],
    out: Path,
    hidden: Hidden = MappingProxyType({}),
) -> None:
    """Write a copy of the workbook at `path` to `out`, with its issues marked.

    issues: in order, with the sheet in their path (`六月.xlsx/账目`) and `cell` in their values.
    Their cells are coloured and get a comment, and the sheet 修改清单 lists them all. Marks of an
    earlier copy are removed, and the colours come back that the cells had before. hidden: (sheet,
    cell) -> what is written for a person's full name. Raises ValueError or KeyError where a part is
    not as the format wants it.
    """
    body = path.read_bytes()
    archive = open_archive(body, path.name)
    if isinstance(archive, Issue):
        raise ValueError(archive.code)
    book = BookParts(body)
    style_part = parts.one(book.archive, book.book, parts.STYLES)
    if style_part is None:
        raise KeyError(parts.STYLES)
    styles = CellStyles(book.read(style_part))
    earlier = _earlier(book, archive)
    hide_persons(book, archive, hidden)
    lines = report_lines(issues, titles_of({}), translation("zh"), "zh")
    by_sheet: dict[str, dict[str, list[ReportLine]]] = defaultdict(lambda: defaultdict(list))
    for line in lines:
        name, ref = change_list.sheet_and_cell(line)
        if name and ref:
            by_sheet[name][ref].append(line)
    marks: list[MarkedCell] = []
    for sheet in archive.sheets:
        if sheet.name != CHANGES:
            fills = {mark.cell: mark.fill for mark in earlier if mark.sheet == sheet.name}
            cells = by_sheet.get(sheet.name, {})
            marks += _mark_sheet(book, styles, sheet.name, sheet.part, cells, earlier=fills)
    part = book.free_name("xl/worksheets/changes{}.xml")
    book.write(part, change_list.written(lines, marks, styles.list_formats()))
    book.declare(part, f"{_XML}.worksheet+xml")
    book.add_sheet(CHANGES, part, "$1:$1")
    book.write(style_part, styles.written())
    out.write_bytes(book.written())


def _earlier(book: BookParts, archive: Archive) -> tuple[MarkedCell, ...]:
    """Take the list of an earlier round away; what it says of the cells that it marked."""
    names = [one.attributes["name"] for one in elements(book.read(book.book), ("sheet",))]
    listed = [sheet for sheet in archive.sheets if sheet.name == CHANGES]
    marks = change_list.earlier_marks(sheets.read(archive, listed[0])) if listed else ()
    if CHANGES in names:
        book.remove_sheet(names.index(CHANGES))
    return marks


def _mark_sheet(
    book: BookParts,
    styles: CellStyles,
    name: str,
    part: str,
    cells: Cells,
    *,
    earlier: Mapping[str, str],
) -> list[MarkedCell]:
    """Colour and comment the cells of a sheet, and take the marks of before away."""
    comments = parts.one(book.archive, part, parts.COMMENTS)
    noted = noted_cells(book.read(comments)) if comments else frozenset()
    if not cells and not earlier and not noted:
        return []
    xml = book.read(part)
    cells_of_sheet = _Cells(xml)
    notes: dict[str, str] = {}
    colours: dict[str, str] = {}
    for ref, lines in cells.items():
        anchor = cells_of_sheet.anchor(ref)
        text = "\n".join(f"{line.message}{line.remedy}" for line in lines)
        notes[anchor] = f"{notes[anchor]}\n{text}" if anchor in notes else text
        every = [cell for line in lines for cell in _coloured(line, ref)]
        colour = ERROR_COLOUR if any(line.is_error for line in lines) else WARNING_COLOUR
        for cell in map(cells_of_sheet.anchor, every):
            colours[cell] = ERROR_COLOUR if colours.get(cell) == ERROR_COLOUR else colour
    marks: list[MarkedCell] = []
    numbers: dict[str, int] = {}
    for ref in sorted({*colours, *earlier, *noted}, key=position):
        style = cells_of_sheet.style(ref)
        if styles.is_marked(style) and (ref in earlier or ref in noted):
            style = styles.restored(style, earlier.get(ref, ""))
        if ref in colours:
            marks.append(MarkedCell(name, ref, styles.fill(style)))
            style = styles.marked(style, colours[ref])
        if style != cells_of_sheet.style(ref):
            numbers[ref] = style
    xml = applied(xml, cells_of_sheet.with_styles(numbers))
    book.write(part, xml)
    if notes or noted:
        _write_notes(book, part, comments, notes)
    return marks


def _coloured(line: ReportLine, ref: str) -> list[str]:
    """All cells that an issue speaks of: those of a column that have one cause."""
    return line.issue.values.get("cells", ref).split("、")


def _write_notes(
    book: BookParts, part: str, comments: str | None, notes: Mapping[str, str]
) -> None:
    boxes = parts.one(book.archive, part, parts.VML)
    texts = book.read(comments) if comments else EMPTY_COMMENTS
    drawn = book.read(boxes) if boxes else EMPTY_BOXES
    texts, drawn = with_notes(texts, drawn, notes)
    if comments is None:
        comments = book.free_name("xl/comments{}.xml")
        book.declare(comments, f"{_XML}.comments+xml")
        book.link(part, parts.COMMENTS, comments)
    book.write(comments, texts)
    if boxes is None:
        boxes = book.free_name("xl/drawings/vmlDrawing{}.vml")
        book.declare_extension("vml", "application/vnd.openxmlformats-officedocument.vmlDrawing")
        id_ = book.link(part, parts.VML, boxes)
        xml = book.read(part)
        book.write(part, applied(xml, [_with_boxes(xml, id_)]))
    book.write(boxes, drawn)


def _with_boxes(xml: bytes, id_: str) -> Splice:
    """The element of a sheet that says where the boxes of its comments are, in its right place."""
    tags = elements(xml, ("worksheet", *_AFTER_BOXES))
    [sheet] = [one for one in tags if one.tag == "worksheet"]
    after = [one.start for one in tags if one.tag in _AFTER_BOXES]
    p = f"{sheet.prefix}:" if sheet.prefix else ""
    text = f'<{p}legacyDrawing xmlns:r="{_OFFICE}" r:id="{id_}"/>'.encode()
    place = min(after, default=sheet.stop)
    return Splice(place, place, text)


class _Cells:
    """Where the cells of a sheet stand in its bytes."""

    def __init__(self, xml: bytes) -> None:
        self._xml = xml
        tags = elements(xml, ("sheetData", "row", "c", "mergeCell"))
        self._data = next(one for one in tags if one.tag == "sheetData")
        self._rows: dict[int, Element] = {}
        self._cells: dict[tuple[int, int], Element] = {}
        self._merges: list[tuple[tuple[int, int], tuple[int, int]]] = []
        row = column = 0
        for one in tags:
            if one.tag == "row":
                row, column = int(one.attributes.get("r", row + 1)), 0
                self._rows[row] = one
            elif one.tag == "c":
                ref = one.attributes.get("r")
                column = position(ref)[1] if ref else column + 1
                self._cells[row, column] = one
            elif one.tag == "mergeCell":
                first, _, last = one.attributes["ref"].partition(":")
                self._merges.append((position(first), position(last or first)))

    def anchor(self, ref: str) -> str:
        """The cell, or the first cell of the merged range that it is in."""
        row, column = position(ref)
        for (top, left), (bottom, right) in self._merges:
            if top <= row <= bottom and left <= column <= right:
                return f"{sheets.column_letters(left)}{top}"
        return ref

    def style(self, ref: str) -> int:
        """The number of a cell's format, 0 where there is no such cell."""
        cell = self._cells.get(position(ref))
        return int(cell.attributes.get("s", "0")) if cell is not None else 0

    def with_styles(self, numbers: Mapping[str, int]) -> list[Splice]:
        """Cells with other formats; cells and rows that are not there are put in their place."""
        p = f"{self._data.prefix}:" if self._data.prefix else ""
        splices: list[Splice] = []
        new_rows: dict[int, bytes] = defaultdict(bytes)
        for ref, number in sorted(numbers.items(), key=lambda pair: position(pair[0])):
            row, column = position(ref)
            cell = self._cells.get((row, column))
            if cell is not None:
                style = str(number) if number else None  # the plain format is said by saying none
                splices.append(with_attribute(self._xml, cell, "s", style))
                continue
            written = f'<{p}c r="{ref}" s="{number}"/>'.encode()
            if row not in self._rows:
                new_rows[row] += written
            elif self._rows[row].is_empty:
                one = self._rows[row]
                inner = b">" + written + f"</{p}row>".encode()
                splices.append(Splice(one.body - 2, one.body, inner))
            else:
                behind = [c.start for (r, n), c in self._cells.items() if r == row and n > column]
                place = min(behind, default=self._rows[row].stop)
                splices.append(Splice(place, place, written))
        for row, inner in sorted(new_rows.items()):
            behind = [one.start for number, one in self._rows.items() if number > row]
            place = min(behind, default=self._data.stop)
            text = f'<{p}row r="{row}">'.encode() + inner + f"</{p}row>".encode()
            splices.append(Splice(place, place, text))
        return splices
