"""Table -> TextTable: its cells as text again, the way they stand in a file."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import polars as pl

from mingbai.dates import iso_texts
from mingbai.money import plain_yuan_texts
from mingbai.read import Table
from mingbai.schema import Field, Schema


@dataclass(frozen=True)
class TextTable:
    """One table to be published. cells: a String column a field by its name, null where absent."""

    schema: Schema
    cells: pl.DataFrame

    @property
    def name(self) -> str:
        """The table's name."""
        return self.schema.name


def text_table(
    table: Table, rows: npt.NDArray[np.int64] | slice | None = None, schema: Schema | None = None
) -> TextTable:
    """Money is yuan with two decimals again, dates ISO, yes and no the schema's own words.

    rows: positions in the table's frame, in the order wanted; all of them where not given. schema:
    a version of the table's, whose fields alone are wanted; None for the table's own.
    """
    wanted = schema or table.schema
    columns = {}
    for field in wanted.fields:
        column = table.frame[field.column]
        columns[field.name] = _texts(field, column if rows is None else column.iloc[rows])
    return TextTable(wanted, pl.DataFrame(columns))


def _texts(field: Field, series: pd.Series) -> pl.Series:
    if field.type == "number" and not field.is_money:
        return pl.Series([None if v is None else f"{v:f}" for v in series], dtype=pl.String)
    values = pl.from_pandas(series.reset_index(drop=True))
    if field.is_money:
        return plain_yuan_texts(values)
    if field.type == "date":
        return iso_texts(values)
    if field.type == "boolean":
        yes, no = pl.lit(field.true_values[0]), pl.lit(field.false_values[0])
        words = pl.when(pl.col("v")).then(yes).when(~pl.col("v")).then(no)
        return pl.DataFrame({"v": values}).select(words.alias("v"))["v"]
    return values.cast(pl.String)
