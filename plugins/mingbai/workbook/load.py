"""A filled workbook -> CSV text a table, everything wrong with it, and what could be mended."""

from __future__ import annotations

import csv
import io
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from xml.etree import ElementTree as ET

from mingbai.exports import Question
from mingbai.issues import Issue, Severity
from mingbai.read import ooxml
from mingbai.read.ooxml import BrokenZipError
from mingbai.schema import Schema
from mingbai.workbook import (
    headings,
    joining,
    layouts,
    ods_sheets,
    old_sheets,
    rows,
    sheets,
    text_sheets,
)
from mingbai.workbook.archive import Archive, SheetPart, open_archive
from mingbai.workbook.layouts import ExportReader
from mingbai.workbook.names import NO_NAMES, Names
from mingbai.workbook.origins import Repair, RowOrigin
from mingbai.workbook.own_names import with_own
from mingbai.workbook.questions import EVERYTHING
from mingbai.workbook.rows import Reader
from mingbai.workbook.rules import (
    BROKEN_WORKBOOK,
    EMPTY,
    HIDDEN,
    HIDDEN_HEADING,
    HIDDEN_SHEET,
    NO_SHEET,
    OTHER_SHEET,
    TOO_LARGE,
    UNKNOWN_SHEET,
)
from mingbai.workbook.sheets import Worksheet, column_letters

GUIDE, LISTS, CHANGES = "填写说明", "选项", "修改清单"


@dataclass
class Loaded:
    """What a workbook holds. csv: table -> text, heading row of field names, mended as proposed.

    origins: table -> where each of its lines came from, the first at index 0 (CSV line 2).
    questions: what only the clerk can answer, answered or not. is_whole: every sheet was understood
    and is shown as a whole, so that the tables may be checked further.
    is_workbook: it is an .xlsx that could be opened, so that it can be handed back; of several
    files, those that are stand in markable. names: those that it was read with, its own among them.
    """

    csv: dict[str, str] = field(default_factory=dict)
    origins: dict[str, list[RowOrigin]] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    is_whole: bool = True
    is_workbook: bool = True
    markable: list[Path] = field(default_factory=list)
    names: Names = NO_NAMES


def load(
    path: Path,
    schemas: tuple[Schema, ...],
    fix: bool = False,
    *,
    names: Names = NO_NAMES,
    accepted: Container[str] = (),
    exports: ExportReader | None = None,
    more: Sequence[Path] = (),
) -> Loaded:
    """Read a clerk's workbook: ours, or one with title rows, storeyed heads and 合计 between.

    Issues name the sheet in their path (`六月.xlsx/账目`), its row, the column's title, and the
    cell among their values. names: what stands for codes. What has one meaning in another form is
    read so, and said; what has to be asked is asked once a column: accepted are the keys of the
    questions that were answered with yes, with fix all of them. Nothing is guessed: an error cell,
    a merged cell, a row that is not shown refuse. exports: reads the sheets that a platform
    exported; None where the kind takes none. more: other files of the same publisher and period,
    each with its part of the rows; no two files have the same name.
    """
    read = partial(_load_all, (path, *more), schemas, fix, accepted=accepted, exports=exports)
    loaded = read(names)
    known = with_own(names, loaded.csv, schemas)
    return loaded if known is names else read(known)


def _load_all(
    paths: Sequence[Path],
    schemas: tuple[Schema, ...],
    fix: bool,
    names: Names,
    *,
    accepted: Container[str],
    exports: ExportReader | None,
) -> Loaded:
    """Read files with the names that are known."""
    lines: dict[str, list[list[str]]] = {}
    loaded = Loaded(names=names)
    exported: list[tuple[str, Worksheet]] = []
    for one in paths:
        reader = Reader(one.name, names, EVERYTHING if fix else accepted)
        _load_one(one, loaded, lines, schemas, reader=reader, exported=exported, exports=exports)
    if exports is not None and exported:
        _take_exports(loaded, lines, schemas, exported, exports)
        if loaded.is_whole and not any(lines.values()):
            loaded.issues.append(EMPTY.issue(paths[0].name))
            loaded.is_whole = False
    if len(paths) > 1 and loaded.is_whole:
        differences = joining.join(lines, loaded.origins, schemas, names)
        loaded.issues += differences
        loaded.is_whole = not differences
    for schema in schemas:
        if schema.name in lines and (lines[schema.name] or not schema.is_optional):
            loaded.csv[schema.name] = _csv(schema, lines[schema.name])
    return loaded


