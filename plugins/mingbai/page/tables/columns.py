"""Parallel columns of any length -> escaped `<tr>` rows, made without a loop over rows."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import polars as pl

from mingbai.page.tables import few
from mingbai.page.tables.cells import SAFE_URL, Cells, opening_tag
from mingbai.tabular import TextColumn, Values, concat_texts


def escape_column(series: pd.Series) -> pd.Series:
    """As `TextColumn.escaped`, on a pandas column; keeps its index."""
    escaped = TextColumn.of(series).escaped().series
    return pd.Series(escaped.to_arrow(), index=series.index, dtype="str")


def row_texts(columns: Sequence[Cells]) -> TextColumn:
    """Parallel columns -> one escaped `<tr>…</tr>` a row."""
    if columns and len(columns[0].values) <= few.MOST:
        return TextColumn(pl.Series(few.strings(columns), dtype=pl.String))
    return many(columns)


def many(columns: Sequence[Cells]) -> TextColumn:
    """As `few.strings`, whatever the length."""
    return concat_texts("<tr>", *(_cell(column) for column in columns), "</tr>")


def _cell(cells: Cells) -> TextColumn:
    """One column with its tags around every value; an absent value leaves an empty cell."""
    inner = TextColumn.of(cells.values)
    if cells.kind != "html":
        inner = inner.escaped()
    if cells.kind == "code":
        inner = concat_texts("<code>", inner, "</code>")
    if cells.kind == "date":
        inner = concat_texts("<time>", inner, "</time>")
    if cells.urls is not None:
        inner = _linked(inner, TextColumn.of(cells.urls))
    opening = opening_tag(cells)
    if cells.ids is not None:
        return concat_texts(*_anchored(opening, cells.ids), inner.filled(""))
    return concat_texts(opening, inner.filled(""))


def _anchored(opening: str, ids: Values) -> Sequence[TextColumn | str]:
    """The opening tag with the row's own id."""
    return (opening[:-1] + ' id="', TextColumn.of(ids).escaped(), '">')


def _linked(inner: TextColumn, urls: TextColumn) -> TextColumn:
    """Values inside a link where the url is one that a page may follow."""
    frame = pl.DataFrame({"inner": inner.series, "url": urls.escaped().series, "raw": urls.series})
    far = pl.col("raw").str.contains(r"^https?://")
    rel = pl.when(far).then(pl.lit(' rel="noopener nofollow"')).otherwise(pl.lit(""))
    link = pl.concat_str(
        pl.lit('<a href="'), "url", pl.lit('"'), rel, pl.lit(">"), "inner", pl.lit("</a>")
    )
    is_link = pl.col("raw").str.contains(f"^{SAFE_URL}$") & (pl.col("inner") != "")
    linked = pl.when(is_link).then(link).otherwise(pl.col("inner"))
    return TextColumn(frame.select(cell=linked)["cell"])
