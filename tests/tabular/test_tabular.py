"""Rows are written as CSV and JSON once, and any run of them is cut out of what was written."""

import csv
import io
import json

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from mingbai import schema
from mingbai.tabular import (
    StoredLines,
    TextTable,
    csv_heading,
    csv_lines,
    csv_pieces,
    json_pieces,
)

TEXT = st.none() | st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
ROWS = st.lists(st.tuples(TEXT, TEXT), max_size=6)


def table_of(rows: list[tuple[str | None, str | None]]) -> TextTable:
    """Two columns of text."""
    field = {"title": "字", "title_en": "t", "description": "d", "type": "string"}
    raw = {
        "title": "表",
        "title_en": "t",
        "description": "d",
        "fields": [{"name": name, **field} for name in ("a", "b,c")],
    }
    names = {"a": pl.String, "b,c": pl.String}
    return TextTable(schema.parse("t", raw), pl.DataFrame(rows, schema=names, orient="row"))


@given(ROWS)
def test_csv_is_what_polars_writes_and_what_the_standard_library_reads(rows):
    table = table_of(rows)
    expected = io.BytesIO()
    table.cells.write_csv(expected, line_terminator="\n")
    written = b"".join(csv_pieces(table))
    assert written == expected.getvalue()
    read = list(csv.reader(io.StringIO(written.decode(), newline="")))
    assert read == [["a", "b,c"], *([x or "" for x in row] for row in rows)]


@given(ROWS)
def test_json_is_strict_and_keeps_what_is_absent_apart_from_what_is_empty(rows):
    read = json.loads(b"".join(json_pieces(table_of(rows))))
    assert read == [{"a": a, "b,c": b} for a, b in rows]


@given(ROWS, ROWS, st.data())
def test_stored_lines_give_back_any_run_of_rows(first, second, data):
    """Appended in two pieces, cut anywhere: the bytes of a file of just these rows."""
    lines = StoredLines()
    for rows in (first, second):
        lines.append(csv_lines(table_of(rows)))
    start = data.draw(st.integers(0, len(first + second)))
    stop = data.draw(st.integers(start, len(first + second)))
    alone = table_of((first + second)[start:stop])
    assert csv_heading(alone.schema) + lines.read(start, stop) == b"".join(csv_pieces(alone))
    assert lines.octets(start, stop) == sum(len(line) for line in csv_pieces(alone)) - len(
        csv_heading(alone.schema)
    )
