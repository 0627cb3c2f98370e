"""Sheets -> the bytes of CSV, JSON, Parquet, XLSX, SQLite: the same rows, the same bytes again."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from io import BytesIO

import polars as pl
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from mingbai.portal.datasets.sheets import Sheet
from mingbai.schema import Field, Schema

# Above this many rows in all tables no workbook and no database is made: programs that open them
# grow slow, and a million rows is all that a worksheet holds.
ROW_LIMIT = 100_000
_SLICE = 50_000
CELL_LIMIT = 32_767
CUT = "…（太长，全文见 CSV）"
_PLAIN = frozenset({"integer", "number", "year"})
_CONTROL = r"[\x00-\x1f]"
_NOT_IN_TITLE = re.compile(r"[\[\]:*?/\\']")


def csv(sheet: Sheet) -> Iterator[bytes]:
    """Pieces of UTF-8 without BOM, names as heading, comma, LF; cells exactly as they are.

    No formula guard: one (a quotation mark before `=`) would change the data; whoever opens it in
    a spreadsheet has the workbook, where text stays text.
    """
    for i, cells in enumerate(_slices(sheet.cells)):
        body = BytesIO()
        cells.write_csv(body, include_header=i == 0, line_terminator="\n")
        yield body.getvalue()


def rows(sheet: Sheet) -> Iterator[bytes]:
    """Pieces of an array of objects, one a line; numbers as numbers, absent as null; never NaN."""
    if sheet.cells.is_empty():
        yield b"[]\n"
        return
    for i, cells in enumerate(_slices(sheet.cells)):
        yield b"[\n" if i == 0 else b",\n"
        yield ",\n".join(_objects(sheet.schema, cells)).encode()
    yield b"\n]\n"


def _slices(cells: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """A ledger some rows at a time, so that no form of it fills the memory; one at least."""
    return cells.iter_slices(_SLICE) if cells.height else iter((cells,))


def _objects(schema: Schema, cells: pl.DataFrame) -> pl.Series:
    """One JSON object a row."""
    fields = schema.fields
    parts: list[pl.Expr] = []
    for i, field in enumerate(fields):
        opening = ("{" if i == 0 else ", ") + json.dumps(field.name, ensure_ascii=False) + ": "
        parts += [pl.lit(opening), _token(field, cells[field.name]).fill_null(pl.lit("null"))]
    return cells.select(pl.concat_str(*parts, pl.lit("}")).alias("row"))["row"]


def parquet(sheet: Sheet) -> bytes:
    """Typed columns: money as exact decimals, dates as dates."""
    typed = sheet.cells.select(_typed(field) for field in sheet.schema.fields)
    body = BytesIO()
    typed.write_parquet(body, compression="zstd", statistics=True)
    return body.getvalue()


def workbook(sheets: Sequence[Sheet], created: date) -> bytes:
    """A worksheet a table under its Chinese titles, and the dictionary; no cell is a formula."""
    body = BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(body, options)
    book.set_properties({"created": datetime.combine(created, time())})
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    for sheet, title in zip(sheets, worksheet_titles(sheets), strict=True):
        _worksheet(book.add_worksheet(title), sheet, bold, day)
    _dictionary(book.add_worksheet("数据字典"), sheets, bold)
    book.close()
    return body.getvalue()


def database(sheets: Sequence[Sheet]) -> bytes:
    """SQLite: a table a sheet, under the names of the schema."""
    made = sqlite3.connect(":memory:")
    for sheet in sheets:
        fields = sheet.schema.fields
        columns = [f"{_quoted(f.name)} {_AFFINITY.get(f.type, 'TEXT')}" for f in fields]
        if sheet.schema.primary_key:
            columns.append(f"PRIMARY KEY ({', '.join(map(_quoted, sheet.schema.primary_key))})")
        marks = ", ".join("?" * len(fields))
        made.execute(f"CREATE TABLE {_quoted(sheet.name)} ({', '.join(columns)})")
        made.executemany(
            f"INSERT INTO {_quoted(sheet.name)} VALUES ({marks})",  # noqa: S608  # quoted names
            sheet.cells.iter_rows(),
        )
    made.commit()
    body = made.serialize()
    made.close()
    return body


def worksheet_titles(sheets: Sequence[Sheet]) -> list[str]:
    r"""Titles a workbook allows: at most 31 characters, none of `[]:*?/\`, no two alike."""
    titles: list[str] = []
    for sheet in sheets:
        title = _NOT_IN_TITLE.sub(" ", sheet.schema.title).strip()[:31]
        taken = {one.casefold() for one in (*titles, "数据字典", "")}
        titles.append(
            title if title.casefold() not in taken else sheet.name[:28] + f"_{len(titles)}"
        )
    return titles


_AFFINITY = {"integer": "INTEGER", "year": "INTEGER", "number": "NUMERIC"}


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _token(field: Field, cells: pl.Series) -> pl.Expr:
    """The JSON of each cell; null where absent."""
    if field.type in _PLAIN:
        return pl.lit(cells)
    if field.type == "boolean":
        words = cells.is_in(list(field.true_values)).cast(pl.String)
        return pl.lit(words.set(cells.is_null(), None))
    if cells.str.contains(_CONTROL).any():
        dumped = [None if c is None else json.dumps(c, ensure_ascii=False) for c in cells]
        return pl.lit(pl.Series(dumped, dtype=pl.String))
    escaped = cells.str.replace_all("\\", "\\\\", literal=True)
    return pl.lit('"' + escaped.str.replace_all('"', '\\"', literal=True) + '"')


def _typed(field: Field) -> pl.Expr:
    cell = pl.col(field.name)
    if field.type in ("integer", "year"):
        return cell.cast(pl.Int64)
    if field.type == "number":
        return cell.cast(pl.Decimal(38, 2 if field.is_money else 6))
    if field.type == "date":
        return cell.str.to_date("%Y-%m-%d")
    if field.type == "boolean":
        return pl.when(cell.is_not_null()).then(cell.is_in(list(field.true_values)))
    return cell


def _worksheet(page: Worksheet, sheet: Sheet, bold: Format, day: Format) -> None:
    """Row by row, as a workbook that is written in constant memory must be."""
    fields = sheet.schema.fields
    page.freeze_panes(1, 0)
    for column, field in enumerate(fields):
        unit = f"（{field.unit}）" if field.unit else ""
        page.set_column(column, column, _width(field))
        page.write_string(0, column, f"{field.title}{unit}", bold)
    kinds = ["n" if f.type in _PLAIN else "d" if f.type == "date" else "s" for f in fields]
    for line, cells in enumerate(sheet.cells.iter_rows(), 1):
        for column, (cell, kind) in enumerate(zip(cells, kinds, strict=True)):
            if cell is None:
                continue
            if kind == "n" and len(cell) <= 15:
                page.write_number(line, column, float(cell))
            elif kind == "d":
                page.write_datetime(line, column, datetime.fromisoformat(cell), day)
            else:
                page.write_string(line, column, shortened(cell))


def shortened(text: str) -> str:
    """A text as a worksheet's cell can hold it: cut with a mark where it is too long."""
    units = len(text.encode("utf-16-le")) // 2
    return text if units <= CELL_LIMIT else text[: (CELL_LIMIT - len(CUT)) // 2] + CUT


def _width(field: Field) -> int:
    """Characters of a column: what its type needs, a line of text at most."""
    if field.type == "string":
        longest = field.constraints.get("maxLength", 20)
        return max(12, min(48, int(longest)))
    return max(12, 2 * len(field.title))


def _dictionary(page: Worksheet, sheets: Sequence[Sheet], bold: Format) -> None:
    page.set_column(0, 4, 16)
    page.set_column(5, 5, 60)
    for column, title in enumerate(("表", "字段名", "中文名", "类型", "单位", "含义")):
        page.write_string(0, column, title, bold)
    line = 1
    for sheet in sheets:
        for field in sheet.schema.fields:
            texts = (
                sheet.schema.title,
                field.name,
                field.title,
                type_word(sheet.schema, field),
                field.unit,
                field.description,
            )
            for column, text in enumerate(texts):
                page.write_string(line, column, shortened(text))
            line += 1


def type_word(schema: Schema, field: Field) -> str:
    """What may stand in a column, in one word: of the type that its descriptor declares."""
    if field.is_money:
        return "金额"
    declared = next(raw for raw in schema.descriptor["fields"] if raw["name"] == field.name)
    kind = declared.get("type", "string")
    return "代码" if kind == "string" and field.enum else _WORDS[kind]


_WORDS = {
    "string": "文字",
    "number": "小数",
    "integer": "整数",
    "boolean": "是否",
    "date": "日期",
    "year": "年份",
    "yearmonth": "年月",
    "datetime": "日期时间",
    "time": "时间",
    "duration": "时长",
    "geopoint": "坐标",
    "geojson": "图形",
    "object": "结构",
    "array": "清单",
    "list": "清单",
    "any": "不限",
}
