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
_MONEY = r"(?:亿|百万|十万|万|千|百|十)?元|[十百]?万"
_SAID = r"(?:(?:金额)?单位[:：]?)?(?:人民币)?"
_UNIT = re.compile(rf"(.+?)[（(\[［【〔]{_SAID}([^（）()\[\]［］【】〔〕]+)[）)\]］】〕]")
_UNIT_BEHIND = re.compile(rf"(.+?)[/／,，、:：—-]?(?:人民币)?({_MONEY})")
_UNIT_ALONE = re.compile(rf"[（(\[［【〔]?{_SAID}({_MONEY})[）)\]］】〕]?")
_SHEET_UNIT = re.compile(rf"单位[:：]?[（(]?(?:人民币)?[（(]?({_MONEY})")
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
    """The heading row of a sheet. row: its number; columns: those with a heading, left to right.

    units_row: the row below it that holds nothing but units.
    """

    schema: Schema
    row: int
    columns: tuple[SheetColumn, ...]
    units_row: int | None = None

    @property
    def last(self) -> int:
        """The last row of the heading: data begin below it."""
        return self.units_row or self.row

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


def hidden_row(sheet: Worksheet, schemas: Iterable[Schema]) -> int | None:
    """The row of a heading that is not shown; None where there is none."""
    whole = Worksheet(sheet.name, {**sheet.rows, **sheet.hidden_rows}, sheet.merges)
    heading = find(whole, schemas) if sheet.hidden_rows else None
    return heading.row if heading is not None and heading.row in sheet.hidden_rows else None


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
    short = _AMOUNT.sub("", heading)  # 借方金额 is 借方
    names = (f"{_AMOUNT.sub('', head)}{heading}", f"{head}{short}", f"{heading}{head}")
    for name in (f"{head}{heading}", *names):
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
    for pattern in (_UNIT, _UNIT_BEHIND):
        split = pattern.fullmatch(flat)
        field = by_title.get(split[1]) if split else None
        if split is not None and field is not None and (field.is_money or pattern is _UNIT):
            return _in_unit(SheetColumn(number, text, field), split[2])
    return SheetColumn(number, text, None)


def _in_unit(column: SheetColumn, unit: str) -> SheetColumn:
    """The column counted in a unit: 万元 is converted, another one than the field's is kept."""
    assert column.field is not None  # only known columns have a unit
    whole = f"{unit}元" if column.field.is_money and unit.endswith("万") else unit
    if whole == column.field.unit:
        return column
    if column.field.is_money and whole == "万元":
        return replace(column, factor=10_000)
    return replace(column, unit=whole)


def _in_sheet_unit(sheet: Worksheet, heading: Heading) -> Heading:
    """Applies units above and below the headings to money columns without a unit of their own.

    `单位：万元` in a title is of the whole sheet; 万元 alone in the next row is of its column.
    """
    titles = [c for r in sheet.rows if r < heading.row for c in sheet.rows[r].values()]
    of_sheet = [match[1] for cell in titles if (match := _SHEET_UNIT.search(_flat(cell.text)))]
    below = _units_alone(sheet, heading.row + 1)
    is_units_row = bool(below) and len(below) == len(sheet.rows.get(heading.row + 1, {}))
    units = {**_units_alone(sheet, heading.row - 1), **(below if is_units_row else {})}
    columns = tuple(
        _rescaled(column, units.get(column.number) or next(iter(of_sheet), ""))
        for column in heading.columns
    )
    return replace(heading, columns=columns, units_row=heading.row + 1 if is_units_row else None)


def _units_alone(sheet: Worksheet, row: int) -> dict[int, str]:
    """By column the cells of a row that are a unit of money and nothing else: （万元）."""
    cells = sheet.rows.get(row, {})
    matches = {c: _UNIT_ALONE.fullmatch(_flat(cell.text)) for c, cell in cells.items()}
    return {column: match[1] for column, match in matches.items() if match is not None}


def _rescaled(column: SheetColumn, unit: str) -> SheetColumn:
    is_money = column.field is not None and column.field.is_money
    is_bare = column.factor == 1 and not column.unit and not _UNIT.fullmatch(_flat(column.heading))
    return _in_unit(column, unit) if unit and is_money and is_bare else column


def is_counter(column: SheetColumn, values: Mapping[int, Cell]) -> bool:
    """Whether an unknown column 序号 only counts the rows 1, 2, 3 …"""
    numbers = [cell.text for _, cell in sorted(values.items())]
    expected = [str(i + 1) for i in range(len(numbers))]
    return _flat(column.heading) in ("序号", "编号", "No.", "NO.") and numbers == expected


def _flat(text: str) -> str:
    return _SPACE.sub("", text)