def _load_one(
    path: Path,
    loaded: Loaded,
    lines: dict[str, list[list[str]]],
    schemas: tuple[Schema, ...],
    *,
    reader: Reader,
    exported: list[tuple[str, Worksheet]],
    exports: ExportReader | None,
) -> None:
    """Add the rows of one file below those of the files before; sheets of platforms wait."""
    of_file, own_lines = Loaded(), dict[str, list[list[str]]]()
    own_exported: list[tuple[str, Worksheet]] = []
    unknown = _take_all(
        path,
        of_file,
        own_lines,
        schemas=schemas,
        reader=reader,
        exported=own_exported,
        exports=exports,
    )
    is_alone = not own_lines and not own_exported
    _say_unknown(of_file, unknown, path.name, schemas, is_alone=is_alone)
    if is_alone and of_file.is_whole:
        of_file.issues.append(NO_SHEET.issue(path.name))
        of_file.is_whole = False
    if of_file.is_whole and not own_exported and not any(own_lines.values()):
        of_file.issues.append(EMPTY.issue(path.name))
        of_file.is_whole = False
    exported += own_exported
    for table, table_lines in own_lines.items():
        lines.setdefault(table, []).extend(table_lines)
    for table, origins in of_file.origins.items():
        loaded.origins.setdefault(table, []).extend(origins)
    asked = {one.key for one in loaded.questions}
    loaded.issues += of_file.issues
    loaded.repairs += of_file.repairs
    loaded.questions += [one for one in of_file.questions if one.key not in asked]
    loaded.is_whole &= of_file.is_whole
    loaded.is_workbook &= of_file.is_workbook
    loaded.markable += [path] if of_file.is_workbook else []


def _take_all(
    path: Path,
    loaded: Loaded,
    lines: dict[str, list[list[str]]],
    schemas: tuple[Schema, ...],
    reader: Reader,
    exported: list[tuple[str, Worksheet]],
    exports: ExportReader | None,
) -> list[Worksheet]:
    """Add what every sheet of a file holds, whatever sort of file; the sheets no table fits.

    Those that a platform exported are added to `exported`, with their paths.
    """
    unknown: list[Worksheet] = []
    words = exports.words if exports is not None else ()
    for sheet, is_hidden in sheets_of(path, loaded, schemas, words):
        if isinstance(sheet, Issue):
            loaded.issues.append(sheet)
            loaded.is_whole = loaded.is_workbook = False
        elif exports is not None and _is_exported(sheet, schemas, exports, is_hidden=is_hidden):
            exported.append((f"{path.name}/{sheet.name}", sheet))
        elif sheet.name not in (GUIDE, LISTS, CHANGES):
            unknown += _take(loaded, lines, sheet, schemas, reader, is_hidden=is_hidden)
    return unknown


def _is_exported(
    sheet: Worksheet, schemas: tuple[Schema, ...], exports: ExportReader, *, is_hidden: bool
) -> bool:
    if is_hidden or sheet.is_too_large or sheet.name in (GUIDE, LISTS, CHANGES):
        return False
    return layouts.is_export(sheet, exports, headings.find(sheet, schemas))


def _take_exports(
    loaded: Loaded,
    lines: dict[str, list[list[str]]],
    schemas: tuple[Schema, ...],
    exported: list[tuple[str, Worksheet]],
    exports: ExportReader,
) -> None:
    """Add the lines that exported sheets give, their issues and questions."""
    made, issues = layouts.read_exports(exported, exports, frozenset(lines))
    loaded.issues += issues
    loaded.questions += exports.inquiry.questions.values()
    loaded.is_whole &= all(issue.severity is not Severity.ERROR for issue in issues)
    fields = {schema.name: [field.name for field in schema.fields] for schema in schemas}
    for table, export_rows in made.lines.items():
        for line in export_rows:
            cells = [line.cells.get(name, "") for name in fields[table]]
            book, _, sheet = line.where.partition("/")
            lines.setdefault(table, []).append(cells)
            loaded.origins.setdefault(table, []).append(RowOrigin(book, sheet, line.row, line.refs))


def sheets_of(
    path: Path, loaded: Loaded, schemas: tuple[Schema, ...], words: tuple[str, ...] = ()
) -> Iterator[tuple[Worksheet | Issue, bool]]:
    """Each sheet and whether it is hidden; an issue instead of what cannot be read.

    What is to be said of the file as a whole is added to `loaded`. words: headings of exports.
    """
    if text_sheets.is_text(path):
        loaded.is_workbook = False
        text, remarks = text_sheets.read(path, schemas, words)
        loaded.issues += remarks if text is not None else ()
        yield from ((one, False) for one in ((text,) if text is not None else remarks))
        return
    body = path.read_bytes()
    if ods_sheets.is_ods(body, path.name):
        loaded.is_workbook = False
        sheets = ods_sheets.read(body, path.name)
        yield from ((sheets, False),) if isinstance(sheets, Issue) else sheets
        return
    if (old := old_sheets.read(body, path.name)) is not None:
        loaded.is_workbook = False
        if isinstance(old, Issue):
            yield old, False
            return
        loaded.issues.append(old.warning)
        yield from ((sheet, False) for sheet in old.sheets)
        return
    archive = open_archive(body, path.name)
    if isinstance(archive, Issue):
        yield archive, False
        return
    loaded.issues += archive.warnings
    for part in archive.sheets:
        if part.name not in (GUIDE, LISTS, CHANGES):
            yield _read(archive, part, f"{path.name}/{part.name}"), part.is_hidden


