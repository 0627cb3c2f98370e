"""Columns -> escaped HTML rows: what all rows share is written once a column, never in a loop."""

from mingbai.rows.cells import Cells, Values
from mingbai.rows.columns import (
    Slices,
    escape,
    escaped,
    joined,
    slices,
    strings,
    texts,
    yuan,
    yuan_texts,
)
from mingbai.rows.tables import body, marks, table

__all__ = [
    "Cells",
    "Slices",
    "Values",
    "body",
    "escape",
    "escaped",
    "joined",
    "marks",
    "slices",
    "strings",
    "table",
    "texts",
    "yuan",
    "yuan_texts",
]
