"""Rows of a Table -> their cells as files hold them -> lines of CSV and of JSON.

The only writer of both: `csv_pieces` and `json_pieces` make whole files, `csv_lines` and
`json_lines` a line a row, which `StoredLines` keeps outside of memory to be cut by rows. A
`TextColumn` is a column of texts that is written as a whole.
"""

from mingbai.tabular.lines import (
    csv_heading,
    csv_lines,
    csv_pieces,
    json_lines,
    json_pieces,
    json_texts,
)
from mingbai.tabular.stored import StoredLines
from mingbai.tabular.text import Slices, TextColumn, concat_texts
from mingbai.tabular.text_table import TextTable, text_table
from mingbai.tabular.values import Values, texts

__all__ = [
    "Slices",
    "StoredLines",
    "TextColumn",
    "TextTable",
    "Values",
    "concat_texts",
    "csv_heading",
    "csv_lines",
    "csv_pieces",
    "json_lines",
    "json_pieces",
    "json_texts",
    "text_table",
    "texts",
]
