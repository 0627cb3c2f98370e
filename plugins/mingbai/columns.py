"""Columns of text that holds -> typed columns, exactly, without floats."""

from __future__ import annotations

import pandas as pd
import polars as pl

from mingbai import grammar
from mingbai.schema import Field, Schema


def scaled(field: Field) -> pl.Expr:
    """A number as integers of its smallest unit (分, or 10⁻⁶): null where it is not one."""
    cell = pl.col(field.name)
    places = grammar.decimals(field)
    if places == 0:
        return cell.cast(pl.Int64, strict=False)
    precision = grammar.digits(field) + places
    return cell.cast(pl.Decimal(precision, places), strict=False).to_physical().cast(pl.Int64)


def _typed(field: Field) -> pl.Expr:
    """What a cell becomes in memory, under its name in the frame."""
    cell = pl.col(field.name)
    if field.is_money or field.type == "integer":
        return scaled(field).alias(field.column)
    if field.type == "number":
        precision = grammar.digits(field) + grammar.decimals(field)
        return cell.cast(pl.Decimal(precision, grammar.decimals(field)), strict=False)
    if field.type == "date":
        return cell.str.to_date("%Y-%m-%d", strict=False)
    if field.type == "boolean":
        is_true = cell.is_in(list(field.true_values))
        return pl.when(cell.is_not_null()).then(is_true)
    return cell


def _decimals(series: pl.Series) -> pd.Series:
    """Decimals as they were written: `1.5` stays 1.5, not 1.500000."""
    values = [None if v is None else v.normalize() + 0 for v in series]
    return pd.Series(values, dtype="object")


def _column(field: Field, series: pl.Series) -> pd.Series:
    if field.is_money or field.type == "integer":
        return _whole(field, series)
    if field.type == "date":
        days = series.to_numpy().astype("datetime64[s]")
        return pd.Series(days)
    if field.type == "boolean":
        kept = series.to_pandas()
        return kept.astype("bool" if field.required else "boolean")
    if field.type == "number":
        return _decimals(series)
    return pd.Series(series.to_arrow(), dtype="str")


def _whole(field: Field, series: pl.Series) -> pd.Series:
    if field.required:
        return pd.Series(series.to_numpy())
    known = series.is_not_null().to_numpy()
    values = series.fill_null(0).to_numpy().copy()
    return pd.Series(pd.arrays.IntegerArray(values, ~known))


def frame(schema: Schema, text: pl.DataFrame, index: pd.Index) -> pd.DataFrame:
    """Text rows that all hold -> the typed frame of `Table`, on `index`."""
    typed = text.select(_typed(field) for field in schema.fields)
    made = {
        field.column: _column(field, series)
        for field, series in zip(schema.fields, typed.iter_columns(), strict=True)
    }
    return pd.DataFrame(made, copy=False).set_axis(index)
