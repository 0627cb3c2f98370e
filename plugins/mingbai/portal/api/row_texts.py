"""Rows of a table -> their JSON by columns: a list of values, or an object with names."""

from __future__ import annotations

import json
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


def objects(table: TextTable, addresses: Sequence[str | None]) -> pl.Series:
    """`{"book_id":"990121100201-00","amount":"1583.20","note":null,"page_path":"/accounts/…"}`."""
    names = [field.name for field in table.schema.fields]
    cells = [_tokens(field, table.cells[field.name]) for field in table.schema.fields]
    cells.append(json_texts(pl.Series(addresses, dtype=pl.String)).fill_null("null"))
    parts: list[pl.Series] = []
    for i, (name, cell) in enumerate(zip((*names, "page_path"), cells, strict=True)):
        opening = ("{" if i == 0 else ",") + json.dumps(name, ensure_ascii=False) + ":"
        parts.append(pl.select(pl.concat_str(pl.lit(opening), pl.lit(cell))).to_series())
    frame = pl.DataFrame({str(i): part for i, part in enumerate(parts)})
    return frame.select(row=pl.concat_str(pl.concat_str(pl.all()), pl.lit("}")))["row"]


def _tokens(field: Field, texts: pl.Series) -> pl.Series:
    """The JSON of each cell: whole numbers bare, decimals as texts, yes and no, null."""
    if field.type in _WHOLE:
        return texts.fill_null("null")
    if field.type == "boolean":
        words = texts.is_in(list(field.true_values)).cast(pl.String)
        return words.set(texts.is_null(), None).fill_null("null")
    return json_texts(texts).fill_null("null")
