"""A clerk's own list -> the columns asked for, as text. Nothing else of the list is looked at.

Other columns (names, telephones) are dropped before a row is read, so that they stand in no message
and no file.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pandas as pd

from mingbai import dates
from mingbai.issues import Issue, Rule
from mingbai.read import encoding, ooxml
from mingbai.schema import Field, Schema
from mingbai.workbook import headings, repairs, sheets
from mingbai.workbook.archive import open_archive
from mingbai.workbook.headings import Heading
from mingbai.workbook.rules import BROKEN_WORKBOOK, ERROR_CELL, MERGED, TOO_LARGE
from mingbai.workbook.sheets import Cell, Stored, Worksheet, column_letters

NO_LIST = Rule(
    code="list-no-heading",
    title="清单要有表头",
    message="找不到清单的表头：要有{expected}。",
    remedy="在清单上面一行写上这几栏的名称；别的栏可以有，不会读。",
    meaning="按表头认栏，不猜哪一栏是什么。",
)
HIDDEN_ROWS = Rule(
    code="list-hidden",
    title="清单里没有隐藏的行",
    message="清单里隐藏了{found}。",
    remedy="清除筛选，取消隐藏，再数一遍。",
    meaning="筛选剩下的一部分数出来是错的，所以有隐藏的行或列就不数。",
)
BAD_CELL = Rule(
    code="list-cell",
    title="清单里的日期和月份读得懂",
    message="{cell} 应是{expected}，写的是“{found}”。",
    remedy="日期写成 2026-06-05，月份写成 2026-06；合计行和说明删掉。",
    meaning="读不懂的日期不猜是哪一天。",
)
RULES = (NO_LIST, HIDDEN_ROWS, BAD_CELL)
_WORDS = {"date": "日期", "yearmonth": "月份"}


@dataclass(frozen=True)
class PrivateRows:
    """The rows of lists: text, columns of the schema, `path` (file and sheet) and `row`."""

    rows: pd.DataFrame
    issues: tuple[Issue, ...]


def read_lists(paths: Sequence[Path], schema: Schema) -> PrivateRows:
    """All rows of these lists: .xlsx, .csv (UTF-8 or GB18030), or a folder with `cases.csv`.

    A sheet without the headings is passed over as long as another of its file has them.
    """
    frames, issues = [], []
    for path in paths:
        for read in _of_file(path, schema):
            if isinstance(read, Issue):
                issues.append(read)
            else:
                frames.append(read)
    columns = [*(field.name for field in schema.fields), "path", "row"]
    whole = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=columns)
    return PrivateRows(whole.astype({"row": "int64"}), tuple(issues))


def _of_file(path: Path, schema: Schema) -> Iterator[pd.DataFrame | Issue]:
    """A frame a sheet, and everything wrong with the file."""
    file = path / "cases.csv" if path.is_dir() else path
    is_found = False
    for where, sheet in _sheets(file, schema):
        if isinstance(sheet, Issue):
            yield sheet
            return
        heading = headings.find(sheet, (schema,))
        if heading is None or not _has_required(heading):
            continue
        is_found = True
        if sheet.hidden:
            yield HIDDEN_ROWS.issue(where, found="、".join(sheet.hidden[:5]))
        yield from _rows(sheet, heading, where)
    if not is_found:
        yield NO_LIST.issue(file.name, expected="“办结日期”和“事项编码”或“事项名称”")


def _has_required(heading: Heading) -> bool:
    """Whether the required fields and at least one that names the thing have a column."""
    names = {column.field.name for column in heading.known if column.field is not None}
    required = {field.name for field in heading.schema.fields if field.required}
    return required <= names and bool(names & {"item_code", "item_name"})


def _sheets(file: Path, schema: Schema) -> Iterator[tuple[str, Worksheet | Issue]]:
    """The sheets that can be seen, each with its place for messages."""
    if file.suffix.lower() == ".csv":
        yield file.name, _csv_sheet(file, schema)
        return
    archive = open_archive(file.read_bytes(), file.name)
    if isinstance(archive, Issue):
        yield file.name, archive
        return
    for part in archive.sheets:
        where = f"{file.name}/{part.name}"
        try:
            sheet = sheets.read(archive, part)
        except (ooxml.BrokenZipError, ET.ParseError, IndexError, OverflowError, *ooxml.BROKEN) as e:
            yield where, BROKEN_WORKBOOK.issue(where, found=f"工作表不完整（{type(e).__name__}）")
            return
        if sheet.is_too_large:
            limit = f" {sheets.CELL_LIMIT:,} 格、{sheets.COLUMN_LIMIT} 列"
            yield where, TOO_LARGE.issue(where, found="太多的格子", expected=limit)
            return
        if not part.is_hidden:
            yield where, sheet


def _csv_sheet(file: Path, schema: Schema) -> Worksheet | Issue:
    titles = [field.title for field in schema.fields[:3]]
    decoded = encoding.utf8(file.read_bytes(), file.name, titles)
    if decoded.body is None:
        return decoded.issues[0]
    lines = csv.reader(io.StringIO(decoded.body.decode("utf-8"), newline=""))
    rows = {
        number: {c: Cell(Stored.TEXT, text) for c, text in enumerate(line, start=1) if text}
        for number, line in enumerate(lines, start=1)
    }
    return Worksheet(file.stem, {number: cells for number, cells in rows.items() if cells})


def _rows(sheet: Worksheet, heading: Heading, where: str) -> Iterator[pd.DataFrame | Issue]:
    """The rows below the heading that have anything in the columns asked for."""
    columns = {c.field.name: c.number for c in heading.known if c.field is not None}
    below = [row for row in sorted(sheet.rows) if row > heading.row]
    for merge in sheet.merges:
        is_across = any(merge.left <= number <= merge.right for number in columns.values())
        if merge.bottom > heading.row and is_across:
            ref = f"{column_letters(merge.left)}{merge.top}"
            yield MERGED.issue(where, merge.top, cell=ref)
    lines: list[dict[str, object]] = []
    for row in below:
        line: dict[str, object] = {}
        for field in heading.schema.fields:
            cell = sheet.rows[row].get(columns.get(field.name, 0), Cell(Stored.NOTHING, ""))
            text = _text(cell, field)
            if text is None:
                ref = f"{column_letters(columns[field.name])}{row}"
                yield BAD_CELL.issue(
                    where, row, field.title, found=cell.text, expected=_meaning(field), cell=ref
                )
            line[field.name] = text or ""
        if any(line.values()):
            lines.append(line | {"path": where, "row": row})
    if lines:
        yield pd.DataFrame(lines)


def _text(cell: Cell, field: Field) -> str | None:
    """The cell as text, a date as ISO; None where it cannot be read."""
    reading = repairs.read(cell, field)
    if cell.stored is Stored.NOTHING:
        return ""
    if reading.fault is ERROR_CELL:
        return None
    if field.type not in _WORDS:
        return reading.text.strip()
    is_read = reading.fault is None and (not reading.text or _is_real(reading.text, field))
    return reading.text if is_read else None


def _is_real(text: str, field: Field) -> bool:
    """Whether an ISO date, or month, is one of the calendar."""
    if field.type == "yearmonth":
        return dates.is_month(text)
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _meaning(field: Field) -> str:
    return _WORDS.get(field.type, "文字")
