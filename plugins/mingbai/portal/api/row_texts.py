"""Rows of a table -> their JSON by columns, a list of values each."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from mingbai.schema import Field
from mingbai.tabular import TextTable, json_texts

_WHOLE = frozenset({"integer", "year"})


def value_lists(table: TextTable, addresses: Sequence[str | None]) -> pl.Series:
    """`["990121100201-00","1583.20",null,"/accounts/…"]`: the address of the row comes last."""
    cells = [_tokens(field, table.cells[field.name]) for field in table.schema.fields]
    cells.append(json_texts(pl.Series(addresses, dtype=pl.String)).fill_null("null"))
    frame = pl.DataFrame({str(i): cell for i, cell in enumerate(cells)})
    line = pl.concat_str(pl.lit("["), pl.concat_str(pl.all(), separator=","), pl.lit("]"))
    return frame.select(row=line)["row"]


def _tokens(field: Field, texts: pl.Series) -> pl.Series:
    """The JSON of each cell: whole numbers bare, decimals as texts, yes and no, null."""
    if field.type in _WHOLE:
        return texts.fill_null("null")
    if field.type == "boolean":
        words = texts.is_in(list(field.true_values)).cast(pl.String)
        return words.set(texts.is_null(), None).fill_null("null")
    return json_texts(texts).fill_null("null")
