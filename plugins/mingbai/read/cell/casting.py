"""Columns of valid text -> typed columns, exact, without floats."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pandas as pd
import polars as pl

from mingbai.read.cell import grammar
from mingbai.schema import Field, Schema

_CAST = frozenset({"number", "integer", "date", "boolean"})


def value_column(field: Field) -> pl.Expr:
    """The column of values that `with_values` adds for a field."""
    return pl.col(f"={field.name}")


def with_values(schema: Schema, text: pl.DataFrame) -> pl.DataFrame:
    """The text columns, and a column of values for each typed field (`=amount`); null: no value.

    Numbers are Int64 in their smallest unit (分, or 10⁻⁶). A value is right only where the text
    matches `grammar.pattern`: 1.555 is rounded here, and refused by the pattern.
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


def typed_frame(
    schema: Schema, text: pl.DataFrame, index: pd.Index, is_kept: pl.Series | None = None
) -> pd.DataFrame:
    """Text with its values -> the typed frame of `Table`, on `index`.

    is_kept: a boolean for each row, false where it is refused; None keeps all rows. Columns are
    converted one at a time and dropped from `text`, which is used up: only one copy of one column
    exists.
    """
    asked = {_source(field) for field in schema.fields}
    for name in set(text.columns) - asked:
        text.drop_in_place(name)

    def column(name: str) -> pl.Series:
        series = text.drop_in_place(name)
        return series if is_kept is None else series.filter(is_kept)

    series_by_name = {field.column: _column(field, column) for field in schema.fields}
    return pd.DataFrame(series_by_name, copy=False).set_axis(index)


def _source(field: Field) -> str:
    """The column of a text with its values that a typed column is made of."""
    is_value = field.is_money or field.type in {"integer", "date", "boolean"}
    return f"={field.name}" if is_value else field.name


def _column(field: Field, column: Callable[[str], pl.Series]) -> pd.Series:
    cells = column(_source(field))
    if field.is_money or field.type == "integer":
        return _integers(field, cells)
    if field.type == "date":
        return pd.Series(cells.to_numpy().astype("datetime64[s]"))
    if field.type == "boolean":
        return cells.to_pandas().astype("bool" if field.required else "boolean")
    if field.type == "number":
        return pd.Series([None if cell is None else Decimal(cell) for cell in cells], dtype=object)
    return pd.Series(cells.to_arrow(), dtype="str")


def _integers(field: Field, series: pl.Series) -> pd.Series:
    if field.required:
        return pd.Series(series.to_numpy())
    is_present = series.is_not_null().to_numpy()
    return pd.Series(pd.arrays.IntegerArray(series.fill_null(0).to_numpy().copy(), ~is_present))
