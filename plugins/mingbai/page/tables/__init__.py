"""Columns -> escaped HTML rows: what all rows share is written once a column, never in a loop."""

from mingbai.page.tables.cells import Cells
from mingbai.page.tables.columns import escape_column, row_texts
from mingbai.page.tables.tables import mark_cells, table_body, table_view

__all__ = [
    "Cells",
    "escape_column",
    "mark_cells",
    "row_texts",
    "table_body",
    "table_view",
]
