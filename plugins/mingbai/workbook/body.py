"""The rows below a heading -> lines of a CSV, with where they came from and what is wrong there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from mingbai.issues import Issue, Rule
from mingbai.schema import Field
from mingbai.workbook import footer, headings, repairs
from mingbai.workbook.headings import Column, Heading
from mingbai.workbook.rules import (
    DUPLICATE_COLUMN,
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
from mingbai.workbook.sheets import Cell, Sheet, Stored, letters
from mingbai.workbook.spots import Repair, Spot

_NOTHING = Cell(Stored.NOTHING, "")


@dataclass
class Body:
    """What stands below a heading. lines: in the order of the schema's fields.

    is_whole: every column was understood, so that the lines may be checked further.
    """

    lines: list[list[str]] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    is_whole: bool = True


def read(sheet: Sheet, heading: Heading, where: str, fix: bool) -> Body:
    """where: the path issues carry. fix: what can be mended is mended, and only warned of."""
    body = Body()
    first = _first_row(sheet, heading)
    below = [row for row in sorted(sheet.rows) if row > first]
    split = footer.split(sheet, heading, below)
    columns = _columns(body, sheet, heading, split.data, where)
    last = max(split.data, default=0)
    for merge in sheet.merges:
        if first < merge.bottom and merge.top <= last:
            cell = f"{letters(merge.left)}{merge.top}"
            body.issues.append(
                _at(rule=MERGED, where=where, row=merge.top, column=None, cell=cell, found=None)
            )
    for row in split.data:
        _line(
            body=body, sheet=sheet, row=row, heading=heading, columns=columns, where=where, fix=fix
        )
    body.issues += footer.issues(sheet, heading, split, body.lines, where)
    return body


def _first_row(sheet: Sheet, heading: Heading) -> int:
    """The last row of the heads: what is merged downwards through the heading row counts."""
    reach = [m.bottom for m in sheet.merges if m.top <= heading.row <= m.bottom]
    return max([heading.row, *reach])


def _columns(
    body: Body, sheet: Sheet, heading: Heading, rows: list[int], where: str
) -> dict[str, Column]:
    """The column of each field by its name; everything odd about the heads is said."""
    found: dict[str, Column] = {}
    for column in heading.columns:
        cell = f"{letters(column.number)}{heading.row}"
        if column.field is None:
            values = {
                r: sheet.rows[r][column.number] for r in rows if column.number in sheet.rows[r]
            }
            rule = LEFT_OUT if headings.is_counter(column, values) else UNKNOWN_COLUMN
            body.issues.append(
                _at(
                    rule=rule,
                    where=where,
                    row=heading.row,
                    column=None,
                    cell=cell,
                    found=column.heading,
                )
            )
        elif column.field.name in found:
            body.is_whole = False
            rule = DUPLICATE_COLUMN
            body.issues.append(
                _at(
                    rule=rule,
                    where=where,
                    row=heading.row,
                    column=None,
                    cell=cell,
                    found=column.heading,
                )
            )
        else:
            found[column.field.name] = column
            if column.unit:
                body.issues.append(
                    _at(
                        rule=WRONG_UNIT,
                        where=where,
                        row=heading.row,
                        column=None,
                        cell=cell,
                        found=column.heading,
                        expected=column.field.unit or "（不带单位）",
                    )
                )
    _absent(body, heading, found, where)
    body.issues += _nameless(sheet, heading, rows, where)
    return found


def _absent(body: Body, heading: Heading, found: dict[str, Column], where: str) -> None:
    for one in heading.schema.fields:
        if one.required and one.name not in found:
            body.is_whole = False
            body.issues.append(
                _at(
                    rule=MISSING_COLUMN,
                    where=where,
                    row=heading.row,
                    column=one,
                    cell="",
                    found=one.title,
                )
            )


def _nameless(sheet: Sheet, heading: Heading, rows: list[int], where: str) -> Iterator[Issue]:
    """The first cell of each column that has content and no heading."""
    named = {column.number for column in heading.columns}
    for row in rows:
        for number, cell in sheet.rows[row].items():
            if number not in named and cell.text:
                named.add(number)
                ref = f"{letters(number)}{row}"
                yield _at(
                    rule=NAMELESS_COLUMN,
                    where=where,
                    row=row,
                    column=None,
                    cell=ref,
                    found=cell.text,
                )


def _line(
    body: Body,
    sheet: Sheet,
    row: int,
    heading: Heading,
    columns: dict[str, Column],
    where: str,
    fix: bool,
) -> None:
    cells: dict[str, str] = {}
    line: list[str] = []
    for one in heading.schema.fields:
        text = ""
        if one.name in columns:
            column = columns[one.name]
            cells[one.name] = f"{letters(column.number)}{row}"
            cell = sheet.rows[row].get(column.number, _NOTHING)
            text = _text(body=body, cell=cell, column=column, row=row, where=where, fix=fix)
        line.append(text)
    body.lines.append(line)
    body.spots.append(Spot(sheet.name, row, cells))


def _text(body: Body, cell: Cell, column: Column, row: int, where: str, fix: bool) -> str:
    """What the CSV will hold for one cell; what is wrong or mended is noted on the way."""
    assert column.field is not None  # only known columns are read
    ref = f"{letters(column.number)}{row}"
    reading = repairs.read(cell, column.field, column.factor)
    if cell.is_formula and reading.fault is None:
        body.issues.append(
            _at(rule=FORMULA, where=where, row=row, column=column.field, cell=ref, found=cell.text)
        )
    if reading.fault is not None:
        issue = _at(
            rule=reading.fault,
            where=where,
            row=row,
            column=column.field,
            cell=ref,
            found=cell.text,
            expected=reading.expected,
        )
        body.issues.append(issue)
    elif reading.why:
        rule = REPAIRED if fix else NEEDS_REPAIR
        why = "、".join(reading.why)
        issue = _at(
            rule=rule,
            where=where,
            row=row,
            column=column.field,
            cell=ref,
            found=cell.text,
            expected=reading.text,
            why=why,
        )
        body.issues.append(issue)
        sheet = where.rpartition("/")[2]
        body.repairs.append(
            Repair(
                sheet=sheet,
                cell=ref,
                title=column.heading,
                before=cell.text,
                after=reading.text,
                why=reading.why,
            )
        )
    return reading.text


def _at(
    rule: Rule,
    where: str,
    row: int,
    column: Field | None,
    cell: str,
    found: str | None,
    expected: str | None = None,
    why: str = "",
) -> Issue:
    title = column.title if column is not None else None
    return rule.issue(where, row, title, found, expected, cell=cell, why=why)
