"""TextTable -> lines of CSV and of JSON, written by columns; whole files in pieces."""

from __future__ import annotations

import json
from collections.abc import Iterator

import polars as pl

from mingbai.schema import Field, Schema
from mingbai.tabular.text import TextColumn
from mingbai.tabular.text_table import TextTable

_PIECE_ROWS = 50_000
_QUOTED = '[",\r\n]'
_NUMBERS = frozenset({"integer", "number", "year"})
_PLAIN = _NUMBERS | {"date", "yearmonth"}  # no such cell has a comma, a quote or a line break
_CONTROL = r"[\x00-\x1f]"


def csv_heading(schema: Schema) -> bytes:
    """The line of field names."""
    names = pl.DataFrame({"name": [field.name for field in schema.fields]}).select(
        _csv_cell("name")
    )
    return (",".join(names["name"]) + "\n").encode()


def csv_lines(table: TextTable) -> TextColumn:
    """A line a row, ending in LF: cells exactly as they are, quoted only where they must be.

    An absent cell is empty, an empty text is `""`. No formula guard: one (a quotation mark before
    `=`) would change the data; whoever opens it in a spreadsheet has the workbook, where text
    stays text.
    """
    cells = table.cells
    free = [f.name for f in table.schema.fields if f.type not in _PLAIN and f.name in cells]
    flags = cells.select(_must_be_quoted(name).any() for name in free)
    quoted = {name for name in free if flags[name].item()}
    parts = [
        _csv_cell(name) if name in quoted else pl.col(name).fill_null("") for name in cells.columns
    ]
    parts[-1] += pl.lit("\n")  # of the last cell, not of the line: that would be copied once more
    return TextColumn(cells.select(line=pl.concat_str(*parts, separator=","))["line"])


def csv_pieces(table: TextTable) -> Iterator[bytes]:
    """A whole file: UTF-8 without BOM, names as heading, comma, LF."""
    yield csv_heading(table.schema)
    for part in _parts(table):
        yield bytes(csv_lines(part).slices().data)


def json_lines(table: TextTable) -> TextColumn:
    """An object a row, ending in a comma and LF; numbers as numbers, absent as null; never NaN."""
    parts: list[pl.Expr] = []
    for i, field in enumerate(table.schema.fields):
        opening = ("{" if i == 0 else ", ") + json.dumps(field.name, ensure_ascii=False)
        token = _json_token(field, table.cells[field.name])
        parts += [pl.lit(opening + ": "), pl.lit(token.fill_null("null"))]
    line = pl.concat_str(*parts, pl.lit("},\n"))
    return TextColumn(table.cells.select(line=line)["line"])


def json_pieces(table: TextTable) -> Iterator[bytes]:
    """A whole file in pieces: an array of objects, one a line."""
    opening = b"[\n"
    for part in _parts(table):
        yield opening + bytes(json_lines(part).slices().data).removesuffix(b",\n")
        opening = b",\n"
    yield b"[]\n" if table.cells.is_empty() else b"\n]\n"


def _parts(table: TextTable) -> Iterator[TextTable]:
    """A ledger some rows at a time, so that no form of it fills the memory."""
    for cells in table.cells.iter_slices(_PIECE_ROWS):
        if cells.height:
            yield TextTable(table.schema, cells)


def _must_be_quoted(name: str) -> pl.Expr:
    return pl.col(name).str.contains(_QUOTED) | (pl.col(name) == "")


def _csv_cell(name: str) -> pl.Expr:
    """The cells of a column as they stand in a line."""
    text = pl.col(name)
    quoted = '"' + text.str.replace_all('"', '""', literal=True) + '"'
    return pl.when(_must_be_quoted(name)).then(quoted).otherwise(text).fill_null("").alias(name)


def _json_token(field: Field, texts: pl.Series) -> pl.Series:
    """The JSON of each cell; null where absent."""
    if field.type in _NUMBERS:
        return texts
    if field.type == "boolean":
        words = texts.is_in(list(field.true_values)).cast(pl.String)
        return words.set(texts.is_null(), None)
    return json_texts(texts)


def json_texts(texts: pl.Series) -> pl.Series:
    """Each text as JSON writes it, with no escape but those that JSON demands; null stays null."""
    if texts.str.contains(_CONTROL).any():
        tokens = [None if text is None else json.dumps(text, ensure_ascii=False) for text in texts]
        return pl.Series(tokens, dtype=pl.String)
    escaped = texts.str.replace_all("\\", "\\\\", literal=True)
    return '"' + escaped.str.replace_all('"', '\\"', literal=True) + '"'
