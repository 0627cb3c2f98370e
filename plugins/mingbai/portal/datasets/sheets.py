"""Table -> Sheet: its cells as text again, the way they are published."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import polars as pl

from mingbai.read import Table, Tables
from mingbai.schema import Field, Schema


@dataclass(frozen=True)
class Sheet:
    """One table to be published. cells: a String column a field by its name, null where absent."""

    schema: Schema
    cells: pl.DataFrame

    @property
    def name(self) -> str:
        """The table's name."""
        return self.schema.name


def sheets(tables: Tables) -> tuple[Sheet, ...]:
    """Every table but person lists, which are never downloads."""
    return tuple(sheet(table) for table in tables if not table.schema.is_person_list)


def sheet(table: Table) -> Sheet:
    """Money is yuan with two decimals again, dates ISO, yes and no the schema's own words."""
    columns = {
        field.name: _texts(field, table.frame[field.column]) for field in table.schema.fields
    }
    return Sheet(table.schema, pl.DataFrame(columns))


def _texts(field: Field, series: pd.Series) -> pl.Series:
    if field.type == "number" and not field.is_money:
        return pl.Series([None if v is None else f"{v:f}" for v in series], dtype=pl.String)
    values = pl.from_pandas(series.reset_index(drop=True))
    if field.is_money:
        return _yuan(values)
    if field.type == "date":
        return values.dt.strftime("%Y-%m-%d")
    if field.type == "boolean":
        yes, no = pl.lit(field.true_values[0]), pl.lit(field.false_values[0])
        shown = pl.when(pl.col("v")).then(yes).when(~pl.col("v")).then(no)
        return pl.DataFrame({"v": values}).select(shown.alias("v"))["v"]
    return values.cast(pl.String)


def _yuan(fen: pl.Series) -> pl.Series:
    """Integer 分 -> `1234.50`, `-0.05`."""
    whole = pl.col("fen").cast(pl.Int64)
    sign = pl.when(whole < 0).then(pl.lit("-")).otherwise(pl.lit(""))
    cents = (whole.abs() % 100).cast(pl.String).str.zfill(2)
    text = pl.concat_str(sign, (whole.abs() // 100).cast(pl.String), pl.lit("."), cents)
    return pl.DataFrame({"fen": fen}).select(text.alias("text"))["text"]
