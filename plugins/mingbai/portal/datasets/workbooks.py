"""Text tables -> one workbook: its frame written by XlsxWriter, its rows by columns."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time
from io import BytesIO

import polars as pl
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from mingbai.portal.datasets.words import meaning, type_word
from mingbai.schema import Field
from mingbai.tabular import TextTable

CELL_LIMIT = 32_767
CUT = "…（太长，全文见 CSV）"
_MOST_DIGITS = 15  # what a worksheet's number holds exactly
_FIRST_DAY = "1900-03-01"  # a worksheet has no earlier one that all programs agree on
_DAY_STYLE = 2  # the second format that a frame uses, behind that of headings
_PLAIN = frozenset({"integer", "number", "year"})
_NOT_IN_TITLE = re.compile(r"[\[\]:*?/\\']")
_ESCAPED = r"_x[0-9a-fA-F]{4}_|[\x00-\x08\x0b-\x1f]|\x{fffe}|\x{ffff}"
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_LIKE_CONTROL = re.compile("(_x[0-9a-fA-F]{4}_)")
_OPTIONS = {
    "constant_memory": True,  # texts stand in their cells, not in a table of all texts
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def workbook(tables: Sequence[TextTable], created: date) -> bytes:
    """A worksheet a table under its Chinese titles, and the dictionary; no cell is a formula.

    XlsxWriter writes headings, widths, styles and the dictionary; a worksheet's rows are then put
    behind its heading as one text, as it would have written them; only that numbers are exact where
    it writes 8355.190000000001 for 8355.19.
    """
    body = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(_frame(tables, created))) as frame,
        zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as book,
    ):
        sheets = {f"xl/worksheets/sheet{i}.xml": t for i, t in enumerate(tables, start=1)}
        for part in frame.infolist():
            info = zipfile.ZipInfo(part.filename, part.date_time)
            info.compress_type, info.external_attr = part.compress_type, part.external_attr
            xml = frame.read(part)
            table = sheets.get(part.filename)
            book.writestr(info, xml if table is None else _filled(xml.decode(), table))
    return body.getvalue()


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


def shortened(text: str) -> str:
    """A text as a worksheet's cell can hold it: cut with a mark where it is too long."""
    units = len(text.encode("utf-16-le")) // 2
    return text if units <= CELL_LIMIT else text[: (CELL_LIMIT - len(CUT)) // 2] + CUT


def _frame(tables: Sequence[TextTable], created: date) -> bytes:
    """The workbook with headings alone."""
    body = BytesIO()
    book = xlsxwriter.Workbook(body, _OPTIONS)
    book.set_properties({"created": datetime.combine(created, time())})
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    for table, title in zip(tables, worksheet_titles(tables), strict=True):
        _heading(book.add_worksheet(title), table, bold, day)
    _dictionary(book.add_worksheet("数据字典"), tables, bold)
    book.close()
    return body.getvalue()


def _heading(page: Worksheet, table: TextTable, bold: Format, day: Format) -> None:
    """The first row; below it a day where the table has any, for an unused style is left out."""
    page.freeze_panes(1, 0)
    for column, field in enumerate(table.schema.fields):
        unit = f"（{field.unit}）" if field.unit else ""
        page.set_column(column, column, _width(field))
        page.write_string(0, column, f"{field.title}{unit}", bold)
    dates = [field.name for field in table.schema.fields if field.type == "date"]
    if any(table.cells[name].null_count() < table.cells.height for name in dates):
        page.write_datetime(1, 0, datetime(2000, 1, 1), day)  # noqa: DTZ001  # replaced by the rows


def _filled(xml: str, table: TextTable) -> str:
    """A worksheet with its rows behind its heading, and the range that they take."""
    if table.cells.is_empty():
        return xml
    heading, end, rest = xml.partition("</row>")
    _, closing, tail = rest.partition("</sheetData>")
    last = f"{xl_col_to_name(len(table.schema.fields) - 1)}{table.cells.height + 1}"
    heading = re.sub(r'<dimension ref="[^"]*"/>', f'<dimension ref="A1:{last}"/>', heading)
    return f"{heading}{end}{''.join(worksheet_rows(table))}{closing}{tail}"


def worksheet_rows(table: TextTable) -> list[str]:
    """One `<row>` a row, from the second on: numbers and days as such, all else as text."""
    fields = table.schema.fields
    at = pl.int_range(2, table.cells.height + 2, dtype=pl.UInt32, eager=True).cast(pl.String)
    cells = [
        _cell(field, xl_col_to_name(i), table.cells[field.name], at)
        for i, field in enumerate(fields)
    ]
    columns = {"at": at, **{str(i): cell for i, cell in enumerate(cells)}}
    parts = [pl.lit('<row r="'), pl.col("at"), pl.lit('">')]
    parts += [pl.col(str(i)).fill_null("") for i in range(len(cells))]
    row = pl.concat_str(*parts, pl.lit("</row>"))
    return pl.DataFrame(columns).select(row=row)["row"].to_list()


def _cell(field: Field, letter: str, texts: pl.Series, at: pl.Series) -> pl.Series:
    """The cells of one column; absent ones stay absent."""
    frame = pl.DataFrame({"text": texts, "at": at})
    opening = (pl.lit(f'<c r="{letter}'), pl.col("at"))
    if field.type == "date":
        style = pl.lit(f'" s="{_DAY_STYLE}"><v>')
        number = pl.concat_str(*opening, style, _day_number(), pl.lit("</v></c>"))
        cell = pl.when(pl.col("text") >= _FIRST_DAY).then(number).otherwise(_text(opening))
    elif field.type in _PLAIN:
        number = pl.concat_str(*opening, pl.lit('"><v>'), _number(), pl.lit("</v></c>"))
        is_exact = pl.col("text").str.len_chars() <= _MOST_DIGITS
        cell = pl.when(is_exact).then(number).otherwise(_text(opening))
    else:
        frame = frame.with_columns(text=_in_xml(texts))
        cell = _text(opening)
    return frame.select(cell=cell)["cell"]


def _text(opening: tuple[pl.Expr, pl.Expr]) -> pl.Expr:
    """Text inside its cell; a space at either end is kept."""
    is_spaced = pl.col("text").str.contains(r"^\s|\s$")
    space_mark = pl.when(is_spaced).then(pl.lit(' xml:space="preserve"')).otherwise(pl.lit(""))
    inside = (pl.lit('" t="inlineStr"><is><t'), space_mark, pl.lit(">"), pl.col("text"))
    return pl.concat_str(*opening, *inside, pl.lit("</t></is></c>"))


def _number() -> pl.Expr:
    """`12.50` -> `12.5`, `7.00` -> `7`."""
    text = pl.col("text")
    short = text.str.replace(r"(\.\d*?)0+$", "${1}").str.strip_suffix(".")
    return pl.when(text.str.contains(".", literal=True)).then(short).otherwise(text)


def _day_number() -> pl.Expr:
    """Days since the end of 1899; a worksheet counts one that 1900 did not have."""
    days = (pl.col("text").str.to_date("%Y-%m-%d") - date(1899, 12, 31)).dt.total_days()
    return (days + (days > 59).cast(pl.Int64)).cast(pl.String)


def _in_xml(texts: pl.Series) -> pl.Series:
    """Each text cut to a cell's size, and as XML writes it; what XML cannot hold is `_x0001_`."""
    if (texts.str.len_chars() > CELL_LIMIT // 2).any():
        texts = pl.Series([None if t is None else shortened(t) for t in texts], dtype=pl.String)
    if texts.str.contains(_ESCAPED).any():
        texts = pl.Series([None if t is None else _escaped(t) for t in texts], dtype=pl.String)
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        texts = texts.str.replace_all(character, entity, literal=True)
    return texts


def _escaped(text: str) -> str:
    """Control characters by their numbers, `_x0001_`; what looks like that escaped itself."""
    plain = _LIKE_CONTROL.sub(r"_x005F\1", text)
    return _CONTROL.sub(lambda match: f"_x{ord(match[0]):04X}_", plain)


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
                meaning(field),
            )
            for column, text in enumerate(texts):
                page.write_string(line, column, shortened(text))
            line += 1
