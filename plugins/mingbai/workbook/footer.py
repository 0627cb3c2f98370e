"""The rows of a sheet -> its data, and below or between them totals, signatures, repeated heads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from mingbai.issues import Issue
from mingbai.read.cell.rules import SIGNED
from mingbai.workbook import repairs
from mingbai.workbook.headings import Column, Heading
from mingbai.workbook.rules import LEFT_OUT, ROW_AFTER_TOTAL, WRONG_SUM
from mingbai.workbook.sheets import Cell, Sheet, letters, shown

_TOTAL = re.compile(r"(?:本[月页年期季]|全[村镇年]|收支)?[合总小共累]计(?:数|金额)?[:：]?")
_WHOLE = re.compile(r"(?:本[月期]|全村)?[合总共]计(?:数|金额)?[:：]?")
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)


@dataclass(frozen=True)
class Split:
    """Row numbers. data: to be imported. total: the first total of all. left_out, stray: below."""

    data: list[int]
    total: int | None
    left_out: list[int]
    stray: list[int]


def split(sheet: Sheet, heading: Heading, rows: list[int]) -> Split:
    """rows: those below the heading, in order. What is data after a total is stray."""
    data: list[int] = []
    left_out: list[int] = []
    stray: list[int] = []
    total: int | None = None
    for row in rows:
        cells = {c: cell for c, cell in sheet.rows[row].items() if cell.text.strip()}
        if not cells and not any(cell.is_formula for cell in sheet.rows[row].values()):
            continue
        first = re.sub(r"\s", "", next(iter(cells.values())).text) if cells else ""
        if _TOTAL.fullmatch(first):
            total = row if total is None and _WHOLE.fullmatch(first) else total
            left_out.append(row)
        elif _is_heading(cells, heading) or _is_aside(cells, first, heading):
            left_out.append(row)
        elif total is not None:
            (stray if _is_data(cells, heading) else left_out).append(row)
        else:
            data.append(row)
    return Split(data, total, left_out, stray)


def _is_heading(cells: Mapping[int, Cell], heading: Heading) -> bool:
    """The heads once more, as on every printed page."""
    known = {column.number: column.heading for column in heading.known}
    return {c: cell.text for c, cell in cells.items() if c in known} == known


def _is_aside(cells: Mapping[int, Cell], first: str, heading: Heading) -> bool:
    return bool(SIGNED.match(first)) and not _is_data(cells, heading)


def _is_data(cells: Mapping[int, Cell], heading: Heading) -> bool:
    """At least half of the required columns are filled."""
    required = [c.number for c in heading.known if c.field is not None and c.field.required]
    filled = sum(number in cells for number in required)
    return filled >= max(2, (len(required) + 1) // 2)


def issues(
    sheet: Sheet, heading: Heading, rows: Split, lines: list[list[str]], where: str
) -> Iterator[Issue]:
    """What was left out, what stands where nothing should, totals that do not add up."""
    for row in rows.left_out:
        yield LEFT_OUT.issue(where, row, found=shown(sheet.rows[row]), cell=f"A{row}")
    for row in rows.stray:
        yield ROW_AFTER_TOTAL.issue(where, row, found=shown(sheet.rows[row]), cell=f"A{row}")
    if rows.total is not None:
        for column in heading.known:
            yield from _sum(
                cells=sheet.rows[rows.total],
                column=column,
                heading=heading,
                row=rows.total,
                lines=lines,
                where=where,
            )


def _sum(
    cells: Mapping[int, Cell],
    column: Column,
    heading: Heading,
    row: int,
    lines: list[list[str]],
    where: str,
) -> Iterator[Issue]:
    """A total is the sum of its column; under balances it may repeat the last one."""
    field = column.field
    if field is None or field.type not in ("integer", "number") or column.number not in cells:
        return
    said = repairs.read(cells[column.number], field, column.factor).text
    place = [one.name for one in heading.schema.fields].index(field.name)
    values = [line[place] for line in lines if line[place]]
    if not values or not all(_NUMBER.fullmatch(text) for text in (said, *values)):
        return
    total = sum(map(Decimal, values), Decimal(0))
    if Decimal(said) not in (total, Decimal(values[-1])):
        ref = f"{letters(column.number)}{row}"
        yield WRONG_SUM.issue(where, row, field.title, said, f"{total:f}", cell=ref)