def _take(
    loaded: Loaded,
    lines: dict[str, list[list[str]]],
    sheet: Worksheet,
    schemas: tuple[Schema, ...],
    reader: Reader,
    *,
    is_hidden: bool,
) -> list[Worksheet]:
    """Add the rows of a sheet, or say that one with data is hidden or too large."""
    where = f"{reader.where}/{sheet.name}"
    if sheet.is_too_large:
        loaded.issues.append(_too_large(where))
        loaded.is_whole = loaded.is_workbook = False
        return []
    if is_hidden:
        heading = headings.find(sheet, schemas)
        has_data = heading is not None and any(row > heading.row for row in sheet.rows)
        if sheet.rows or sheet.hidden_rows:
            rule, found = (HIDDEN_SHEET, sheet.name) if has_data else (HIDDEN, "工作表")
            loaded.issues.append(rule.issue(where, found=found))
            loaded.is_whole &= not has_data
        return []
    return _read_sheet(loaded, lines, sheet, schemas, replace(reader, where=where))


def _read_sheet(
    loaded: Loaded,
    lines: dict[str, list[list[str]]],
    sheet: Worksheet,
    schemas: tuple[Schema, ...],
    reader: Reader,
) -> list[Worksheet]:
    """Add the rows of a sheet that is shown; the sheet itself where no table fits it."""
    if not sheet.rows:
        return []
    loaded.issues += [
        HIDDEN.issue(reader.where, found=f"{column_letters(column)} 列")
        for column in sorted(sheet.hidden_columns)
    ]
    heading = headings.find(sheet, schemas)
    if heading is None:
        hidden = headings.hidden_row(sheet, schemas)
        if hidden is None:
            return [sheet]
        loaded.issues.append(
            HIDDEN_HEADING.issue(reader.where, found=str(hidden), cell=f"A{hidden}")
        )
        loaded.is_whole = False
        return []
    read = rows.read_rows(sheet, heading, reader)
    loaded.issues += read.issues
    loaded.repairs += read.repairs
    loaded.questions += read.questions
    loaded.is_whole &= read.is_whole
    table = heading.schema.name
    lines.setdefault(table, []).extend(read.lines)
    loaded.origins.setdefault(table, []).extend(read.origins)
    return []


def _say_unknown(
    loaded: Loaded,
    unknown: list[Worksheet],
    name: str,
    schemas: tuple[Schema, ...],
    *,
    is_alone: bool,
) -> None:
    """Sheets that fit no table: left out, and said; an error where one may have been meant.

    One was probably meant if it is all there is, or has the name of a table, or two of its heads.
    """
    expected = "、".join(schema.title for schema in schemas)
    titles = {schema.title for schema in schemas} | {schema.name for schema in schemas}
    for sheet in unknown:
        where = f"{name}/{sheet.name}"
        is_meant = is_alone or sheet.name.strip() in titles or headings.has_two(sheet, schemas)
        if is_meant:
            issue = UNKNOWN_SHEET.issue(where, found=sheet.name, expected=expected)
            loaded.is_whole = False
        else:
            issue = OTHER_SHEET.issue(where, found=sheet.name)
        loaded.issues.append(issue)


def _read(archive: Archive, part: SheetPart, where: str) -> Worksheet | Issue:
    try:
        sheet = sheets.read(archive, part)
    except (BrokenZipError, ET.ParseError, IndexError, OverflowError, *ooxml.BROKEN) as error:
        # cut or changed bytes, or cells that refer to strings that are not there
        return BROKEN_WORKBOOK.issue(where, found=f"工作表不完整（{type(error).__name__}）")
    return sheet


def _too_large(where: str) -> Issue:
    limit = f" {sheets.CELL_LIMIT:,} 格、{sheets.COLUMN_LIMIT} 列"
    return TOO_LARGE.issue(where, found="太多的格子", expected=limit)


def _csv(schema: Schema, lines: list[list[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([field.name for field in schema.fields])
    writer.writerows(lines)
    return text.getvalue()
