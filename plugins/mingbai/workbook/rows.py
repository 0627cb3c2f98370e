"""The rows below a heading -> lines of a CSV, each with its origin, and the issues.

What a whole column has in common is said once: what was read in another form than it was typed,
and what has to be asked.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from mingbai.exports import Question
from mingbai.issues import Issue, Rule
from mingbai.schema import Field, Schema
from mingbai.workbook import columns, footer, headings, repairs
from mingbai.workbook.columns import ColumnNotes
from mingbai.workbook.headings import Heading, SheetColumn
from mingbai.workbook.names import NO_NAMES, Names
from mingbai.workbook.origins import Repair, RowOrigin
from mingbai.workbook.repairs import Reading
from mingbai.workbook.rules import (
    DUPLICATE_COLUMN,
    EARLY_COLUMN,
    ENDED_COLUMN,
    HIDDEN_COLUMN,
    HIDDEN_DATA,
    LEFT_OUT,
    LIKELY_COLUMN,
    LIKELY_TEN_THOUSANDS,
    MERGED,
    MISSING_COLUMN,
    NAMELESS_COLUMN,
    OTHER_COLUMN,
    WRONG_SUM,
    WRONG_UNIT,
)
from mingbai.workbook.sheets import Cell, Stored, Worksheet, column_letters

_EMPTY_CELL = Cell(Stored.NOTHING, "")
_FINE = re.compile(r"-?\d+\.\d{3,}", re.ASCII)
_FEWEST_FINE = 3  # amounts finer than 分 that say more of the unit than of a slip


@dataclass
class SheetRows:
    """The rows of one sheet. lines: cells as text, in the order of the schema's fields.

    origins: of each line, the same length. questions: that were asked, answered or not. is_whole:
    every column was understood and every row is shown, so that the lines may be checked further.
    Filled step by step while the sheet is read.
    """

    lines: list[list[str]] = dataclasses.field(default_factory=list)
    origins: list[RowOrigin] = dataclasses.field(default_factory=list)
    issues: list[Issue] = dataclasses.field(default_factory=list)
    repairs: list[Repair] = dataclasses.field(default_factory=list)
    questions: list[Question] = dataclasses.field(default_factory=list)
    is_whole: bool = True


@dataclass(frozen=True)
class Reader:
    """What a sheet is read with. where: the path of issues. names: what fields may be filled with.

    accepted: keys of questions that were answered with yes.
    """

    where: str
    names: Names = NO_NAMES
    accepted: Container[str] = ()


def read_rows(sheet: Worksheet, heading: Heading, reader: Reader) -> SheetRows:
    """The rows below the heading."""
    rows, where = SheetRows(), reader.where
    first = _first_row(sheet, heading)
    below = [row for row in sorted(sheet.rows) if row > first]
    row_kinds = footer.classify_rows(sheet, heading, below)
    by_field = _columns(rows, sheet, heading, row_kinds.data, where)
    for merge in sheet.merges:  # those of a total or a signature are as they should be
        if any(max(merge.top, first + 1) <= row <= merge.bottom for row in row_kinds.data):
            cell = f"{column_letters(merge.left)}{merge.top}"
            rows.issues.append(_issue(rule=MERGED, where=where, row=merge.top, cell=cell))
    _hidden_parts(rows, sheet, heading, first, reader)
    notes = ColumnNotes(sheet.name)
    for row in row_kinds.data:
        _read_row(
            rows,
            sheet=sheet,
            row=row,
            by_field=by_field,
            heading=heading,
            reader=reader,
            notes=notes,
        )
    likely = list(_likely_units(rows, by_field, heading.schema, where))
    rows.is_whole &= not likely
    rows.issues += likely
    remarks = columns.said(notes, where, reader.accepted)
    rows.issues += remarks.issues
    rows.questions += remarks.questions
    shown = footer.issues(sheet, heading, row_kinds, rows.lines, where)
    hides_rows = any(issue.code == HIDDEN_DATA.code for issue in rows.issues)
    # a total counts the rows that are not shown: it is right, and must not be mended
    rows.issues += [one for one in shown if not (hides_rows and one.code == WRONG_SUM.code)]
    return rows


def _likely_units(
    rows: SheetRows, by_field: dict[str, SheetColumn], schema: Schema, where: str
) -> Iterator[Issue]:
    """An issue for each column of yuan most of whose numbers are finer than 分: likely 万元."""
    for position, field in enumerate(schema.fields):
        column = by_field.get(field.name)
        if column is None or not field.is_money or column.factor != 1 or column.unit:
            continue
        filled = [
            (origin.cells[field.name], line[position])
            for origin, line in zip(rows.origins, rows.lines, strict=True)
            if line[position]
        ]
        fine = [(cell, text) for cell, text in filled if _FINE.fullmatch(text)]
        if len(fine) >= _FEWEST_FINE and 2 * len(fine) >= len(filled):
            cell, text = fine[0]
            yield LIKELY_TEN_THOUSANDS.issue(
                where,
                int("".join(filter(str.isdecimal, cell))),
                field.title,
                text,
                cell=cell,
                cells="、".join(cell for cell, _ in fine),
                count=str(len(fine)),
                title=column.heading,
            )


def _hidden_parts(
    rows: SheetRows, sheet: Worksheet, heading: Heading, first: int, reader: Reader
) -> None:
    """An error for rows with data that are not shown, and for columns of the form."""
    where = reader.where
    unhidden = Worksheet(sheet.name, {**sheet.rows, **sheet.hidden_rows}, sheet.merges)
    below = [row for row in sorted(sheet.hidden_rows) if row > first]
    hidden = footer.classify_rows(unhidden, heading, below).data
    if hidden:
        rows.is_whole = False
        things = "、".join(_things(sheet, heading, hidden, reader.names))
        rows.issues.append(
            HIDDEN_DATA.issue(
                where,
                hidden[0],
                found=f"{len(hidden)} 行（{_row_numbers(hidden)}）",
                expected="开着筛选" if sheet.is_filtered else "有隐藏的行",
                cell=f"A{hidden[0]}",
                things=f"，里面有{things}" if things else "",
            )
        )
    every = Worksheet(sheet.name, {}, sheet.merges)
    for row, cells in sheet.rows.items():
        beside = {c: held[row] for c, held in sheet.hidden_columns.items() if row in held}
        every.rows[row] = dict(sorted({**cells, **beside}.items()))
    for column in headings.at_row(every, heading.row, heading.schema):
        held = sheet.hidden_columns.get(column.number, {})
        letters = column_letters(column.number)
        filled = [row for row, cell in held.items() if row > first and cell.text.strip()]
        if column.field is not None and filled:
            rows.is_whole = False
            rows.issues.append(
                HIDDEN_COLUMN.issue(
                    where, heading.row, found=column.heading, cell=f"{letters}{heading.row}"
                )
            )


def _things(sheet: Worksheet, heading: Heading, hidden: list[int], names: Names) -> dict[str, None]:
    """What the hidden rows speak of, by the column that refers to something the registry names."""
    distinct: dict[str, None] = {}
    for column in heading.known:
        field = column.field
        if field is None or field.identifies or names.things_of(field.name) is None:
            continue
        for row in hidden:
            text = sheet.hidden_rows[row].get(column.number, _EMPTY_CELL).text.strip()
            distinct.update({names.title(text, field.name): None} if text else {})
        break
    return distinct


def _row_numbers(rows: list[int]) -> str:
    """`第 14—22 行`, `第 3、7 行`."""
    is_run = rows[-1] - rows[0] == len(rows) - 1 and len(rows) > 2
    listed = f"{rows[0]}—{rows[-1]}" if is_run else "、".join(map(str, rows[:8]))
    return f"第 {listed}{'…' if not is_run and len(rows) > 8 else ''} 行"


def _first_row(sheet: Worksheet, heading: Heading) -> int:
    """The last row of the headings: cells merged downwards through the heading row count."""
    bottoms = [m.bottom for m in sheet.merges if m.top <= heading.row <= m.bottom]
    return max([heading.last, *bottoms])


def _columns(
    rows: SheetRows, sheet: Worksheet, heading: Heading, data_rows: list[int], where: str
) -> dict[str, SheetColumn]:
    """Field name -> its column; adds the issues of the headings to `rows`."""
    by_field: dict[str, SheetColumn] = {}
    for column in heading.columns:
        cell = f"{column_letters(column.number)}{heading.row}"
        if column.field is None:
            rows.issues += _unknown_column(sheet, heading, column, data_rows, where)
            continue
        if column.field.name in by_field:
            rows.is_whole = False
            rule = DUPLICATE_COLUMN
        else:
            by_field[column.field.name] = column
            if not column.unit:
                continue
            rule = WRONG_UNIT
            rows.is_whole = False  # every sum would be wrong by it
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
    missing = list(_missing_columns(heading, by_field, where))
    rows.is_whole &= not missing
    rows.issues += [*missing, *_nameless_columns(sheet, heading, data_rows, where)]
    return by_field


def _unknown_column(
    sheet: Worksheet, heading: Heading, column: SheetColumn, data_rows: list[int], where: str
) -> Iterator[Issue]:
    """A column of her own is left out, and said; one whose title was probably mistyped is an error.

    A column that the form has in other periods may stay as long as it is empty.
    """
    number = column.number
    values = {row: sheet.rows[row][number] for row in data_rows if number in sheet.rows[row]}
    likely = headings.likely_field(heading, column)
    rule, expected = OTHER_COLUMN, None
    if column.other is not None:
        if not any(cell.text for cell in values.values()):
            return
        is_ended = column.other in heading.schema.ended
        rule = ENDED_COLUMN if is_ended else EARLY_COLUMN
        expected = column.other.span.ended if is_ended else column.other.span.since
    elif headings.is_counter(column, values):
        rule = LEFT_OUT
    elif likely is not None:
        rule, expected = LIKELY_COLUMN, likely.title
    yield _issue(
        rule=rule,
        where=where,
        row=heading.row,
        cell=f"{column_letters(number)}{heading.row}",
        found=column.heading,
        expected=expected,
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
    by_field: dict[str, SheetColumn],
    heading: Heading,
    reader: Reader,
    notes: ColumnNotes,
) -> None:
    """Add the line of one row to `rows`, with its origin and issues."""
    cells: dict[str, str] = {}
    line: list[str] = []
    for field in heading.schema.fields:
        text = ""
        if field.name in by_field:
            column = by_field[field.name]
            cells[field.name] = f"{column_letters(column.number)}{row}"
            cell = sheet.rows[row].get(column.number, _EMPTY_CELL)
            text = _read_cell(rows, cell=cell, column=column, row=row, reader=reader, notes=notes)
        line.append(text)
    rows.lines.append(line)
    rows.origins.append(RowOrigin(reader.where.partition("/")[0], sheet.name, row, cells))


def _read_cell(
    rows: SheetRows,
    *,
    cell: Cell,
    column: SheetColumn,
    row: int,
    reader: Reader,
    notes: ColumnNotes,
) -> str:
    """The text of one cell for the CSV; adds its issues, and what its column has to say."""
    field = column.field
    assert field is not None  # only known columns are read
    ref = f"{column_letters(column.number)}{row}"
    listed = None if field.identifies else reader.names.of(field.name, field.refers)
    reading = repairs.read(cell, field, column.factor, listed)
    found = reading.text if reading.is_masked else cell.text  # a person's name goes no further
    if column.is_storeyed and field.required and field.is_money and not reading.text:
        reading = Reading("0.00", ("空着的是 0",))
    if reading.fault is not None and reading.fault not in columns.OF_COLUMNS:
        rows.issues.append(
            _issue(
                rule=reading.fault,
                where=reader.where,
                row=row,
                cell=ref,
                field=field,
                found=found,
                expected=reading.expected,
            )
        )
        return reading.text
    notes.add(column, ref, found, reading, is_formula=cell.is_formula)
    if reading.fault is None and (reading.why or reading.question is not None):
        why = (*reading.why, *((reading.question.title,) if reading.question else ()))
        rows.repairs.append(
            Repair(
                book=reader.where.partition("/")[0],
                sheet=sheet_of(reader.where),
                cell=ref,
                title=column.heading,
                before=found,
                after=reading.text,
                why=why,
                is_masked=reading.is_masked,
            )
        )
    return reading.text


def sheet_of(where: str) -> str:
    """The sheet in the path of an issue."""
    return where.rpartition("/")[2]


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
