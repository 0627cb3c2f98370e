"""A filled workbook -> CSV text a table, everything wrong with it, and what could be mended."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

from mingbai.issues import Issue
from mingbai.read import ooxml
from mingbai.read.ooxml import BrokenZipError
from mingbai.schema import Schema
from mingbai.workbook import headings, rows, sheets
from mingbai.workbook.archive import Archive, SheetPart, open_archive
from mingbai.workbook.origins import Repair, RowOrigin
from mingbai.workbook.rules import BROKEN_WORKBOOK, HIDDEN, NO_SHEET, TOO_LARGE, UNKNOWN_SHEET
from mingbai.workbook.sheets import Worksheet

GUIDE, LISTS, CHANGES = "填写说明", "选项", "修改清单"


@dataclass
class Loaded:
    """What a workbook holds. csv: table -> text, heading row of field names, mended as proposed.

    origins: table -> where each of its lines came from, the first at index 0 (CSV line 2).
    is_whole: every sheet was understood, so that the tables may be checked further.
    is_workbook: it is an .xlsx that could be opened, so that it can be handed back.
    """

    csv: dict[str, str] = field(default_factory=dict)
    origins: dict[str, list[RowOrigin]] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    is_whole: bool = True
    is_workbook: bool = True


def load(path: Path, schemas: tuple[Schema, ...], fix: bool = False) -> Loaded:
    """Read a clerk's workbook: ours, or one with title rows, merged heads and a 合计 footer.

    Issues name the sheet in their path (`六月.xlsx/账目`), its row, the column's title, and the
    cell among their values. With fix, what could be mended is a warning; without, an error.
    Nothing is guessed: a code that became a number, an error cell, a merged cell refuse.
    """
    archive = open_archive(path.read_bytes(), path.name)
    if isinstance(archive, Issue):
        return Loaded(issues=[archive], is_whole=False, is_workbook=False)
    loaded = Loaded(issues=list(archive.warnings))
    lines: dict[str, list[list[str]]] = {}
    for part in archive.sheets:
        if part.name not in (GUIDE, LISTS, CHANGES):
            _sheet(
                loaded=loaded,
                lines=lines,
                archive=archive,
                part=part,
                name=path.name,
                schemas=schemas,
                fix=fix,
            )
    if not lines and loaded.is_whole:
        loaded.issues.append(NO_SHEET.issue(path.name))
        loaded.is_whole = False
    for schema in schemas:
        if schema.name in lines and (lines[schema.name] or not schema.is_optional):
            loaded.csv[schema.name] = _csv(schema, lines[schema.name])
    return loaded


def _sheet(
    loaded: Loaded,
    lines: dict[str, list[list[str]]],
    archive: Archive,
    part: SheetPart,
    name: str,
    schemas: tuple[Schema, ...],
    fix: bool,
) -> None:
    where = f"{name}/{part.name}"
    sheet = _read(archive, part, where)
    if isinstance(sheet, Issue):
        loaded.issues.append(sheet)
        loaded.is_whole = loaded.is_workbook = False
        return
    if part.is_hidden:
        if sheet.rows:
            loaded.issues.append(HIDDEN.issue(where, found="工作表"))
        return
    loaded.issues += [HIDDEN.issue(where, found=hidden) for hidden in sheet.hidden]
    if not sheet.rows:
        return
    heading = headings.find(sheet, schemas)
    if heading is None:
        expected = "、".join(schema.title for schema in schemas)
        loaded.issues.append(UNKNOWN_SHEET.issue(where, found=part.name, expected=expected))
        loaded.is_whole = False
        return
    read = rows.read_rows(sheet, heading, where, fix)
    loaded.issues += read.issues
    loaded.repairs += read.repairs
    loaded.is_whole &= read.is_whole
    table = heading.schema.name
    lines.setdefault(table, []).extend(read.lines)
    loaded.origins.setdefault(table, []).extend(read.origins)


def _read(archive: Archive, part: SheetPart, where: str) -> Worksheet | Issue:
    try:
        sheet = sheets.read(archive, part)
    except (BrokenZipError, ET.ParseError, IndexError, OverflowError, *ooxml.BROKEN) as error:
        # cut or changed bytes, or cells that refer to strings that are not there
        return BROKEN_WORKBOOK.issue(where, found=f"工作表不完整（{type(error).__name__}）")
    if sheet.is_too_large:
        limit = f" {sheets.CELL_LIMIT:,} 格、{sheets.COLUMN_LIMIT} 列"
        return TOO_LARGE.issue(where, found="太多的格子", expected=limit)
    return sheet


def _csv(schema: Schema, lines: list[list[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([field.name for field in schema.fields])
    writer.writerows(lines)
    return text.getvalue()
