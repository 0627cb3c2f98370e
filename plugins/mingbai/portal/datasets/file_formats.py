"""Text tables -> the bytes of Parquet: the same rows, the same bytes again.

CSV and JSON are written by `tabular`, XLSX by `workbooks`, SQLite by `databases`.
"""

from __future__ import annotations

from io import BytesIO

import polars as pl

from mingbai.schema import Field
from mingbai.tabular import TextTable

# Above this many rows in all tables no workbook and no database is made: programs that open them
# grow slow, and a million rows is all that a worksheet holds.
ROW_LIMIT = 100_000
_DIGITS, _LEAST_PLACES = 38, 6  # of a decimal, in Parquet; of these after the point


def parquet(table: TextTable) -> bytes:
    """Typed columns: money as exact decimals, dates as dates."""
    typed = table.cells.select(_typed(field, table.cells) for field in table.schema.fields)
    body = BytesIO()
    typed.write_parquet(body, compression="zstd", statistics=True)
    return body.getvalue()


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
