"""Columns of text that holds -> typed columns, exactly, without floats."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pandas as pd
import polars as pl

from mingbai.read.cell import grammar
from mingbai.schema import Field, Schema

_CAST = frozenset({"number", "integer", "date", "boolean"})


def value(field: Field) -> pl.Expr:
    """The column that `with_values` put beside the text of a field."""
    return pl.col(f"={field.name}")


def with_values(schema: Schema, text: pl.DataFrame) -> pl.DataFrame:
    """Text with the value of each cell beside it (`=amount`), null where it is none.

    Numbers are Int64 in their smallest unit (分, or 10⁻⁶). Only to be believed where the text is
    in its form: 1.555 is rounded here and refused by its form.
    """
    return text.with_columns(
        _cast(field).alias(f"={field.name}") for field in schema.fields if field.type in _CAST
    )


def _cast(field: Field) -> pl.Expr:
    cell = pl.col(field.name)
    if field.type == "date":
        return cell.str.to_date("%Y-%m-%d", strict=False)
    if field.type == "boolean":
        return pl.when(cell.is_not_null()).then(cell.is_in(list(field.true_values)))
    places = grammar.decimals(field)
    if places == 0:
        return cell.cast(pl.Int64, strict=False)
    exact = pl.Decimal(grammar.digits(field) + places, places)
    return cell.cast(exact, strict=False).to_physical().cast(pl.Int64)


def frame(
    schema: Schema, text: pl.DataFrame, index: pd.Index, kept: pl.Series | None = None
) -> pd.DataFrame:
    """Rows that hold, with their values -> the typed frame of `Table`, on `index`.

    kept: true for each row that holds, None where all do. A column at a time: memory stays flat.
    """

    def column(name: str) -> pl.Series:
        return text[name] if kept is None else text[name].filter(kept)

    made = {field.column: _column(field, column) for field in schema.fields}
    return pd.DataFrame(made, copy=False).set_axis(index)


def _column(field: Field, column: Callable[[str], pl.Series]) -> pd.Series:
    if field.is_money or field.type == "integer":
        return _whole(field, column(f"={field.name}"))
    if field.type == "date":
        return pd.Series(column(f"={field.name}").to_numpy().astype("datetime64[s]"))
    if field.type == "boolean":
        flags = column(f"={field.name}").to_pandas()
        return flags.astype("bool" if field.required else "boolean")
    cells = column(field.name)
    if field.type == "number":
        return pd.Series([None if cell is None else Decimal(cell) for cell in cells], dtype=object)
    return pd.Series(cells.to_arrow(), dtype="str")


def _whole(field: Field, series: pl.Series) -> pd.Series:
    if field.required:
        return pd.Series(series.to_numpy())
    known = series.is_not_null().to_numpy()
    return pd.Series(pd.arrays.IntegerArray(series.fill_null(0).to_numpy().copy(), ~known))
