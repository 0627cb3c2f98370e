"""The rows below a heading -> lines of a CSV, each with its origin, and the issues."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

from mingbai.issues import Issue, Rule
from mingbai.schema import Field
from mingbai.workbook import footer, headings, repairs
from mingbai.workbook.headings import Heading, SheetColumn
from mingbai.workbook.origins import Repair, RowOrigin
from mingbai.workbook.rules import (
    DUPLICATE_COLUMN,
    EARLY_COLUMN,
    ENDED_COLUMN,
    FORMULA,
    LEFT_OUT,
    MERGED,
    MISSING_COLUMN,
    NAMELESS_COLUMN,
    NEEDS_REPAIR,
    REPAIRED,
    UNKNOWN_COLUMN,
    WRONG_UNIT,
)
from mingbai.workbook.sheets import Cell, Stored, Worksheet, column_letters

_EMPTY_CELL = Cell(Stored.NOTHING, "")


@dataclass
class SheetRows:
    """The rows of one sheet. lines: cells as text, in the order of the schema's fields.

    origins: of each line, the same length. is_whole: every column was understood, so that the
    lines may be checked further. Filled step by step while the sheet is read.
    """

    lines: list[list[str]] = dataclasses.field(default_factory=list)
    origins: list[RowOrigin] = dataclasses.field(default_factory=list)
    issues: list[Issue] = dataclasses.field(default_factory=list)
    repairs: list[Repair] = dataclasses.field(default_factory=list)
    is_whole: bool = True


def read_rows(sheet: Worksheet, heading: Heading, where: str, fix: bool) -> SheetRows:
    """The rows below the heading. where: the path of issues.

    fix: cells that can be repaired are only warned of; otherwise they are errors.
    """
    rows = SheetRows()
    first = _first_row(sheet, heading)
    below = [row for row in sorted(sheet.rows) if row > first]
    row_kinds = footer.classify_rows(sheet, heading, below)
    columns = _columns(rows, sheet, heading, row_kinds.data, where)
    last = max(row_kinds.data, default=0)
    for merge in sheet.merges:
        if first < merge.bottom and merge.top <= last:
            cell = f"{column_letters(merge.left)}{merge.top}"
            rows.issues.append(_issue(rule=MERGED, where=where, row=merge.top, cell=cell))
    for row in row_kinds.data:
        _read_row(
            rows, sheet=sheet, row=row, columns=columns, heading=heading, where=where, fix=fix
        )
    rows.issues += footer.issues(sheet, heading, row_kinds, rows.lines, where)
    return rows


def _first_row(sheet: Worksheet, heading: Heading) -> int:
    """The last row of the headings: cells merged downwards through the heading row count."""
    bottoms = [m.bottom for m in sheet.merges if m.top <= heading.row <= m.bottom]
    return max([heading.row, *bottoms])


def _columns(
    rows: SheetRows, sheet: Worksheet, heading: Heading, data_rows: list[int], where: str
) -> dict[str, SheetColumn]:
    """Field name -> its column; adds the issues of the headings to `rows`."""
    columns: dict[str, SheetColumn] = {}
    for column in heading.columns:
        cell = f"{column_letters(column.number)}{heading.row}"
        if column.field is None:
            rows.issues += _unknown_column(sheet, heading, column, data_rows, where)
            continue
        if column.field.name in columns:
            rows.is_whole = False
            rule = DUPLICATE_COLUMN
        else:
            columns[column.field.name] = column
            if not column.unit:
                continue
            rule = WRONG_UNIT
        rows.issues.append(
            _issue(
                rule=rule,
                where=where,
                row=heading.row,
                cell=cell,
                found=column.heading,
                expected=_unit(column) if rule is WRONG_UNIT else None,
            )
        )
    missing = list(_missing_columns(heading, columns, where))
    rows.is_whole &= not missing
    rows.issues += [*missing, *_nameless_columns(sheet, heading, data_rows, where)]
    return columns


def _unknown_column(
    sheet: Worksheet, heading: Heading, column: SheetColumn, data_rows: list[int], where: str
) -> Iterator[Issue]:
    """A counter 序号 is left out, every other unknown column is an error.

    A column that the form has in other periods may stay as long as it is empty.
    """
    number = column.number
    values = {row: sheet.rows[row][number] for row in data_rows if number in sheet.rows[row]}
    rule, month = UNKNOWN_COLUMN, None
    if column.other is not None:
        if not any(cell.text for cell in values.values()):
            return
        is_ended = column.other in heading.schema.ended
        rule = ENDED_COLUMN if is_ended else EARLY_COLUMN
        month = column.other.span.ended if is_ended else column.other.span.since
    elif headings.is_counter(column, values):
        rule = LEFT_OUT
    yield _issue(
        rule=rule,
        where=where,
        row=heading.row,
        cell=f"{column_letters(number)}{heading.row}",
        found=column.heading,
        expected=month,
    )


def _unit(column: SheetColumn) -> str:
    assert column.field is not None  # only known columns have a wrong unit
    return column.field.unit or "（不带单位）"


def _missing_columns(
    heading: Heading, columns: dict[str, SheetColumn], where: str
) -> Iterator[Issue]:
    """An issue for each required field without a column."""
    for field in heading.schema.fields:
        if field.required and field.name not in columns:
            yield _issue(
                rule=MISSING_COLUMN,
                where=where,
                row=heading.row,
                cell="",
                field=field,
                found=field.title,
            )


def _nameless_columns(
    sheet: Worksheet, heading: Heading, data_rows: list[int], where: str
) -> Iterator[Issue]:
    """An issue for the first filled cell of each column without a heading."""
    seen_columns = {column.number for column in heading.columns}
    for row in data_rows:
        for number, cell in sheet.rows[row].items():
            if number not in seen_columns and cell.text:
                seen_columns.add(number)
                ref = f"{column_letters(number)}{row}"
                yield _issue(rule=NAMELESS_COLUMN, where=where, row=row, cell=ref, found=cell.text)


def _read_row(
    rows: SheetRows,
    *,
    sheet: Worksheet,
    row: int,
    columns: dict[str, SheetColumn],
    heading: Heading,
    where: str,
    fix: bool,
) -> None:
    """Add the line of one row to `rows`, with its origin and issues."""
    cells: dict[str, str] = {}
    line: list[str] = []
    for field in heading.schema.fields:
        text = ""
        if field.name in columns:
            column = columns[field.name]
            cells[field.name] = f"{column_letters(column.number)}{row}"
            cell = sheet.rows[row].get(column.number, _EMPTY_CELL)
            text = _read_cell(rows, cell=cell, column=column, row=row, where=where, fix=fix)
        line.append(text)
    rows.lines.append(line)
    rows.origins.append(RowOrigin(sheet.name, row, cells))


def _read_cell(
    rows: SheetRows, *, cell: Cell, column: SheetColumn, row: int, where: str, fix: bool
) -> str:
    """The text of one cell for the CSV; adds its issues and its repair to `rows`."""
    assert column.field is not None  # only known columns are read
    ref = f"{column_letters(column.number)}{row}"
    reading = repairs.read(cell, column.field, column.factor)
    if cell.is_formula and reading.fault is None:
        rows.issues.append(
            _issue(
                rule=FORMULA, where=where, row=row, cell=ref, field=column.field, found=cell.text
            )
        )
    if reading.fault is None and not reading.why:
        return reading.text
    rule = reading.fault or (REPAIRED if fix else NEEDS_REPAIR)
    rows.issues.append(
        _issue(
            rule=rule,
            where=where,
            row=row,
            cell=ref,
            field=column.field,
            found=cell.text,
            expected=reading.expected if reading.fault else reading.text,
            why="" if reading.fault else "、".join(reading.why),
        )
    )
    if reading.fault is None:
        rows.repairs.append(
            Repair(
                sheet=where.rpartition("/")[2],
                cell=ref,
                title=column.heading,
                before=cell.text,
                after=reading.text,
                why=reading.why,
            )
        )
    return reading.text


def _issue(
    *,
    rule: Rule,
    where: str,
    row: int,
    cell: str,
    field: Field | None = None,
    found: str | None = None,
    expected: str | None = None,
    why: str = "",
) -> Issue:
    title = field.title if field is not None else None
    return rule.issue(where, row, title, found, expected, cell=cell, why=why)
