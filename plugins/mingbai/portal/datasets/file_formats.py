"""Text tables -> the bytes of Parquet, XLSX, SQLite: the same rows, the same bytes again.

CSV and JSON are written by `tabular`.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from datetime import date, datetime, time
from io import BytesIO

import polars as pl
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from mingbai.dates import span_zh
from mingbai.schema import Field, Schema
from mingbai.tabular import TextTable

# Above this many rows in all tables no workbook and no database is made: programs that open them
# grow slow, and a million rows is all that a worksheet holds.
ROW_LIMIT = 100_000
CELL_LIMIT = 32_767
CUT = "…（太长，全文见 CSV）"
_DIGITS, _LEAST_PLACES = 38, 6  # of a decimal, in Parquet; of these after the point
_FIRST_DAY = "1900-03-01"  # a worksheet has no earlier one that all programs agree on
_PLAIN = frozenset({"integer", "number", "year"})
_NOT_IN_TITLE = re.compile(r"[\[\]:*?/\\']")


def parquet(table: TextTable) -> bytes:
    """Typed columns: money as exact decimals, dates as dates."""
    typed = table.cells.select(_typed(field, table.cells) for field in table.schema.fields)
    body = BytesIO()
    typed.write_parquet(body, compression="zstd", statistics=True)
    return body.getvalue()


def workbook(tables: Sequence[TextTable], created: date) -> bytes:
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
    for table, title in zip(tables, worksheet_titles(tables), strict=True):
        _worksheet(book.add_worksheet(title), table, bold, day)
    _dictionary(book.add_worksheet("数据字典"), tables, bold)
    book.close()
    return body.getvalue()


def database(tables: Sequence[TextTable]) -> bytes:
    """SQLite: the tables under the names of the schema."""
    connection = sqlite3.connect(":memory:")
    for table in tables:
        fields = table.schema.fields
        columns = [f"{_quoted(f.name)} {_AFFINITY.get(f.type, 'TEXT')}" for f in fields]
        if table.schema.primary_key:
            columns.append(f"PRIMARY KEY ({', '.join(map(_quoted, table.schema.primary_key))})")
        marks = ", ".join("?" * len(fields))
        connection.execute(f"CREATE TABLE {_quoted(table.name)} ({', '.join(columns)})")
        connection.executemany(
            f"INSERT INTO {_quoted(table.name)} VALUES ({marks})",  # noqa: S608  # quoted names
            table.cells.iter_rows(),
        )
    connection.commit()
    body = connection.serialize()
    connection.close()
    return body


def worksheet_titles(tables: Sequence[TextTable]) -> list[str]:
    r"""Titles a workbook allows: at most 31 characters, none of `[]:*?/\`, no two alike."""
    titles: list[str] = []
    for table in tables:
        title = _NOT_IN_TITLE.sub(" ", table.schema.title).strip()[:31]
        used_titles = {other.casefold() for other in (*titles, "数据字典", "")}
        titles.append(
            title if title.casefold() not in used_titles else table.name[:28] + f"_{len(titles)}"
        )
    return titles


_AFFINITY = {"integer": "INTEGER", "year": "INTEGER", "number": "NUMERIC"}


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _typed(field: Field, cells: pl.DataFrame) -> pl.Expr:
    cell = pl.col(field.name)
    if field.type in ("integer", "year"):
        return cell.cast(pl.Int64)
    if field.type == "number":
        places = 2 if field.is_money else _places(cells[field.name])
        return cell.cast(pl.Float64 if places is None else pl.Decimal(_DIGITS, places))
    if field.type == "date":
        return cell.str.to_date("%Y-%m-%d")
    if field.type == "boolean":
        return pl.when(cell.is_not_null()).then(cell.is_in(list(field.true_values)))
    return cell


def _places(numbers: pl.Series) -> int | None:
    """Decimals of a column that holds all its numbers exactly; None where no decimal can."""
    places = numbers.str.extract(r"\.([0-9]+)$").str.len_chars().max()
    digits = numbers.str.extract(r"^-?([0-9]+)").str.len_chars().max()
    enough = max(_LEAST_PLACES, places if isinstance(places, int) else 0)
    is_exact = enough + (digits if isinstance(digits, int) else 0) <= _DIGITS
    return enough if is_exact else None


def _worksheet(page: Worksheet, table: TextTable, bold: Format, day: Format) -> None:
    """Row by row, as a workbook that is written in constant memory must be."""
    fields = table.schema.fields
    page.freeze_panes(1, 0)
    for column, field in enumerate(fields):
        unit = f"（{field.unit}）" if field.unit else ""
        page.set_column(column, column, _width(field))
        page.write_string(0, column, f"{field.title}{unit}", bold)
    kinds = ["n" if f.type in _PLAIN else "d" if f.type == "date" else "s" for f in fields]
    for line, cells in enumerate(table.cells.iter_rows(), 1):
        for column, (cell, kind) in enumerate(zip(cells, kinds, strict=True)):
            if cell is None:
                continue
            if kind == "n" and len(cell) <= 15:
                page.write_number(line, column, float(cell))
            elif kind == "d" and cell >= _FIRST_DAY:
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


def _dictionary(page: Worksheet, tables: Sequence[TextTable], bold: Format) -> None:
    page.set_column(0, 4, 16)
    page.set_column(5, 5, 60)
    for column, title in enumerate(("表", "字段名", "中文名", "类型", "单位", "含义")):
        page.write_string(0, column, title, bold)
    line = 1
    for table in tables:
        for field in table.schema.fields:
            texts = (
                table.schema.title,
                field.name,
                field.title,
                type_word(table.schema, field),
                field.unit,
                _meaning(field),
            )
            for column, text in enumerate(texts):
                page.write_string(line, column, shortened(text))
            line += 1


def _meaning(field: Field) -> str:
    """What a field means; in which periods it, or a value of its list, exists."""
    codes = (f"{value}：{span_zh(span)}" for value, span in field.codes.items())
    return "；".join(filter(None, (field.description, span_zh(field.span), *codes)))


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
