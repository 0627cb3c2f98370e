"""The rows below a heading -> data rows, and totals, signatures and repeated headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from mingbai.issues import Issue
from mingbai.read.cell.rules import SIGNED
from mingbai.workbook import repairs
from mingbai.workbook.headings import Heading, SheetColumn
from mingbai.workbook.rules import LEFT_OUT, ROW_AFTER_TOTAL, WRONG_SUM
from mingbai.workbook.sheets import Cell, Worksheet, column_letters, row_text

_TOTAL = re.compile(r"(?:本[月页年期季]|全[村镇年]|收支)?[合总小共累]计(?:数|金额)?[:：]?")
_WHOLE = re.compile(r"(?:本[月期]|全村)?[合总共]计(?:数|金额)?[:：]?")
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)


@dataclass(frozen=True)
class RowKinds:
    """Row numbers by kind. data: to be imported. total: the first grand total, or None.

    skipped: totals, signatures, repeated headings. after_total: data rows after the grand total.
    """

    data: list[int]
    total: int | None
    skipped: list[int]
    after_total: list[int]


def classify_rows(sheet: Worksheet, heading: Heading, rows: list[int]) -> RowKinds:
    """The kinds of `rows`, which are those below the heading, in order."""
    data: list[int] = []
    skipped: list[int] = []
    after_total: list[int] = []
    total: int | None = None
    for row in rows:
        cells = {c: cell for c, cell in sheet.rows[row].items() if cell.text.strip()}
        if not cells and not any(cell.is_formula for cell in sheet.rows[row].values()):
            continue
        first = re.sub(r"\s", "", next(iter(cells.values())).text) if cells else ""
        if _TOTAL.fullmatch(first):
            total = row if total is None and _WHOLE.fullmatch(first) else total
            skipped.append(row)
        elif _is_heading(cells, heading) or _is_signature(cells, first, heading):
            skipped.append(row)
        elif total is not None:
            (after_total if _is_data(cells, heading) else skipped).append(row)
        else:
            data.append(row)
    return RowKinds(data, total, skipped, after_total)


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


def issues(
    sheet: Worksheet, heading: Heading, rows: RowKinds, lines: list[list[str]], where: str
) -> Iterator[Issue]:
    """Issues of skipped rows, data rows after the total, and wrong totals."""
    for row in rows.skipped:
        yield LEFT_OUT.issue(where, row, found=row_text(sheet.rows[row]), cell=f"A{row}")
    for row in rows.after_total:
        yield ROW_AFTER_TOTAL.issue(where, row, found=row_text(sheet.rows[row]), cell=f"A{row}")
    if rows.total is not None:
        for column in heading.known:
            yield from _sum_issues(
                cells=sheet.rows[rows.total],
                column=column,
                heading=heading,
                row=rows.total,
                lines=lines,
                where=where,
            )


def _sum_issues(
    cells: Mapping[int, Cell],
    column: SheetColumn,
    heading: Heading,
    row: int,
    lines: list[list[str]],
    where: str,
) -> Iterator[Issue]:
    """An issue where a total is not the sum of its column (or, of balances, the last value)."""
    field = column.field
    if field is None or field.type not in ("integer", "number") or column.number not in cells:
        return
    stated = repairs.read(cells[column.number], field, column.factor).text
    position = [one.name for one in heading.schema.fields].index(field.name)
    values = [line[position] for line in lines if line[position]]
    if not values or not all(_NUMBER.fullmatch(text) for text in (stated, *values)):
        return
    total = sum(map(Decimal, values), Decimal(0))
    if Decimal(stated) not in (total, Decimal(values[-1])):
        ref = f"{column_letters(column.number)}{row}"
        yield WRONG_SUM.issue(where, row, field.title, stated, f"{total:f}", cell=ref)
