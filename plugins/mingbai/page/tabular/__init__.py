"""Rows of a Table -> their cells as files hold them -> lines of CSV and of JSON.

The only writer of both: `csv_pieces` and `json_pieces` make whole files, `csv_lines` and
`json_lines` a line a row, which `StoredLines` keeps outside of memory to be cut by rows.
"""

from mingbai.page.tabular.lines import (
    csv_heading,
    csv_lines,
    csv_pieces,
    json_array,
    json_array_octets,
    json_lines,
    json_pieces,
)
from mingbai.page.tabular.stored import StoredLines
from mingbai.page.tabular.text_table import TextTable, text_table

__all__ = [
    "StoredLines",
    "TextTable",
    "csv_heading",
    "csv_lines",
    "csv_pieces",
    "json_array",
    "json_array_octets",
    "json_lines",
    "json_pieces",
    "text_table",
]
