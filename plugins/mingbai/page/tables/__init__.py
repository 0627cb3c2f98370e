"""Columns -> escaped HTML rows: what all rows share is written once a column, never in a loop."""

from mingbai.page.tables.cells import Cells, Values
from mingbai.page.tables.columns import (
    Slices,
    cell_texts,
    escape_column,
    escape_texts,
    joined,
    row_texts,
    slices,
    yuan_column,
    yuan_texts,
)
from mingbai.page.tables.tables import mark_cells, table_body, table_view

__all__ = [
    "Cells",
    "Slices",
    "Values",
    "cell_texts",
    "escape_column",
    "escape_texts",
    "joined",
    "mark_cells",
    "row_texts",
    "slices",
    "table_body",
    "table_view",
    "yuan_column",
    "yuan_texts",
]
