"""A sheet -> which table it is, where its heading row stands, and which field each column is.

A heading may have two storeys, as platforms print it: 期初余额 over 借方 and 贷方 is 期初借方 and
期初贷方. The row of such a heading is its lower one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from mingbai.schema import Field, Schema
from mingbai.workbook.sheets import Cell, Stored, Worksheet

_SEARCHED_ROWS = 30
_UNIT = re.compile(r"(.+?)[（(](?:单位[:：]?)?([^（）()]+)[）)]")
_SHEET_UNIT = re.compile(r"单位[:：]?((?:亿|百万|万|千|百)元)")
_SPACE = re.compile(r"\s+")
_AMOUNT = re.compile(r"(?:余额|发生额|金额|数额|数)$")
_LIKE = 0.6


@dataclass(frozen=True)
class SheetColumn:
    """One column of a sheet. factor: what its numbers are multiplied by (10000 for 万元).

    field is None for a heading nobody knows; unit: as written where it is not the field's.
    other: the field that this is in other periods, where this period has none of the name.
    is_storeyed: its name was put together from two rows.
    """

    number: int
    heading: str
    field: Field | None
    factor: int = 1
    unit: str = ""
    other: Field | None = None
    is_storeyed: bool = False


@dataclass(frozen=True)
class Heading:
    """The heading row of a sheet. row: its number; columns: those with a heading, left to right."""

    schema: Schema
    row: int
    columns: tuple[SheetColumn, ...]

    @property
    def known(self) -> tuple[SheetColumn, ...]:
        """The columns whose field is known."""
        return tuple(column for column in self.columns if column.field is not None)


def find(sheet: Worksheet, schemas: Iterable[Schema]) -> Heading | None:
    """The table and row with the most known headings, or None.

    A sheet with the title of a table is that table. Headings merged downwards count in every row
    they reach. At least two headings must be known (one, for a table of one column).
    """
    schemas_by_title = [s for s in schemas if _flat(sheet.name) in (_flat(s.title), s.name)]
    best: Heading | None = None
    for schema in schemas_by_title or schemas:
        for row in sorted(sheet.rows)[:_SEARCHED_ROWS]:
            candidate = Heading(schema, row, _columns(sheet, row, schema))
            enough = max(2, len(schema.fields) // 3) if len(schema.fields) > 1 else 1
            is_better = best is None or len(candidate.known) > len(best.known)
            if len(candidate.known) >= enough and is_better:
                best = candidate
    return _in_sheet_unit(sheet, best) if best else None


def has_two(sheet: Worksheet, schemas: Iterable[Schema]) -> bool:
    """Whether any row near the top has two headings of one table."""
    return any(
        len([c for c in at_row(sheet, row, schema) if c.field is not None]) >= 2
        for schema in schemas
        for row in sorted(sheet.rows)[:_SEARCHED_ROWS]
    )


def at_row(sheet: Worksheet, row: int, schema: Schema) -> tuple[SheetColumn, ...]:
    """The columns whose headings end in a row, left to right; none where the row is empty."""
    return _columns(sheet, row, schema) if row in sheet.rows else ()


def _columns(sheet: Worksheet, row: int, schema: Schema) -> tuple[SheetColumn, ...]:
    texts = {c: cell.text for c, cell in sheet.rows[row].items() if cell.stored is Stored.TEXT}
    for merge in sheet.merges:
        if merge.top < row <= merge.bottom and merge.left == merge.right:
            anchor = sheet.rows.get(merge.top, {}).get(merge.left)
            if anchor is not None and merge.left not in texts:
                texts[merge.left] = anchor.text
    fields = _by_title(schema.fields)
    others = _by_title((*schema.early, *schema.ended))
    upper = _upper(sheet, row)
    columns = []
    for number, text in sorted({**_only_above(upper, texts, fields), **texts}.items()):
        column = _column(number, text, fields)
        if column.field is None:
            column = _storeyed(column, upper.get(number, ""), fields) or column
        if column.field is None:
            column = replace(column, other=_column(number, text, others).field)
        columns.append(column)
    return tuple(columns)


def _upper(sheet: Worksheet, row: int) -> dict[int, str]:
    """The heading above each column: of a cell merged to the right, or the last one on its left."""
    cells = sheet.rows.get(row - 1, {})
    by_column: dict[int, str] = {}
    text = ""
    for number in range(1, max(sheet.rows[row], default=0) + 1):
        cell = cells.get(number)
        text = cell.text if cell is not None and cell.stored is Stored.TEXT else text
        by_column[number] = text
    for merge in sheet.merges:
        anchor = sheet.rows.get(merge.top, {}).get(merge.left)
        if merge.top < row and merge.bottom == row - 1 and anchor is not None:
            by_column.update(dict.fromkeys(range(merge.left, merge.right + 1), anchor.text))
    return by_column


def _only_above(
    upper: Mapping[int, str], texts: Mapping[int, str], fields: Mapping[str, Field]
) -> dict[int, str]:
    """Headings that stand in the upper row alone, where it is not said that they reach down."""
    alone: dict[int, str] = {}
    last = ""
    for number, text in sorted(upper.items()):
        if number not in texts and text != last and _flat(text) in fields:
            alone[number] = text
        last = text
    return alone


def _storeyed(column: SheetColumn, above: str, fields: Mapping[str, Field]) -> SheetColumn | None:
    """The column by the heading above it and its own: 期初余额, 借方 -> 期初借方."""
    head, heading = _flat(above), _flat(column.heading)
    for name in (f"{head}{heading}", f"{_AMOUNT.sub('', head)}{heading}", f"{heading}{head}"):
        if head and name in fields:
            return replace(
                column, heading=f"{above}·{column.heading}", field=fields[name], is_storeyed=True
            )
    return None


def likely_field(heading: Heading, column: SheetColumn) -> Field | None:
    """The field without a column whose title an unknown heading was probably meant to be."""
    taken = {one.field.name for one in heading.known if one.field is not None}
    text = re.sub(r"[（(].*?[）)]", "", _flat(column.heading))
    missing = [field for field in heading.schema.fields if field.name not in taken]
    scores = [(SequenceMatcher(None, text, _flat(f.title)).ratio(), f.title, f) for f in missing]
    best = max(scores, default=None, key=lambda one: one[:2])
    return best[2] if best is not None and best[0] >= _LIKE else None


def _by_title(fields: Iterable[Field]) -> dict[str, Field]:
    return {word: field for field in fields for word in (_flat(field.title), field.name)}


def _column(number: int, text: str, by_title: Mapping[str, Field]) -> SheetColumn:
    flat = _flat(text)
    if flat in by_title:
        return SheetColumn(number, text, by_title[flat])
    split = _UNIT.fullmatch(flat)
    field = by_title.get(split[1]) if split else None
    if split is None or field is None:
        return SheetColumn(number, text, None)
    if split[2] == field.unit:
        return SheetColumn(number, text, field)
    if field.is_money and split[2] == "万元":
        return SheetColumn(number, text, field, 10_000)
    return SheetColumn(number, text, field, unit=split[2])


def _in_sheet_unit(sheet: Worksheet, heading: Heading) -> Heading:
    """Applies `单位：万元` above the headings to every money column without a unit of its own."""
    above = [c for r in sheet.rows if r < heading.row for c in sheet.rows[r].values()]
    units = [match[1] for cell in above if (match := _SHEET_UNIT.search(_flat(cell.text)))]
    if not units:
        return heading
    columns = tuple(_rescaled(column, units[0]) for column in heading.columns)
    return Heading(heading.schema, heading.row, columns)


def _rescaled(column: SheetColumn, unit: str) -> SheetColumn:
    if column.field is None or not column.field.is_money or _UNIT.fullmatch(_flat(column.heading)):
        return column
    if unit == "万元":
        return SheetColumn(column.number, column.heading, column.field, 10_000)
    return SheetColumn(column.number, column.heading, column.field, unit=unit)


def is_counter(column: SheetColumn, values: Mapping[int, Cell]) -> bool:
    """Whether an unknown column 序号 only counts the rows 1, 2, 3 …"""
    numbers = [cell.text for _, cell in sorted(values.items())]
    expected = [str(i + 1) for i in range(len(numbers))]
    return _flat(column.heading) in ("序号", "编号", "No.", "NO.") and numbers == expected


def _flat(text: str) -> str:
    return _SPACE.sub("", text)
