"""Columns -> escaped HTML rows: what all rows share is written once a column, never in a loop."""

from mingbai.page.tables.cells import Cells
from mingbai.page.tables.columns import escape_column, row_texts
from mingbai.page.tables.tables import mark_cells, table_body, table_view
from mingbai.page.tables.written import WrittenRows, rows_by, written_rows

__all__ = [
    "Cells",
    "WrittenRows",
    "escape_column",
    "mark_cells",
    "row_texts",
    "rows_by",
    "table_body",
    "table_view",
    "written_rows",
]
