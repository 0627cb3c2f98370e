"""The rows below a heading -> data rows, and totals, signatures and repeated headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from mingbai.issues import Issue
from mingbai.read.cell.rules import SIGNED
from mingbai.workbook import repairs
from mingbai.workbook.headings import Heading, SheetColumn
from mingbai.workbook.rules import (
    LEFT_OUT,
    ROW_AFTER_TOTAL,
    ROWS_WITHOUT_DATA,
    UNCLEAR_ROW,
    WRONG_SUM,
)
from mingbai.workbook.sheets import Cell, Worksheet, column_letters, row_text

_TOTAL = re.compile(r"(?:本[月页年期季]|全[村镇年]|收支)?[合总小共累]计(?:数|金额)?[:：]?")
# A total of something (柳塘村小计, 收入合计), in a row that is no data by its other cells.
_TOTAL_OF = re.compile(r".{1,14}[小合总共累]计(?:数|金额)?[:：]?")
_OF_A_SIDE = re.compile(r"[收支借贷]|现金|银行")
_WHOLE = re.compile(r"全[村镇年]?[合总共]计(?:数|金额)?[:：]?|总计(?:数|金额)?[:：]?")
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)


@dataclass(frozen=True)
class Total:
    """A row of totals. first: position of the first data row since the total before it.

    last: position after the last data row above it. is_whole: no data may follow (总计, 全村合计).
    is_of_all: it counts all rows, not those of one side alone (收入合计).
    """

    row: int
    first: int
    last: int
    is_whole: bool
    is_of_all: bool = True


@dataclass(frozen=True)
class RowKinds:
    """Row numbers by kind. data: to be imported. totals: 合计 of villages or of the whole sheet.

    skipped: totals, signatures, repeated headings. after_total: data rows after the grand total.
    copied: rows below the data that hold nothing but formulas and constants copied down. unclear:
    rows with numbers alone, which may be totals or records.
    """

    data: list[int]
    totals: list[Total]
    skipped: list[int]
    after_total: list[int]
    copied: list[int]
    unclear: list[int] = field(default_factory=list)


def classify_rows(sheet: Worksheet, heading: Heading, rows: list[int]) -> RowKinds:
    """The kinds of `rows`, which are those below the heading, in order."""
    kinds = RowKinds([], [], [], [], [])
    for row in rows:
        cells = {c: cell for c, cell in sheet.rows[row].items() if cell.text.strip()}
        if not cells and not any(cell.is_formula for cell in sheet.rows[row].values()):
            continue
        first = re.sub(r"\s", "", next(iter(cells.values())).text) if cells else ""
        ended = bool(kinds.totals) and kinds.totals[-1].is_whole
        if _TOTAL.fullmatch(first) or (_TOTAL_OF.fullmatch(first) and not _is_data(cells, heading)):
            start = kinds.totals[-1].last if kinds.totals else 0
            is_of_all = _TOTAL.fullmatch(first) or not _OF_A_SIDE.search(first)
            is_whole = _WHOLE.fullmatch(first) is not None
            kinds.totals.append(
                Total(row, start, len(kinds.data), is_whole, is_of_all=bool(is_of_all))
            )
            kinds.skipped.append(row)
        elif _is_heading(cells, heading) or _is_signature(cells, first, heading):
            kinds.skipped.append(row)
        elif ended:
            (kinds.after_total if _is_data(cells, heading) else kinds.skipped).append(row)
        elif _is_copied(sheet, row, heading):
            kinds.copied.append(row)
        elif kinds.data and _is_numbers(cells, heading):
            kinds.unclear.append(row)
        elif kinds.totals and not _is_data(cells, heading):
            kinds.skipped.append(row)  # remarks below a total
        else:
            kinds.data.append(row)
    between = [row for row in kinds.copied if kinds.data and row < kinds.data[-1]]
    if not between:
        return kinds
    return replace(
        kinds,
        data=sorted([*kinds.data, *between]),
        copied=[row for row in kinds.copied if row not in between],
    )


def _is_copied(sheet: Worksheet, row: int, heading: Heading) -> bool:
    """Whether a row has only formulas, and constants that the row above has as well.

    Constants alone may be a record, of which much is as above: it is none where a value that it
    needs is a formula that gives nothing, or where beside formulas there are but words.
    """
    fields = {c.number: c.field for c in heading.known if c.field is not None}
    cells = {c: cell for c, cell in sheet.rows[row].items() if c in fields}
    above = sheet.rows.get(row - 1, {})
    typed = {c: cell for c, cell in cells.items() if not cell.is_formula and cell.text.strip()}
    if not all(c in above and above[c].text == cell.text for c, cell in typed.items()):
        return False
    blank = sheet.blank_formulas.get(row, frozenset())
    needed = {number for number, one in fields.items() if one.required}
    has_formula = bool(blank) or len(cells) > len(typed)
    is_of_words = all(fields[number].type in ("string", "boolean") for number in typed)
    is_unfilled = bool(needed & blank) or (has_formula and is_of_words and not needed <= set(cells))
    return is_unfilled or not _is_data(typed, heading)


def _quoted(row: Mapping[int, Cell], heading: Heading) -> str:
    """The row for a message, without the persons in it that must be masked."""
    persons = {c.number for c in heading.known if c.field is not None and c.field.mask is not None}
    return row_text({c: cell for c, cell in row.items() if c not in persons or _is_label(cell)})


def _is_label(cell: Cell) -> bool:
    text = re.sub(r"\s", "", cell.text)
    return _TOTAL.fullmatch(text) is not None or SIGNED.match(text) is not None


def _is_heading(cells: Mapping[int, Cell], heading: Heading) -> bool:
    """Whether the row repeats the headings, as on every printed page."""
    headings_by_column = {column.number: column.heading for column in heading.known}
    return {
        c: cell.text for c, cell in cells.items() if c in headings_by_column
    } == headings_by_column


def _is_signature(cells: Mapping[int, Cell], first: str, heading: Heading) -> bool:
    return bool(SIGNED.match(first)) and not _is_data(cells, heading)


def _is_data(cells: Mapping[int, Cell], heading: Heading) -> bool:
    """Whether at least half of the required columns, and two, are filled."""
    required = [c.number for c in heading.known if c.field is not None and c.field.required]
    filled = sum(number in cells for number in required)
    return filled >= max(2, (len(required) + 1) // 2)


def _is_numbers(cells: Mapping[int, Cell], heading: Heading) -> bool:
    """Whether a row holds numbers alone, in a table whose records begin with words or codes."""
    fields = {c.number: c.field for c in heading.known if c.field is not None}
    needed = [f for f in fields.values() if f.required and f.type not in ("integer", "number")]
    filled = [fields[number] for number in cells if number in fields]
    return len(needed) > 1 and bool(filled) and all(f.is_money for f in filled)


def issues(
    sheet: Worksheet, heading: Heading, rows: RowKinds, lines: list[list[str]], where: str
) -> Iterator[Issue]:
    """Issues of skipped rows, data rows after the total, and wrong totals."""
    for row in rows.skipped:
        yield LEFT_OUT.issue(where, row, found=_quoted(sheet.rows[row], heading), cell=f"A{row}")
    for row in rows.unclear:
        yield UNCLEAR_ROW.issue(where, row, found=row_text(sheet.rows[row]), cell=f"A{row}")
    for row in rows.after_total:
        yield ROW_AFTER_TOTAL.issue(
            where, row, found=_quoted(sheet.rows[row], heading), cell=f"A{row}"
        )
    if rows.copied:
        first, last = rows.copied[0], rows.copied[-1]
        found = f"第 {first} 行" if first == last else f"第 {first}—{last} 行"
        yield ROWS_WITHOUT_DATA.issue(where, first, found=found, cell=f"A{first}")
    for total in (one for one in rows.totals if one.is_of_all):
        for column in heading.known:
            yield from _sum_issues(
                sheet=sheet, column=column, heading=heading, total=total, lines=lines, where=where
            )


def _sum_issues(
    sheet: Worksheet,
    column: SheetColumn,
    heading: Heading,
    total: Total,
    lines: list[list[str]],
    where: str,
) -> Iterator[Issue]:
    """An issue where a total is not the sum of its rows, or of all rows above, or the last value.

    A total of a village counts the rows since the one above it; that of a balance is the last.
    """
    field, cells = column.field, sheet.rows[total.row]
    if field is None or field.type not in ("integer", "number") or column.number not in cells:
        return
    stated = repairs.read(cells[column.number], field, column.factor).text
    position = [one.name for one in heading.schema.fields].index(field.name)
    above = [line[position] for line in lines[: total.last] if line[position]]
    values = [line[position] for line in lines[total.first : total.last] if line[position]]
    if not values or not all(_NUMBER.fullmatch(text) for text in (stated, *above)):
        return
    expected = sum(map(Decimal, values), Decimal(0))
    whole = sum(map(Decimal, above), Decimal(0))
    if Decimal(stated) not in (expected, whole, Decimal(values[-1])):
        ref = f"{column_letters(column.number)}{total.row}"
        yield WRONG_SUM.issue(where, total.row, field.title, stated, f"{expected:f}", cell=ref)
