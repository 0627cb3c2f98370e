"""Parallel columns of any length -> escaped `<tr>` rows, made and cut without a loop over rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import polars as pl
import pyarrow as pa
from markupsafe import Markup

from mingbai.page.tables import few
from mingbai.page.tables.cells import SAFE_URL, Cells, Values, tags

_ENTITIES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("'", "&#39;"), ('"', "&#34;"))
_SPECIAL = "[&<>'\"]"


@dataclass(frozen=True)
class Slices:
    """All rows of many tables as one run of escaped HTML, cut by row number without copying it.

    data: UTF-8 of all rows. starts: byte where each row starts, and the end behind the last.
    """

    data: memoryview
    starts: Sequence[int]

    def between(self, first: int, last: int) -> Markup:
        """Rows first … last-1."""
        return Markup(bytes(self.data[self.starts[first] : self.starts[last]]).decode())  # noqa: S704


def cell_texts(values: Values) -> pl.Series:
    """Whatever a column holds -> texts: integers `1,583`, dates `2026-07-10`, absent null."""
    if not isinstance(values, pd.Series) or values.dtype == object:
        return pl.Series(few.texts(values), dtype=pl.String)
    series = pl.from_pandas(values.reset_index(drop=True))
    if series.dtype.is_integer():
        return _thousands(series)
    if series.dtype.is_temporal():
        return series.dt.strftime("%Y-%m-%d")
    if series.dtype != pl.String:
        raise TypeError(f"a column of {series.dtype} has no one way to be written")
    return series


def escape_texts(series: pl.Series) -> pl.Series:
    """Texts -> HTML texts, character by character as `markupsafe.escape` does."""
    if not series.str.contains(_SPECIAL).any():
        return series
    for character, entity in _ENTITIES:
        series = series.str.replace_all(character, entity, literal=True)
    return series


def escape_column(series: pd.Series) -> pd.Series:
    """As `escaped`, on a pandas column; keeps its index."""
    return _pandas(escape_texts(cell_texts(series)), series.index)


def yuan_column(series_fen: pd.Series) -> pd.Series:
    """Integer 分 -> `1,234.50` with U+2212 for minus, as `formats.yuan`; keeps the index."""
    fen = pl.from_pandas(series_fen.reset_index(drop=True))
    return _pandas(yuan_texts(fen), series_fen.index)


def yuan_texts(fen: pl.Series) -> pl.Series:
    """As `yuan`, on a polars column of integers."""
    sizes = fen.abs()
    cents = (sizes % 100).cast(pl.String).str.zfill(2)
    return _sign(fen) + _thousands(sizes // 100) + "." + cents


def _sign(numbers: pl.Series) -> pl.Series:
    is_below = pl.col("n") < 0
    sign = pl.when(is_below).then(pl.lit("−")).otherwise(pl.lit(""))
    return pl.DataFrame({"n": numbers}).select(sign=sign)["sign"]


def _thousands(numbers: pl.Series) -> pl.Series:
    """Integers -> `−1,234,567`: three digits at a time, from the right, until no row has more."""
    frame = pl.DataFrame({"n": numbers.cast(pl.Int64).abs()}).with_columns(text=pl.lit(""))
    group, rest = pl.col("n") % 1000, pl.col("n") // 1000
    last = group.cast(pl.String) + pl.col("text")
    more = "," + group.cast(pl.String).str.zfill(3) + pl.col("text")
    text = pl.when(rest > 0).then(more).when(pl.col("n") >= 0).then(last).otherwise(pl.col("text"))
    while (frame["n"] >= 0).any():
        frame = frame.select(text=text, n=pl.when(rest > 0).then(rest).otherwise(-1))
    written = pl.DataFrame({"text": frame["text"], "n": numbers})
    return (
        _sign(numbers)
        + written.select(text=pl.when(pl.col("n").is_not_null()).then(pl.col("text")))["text"]
    )


def _pandas(series: pl.Series, index: pd.Index | None = None) -> pd.Series:
    return pd.Series(series.to_arrow(), index=index, dtype="str")


def row_texts(columns: Sequence[Cells]) -> pl.Series:
    """Parallel columns -> one escaped `<tr>…</tr>` a row."""
    if columns and len(columns[0].values) <= few.MOST:
        return pl.Series(few.strings(columns), dtype=pl.String)
    return many(columns)


def many(columns: Sequence[Cells]) -> pl.Series:
    """As `strings`, whatever the length."""
    frame = pl.DataFrame({str(i): _cell(column) for i, column in enumerate(columns)})
    parts = [pl.lit("<tr>"), *frame.columns, pl.lit("</tr>")]
    return frame.select(row=pl.concat_str(parts))["row"]


def _cell(cells: Cells) -> pl.Series:
    """One column with its tags around every value; an absent value leaves an empty cell."""
    inner = cell_texts(cells.values)
    if cells.kind != "html":
        inner = escape_texts(inner)
    if cells.kind == "code":
        inner = "<code>" + inner + "</code>"
    if cells.kind == "date":
        inner = '<time datetime="' + inner + '">' + inner + "</time>"
    if cells.urls is not None:
        inner = _linked(inner, cell_texts(cells.urls))
    opening, closing = tags(cells)
    if cells.ids is not None:
        return _anchored(opening, cells.ids) + inner.fill_null("") + closing
    return opening + inner.fill_null("") + closing


def _anchored(opening: str, ids: Values) -> pl.Series:
    """The opening tag once a row, with the row's own id."""
    return opening[:-1] + ' id="' + escape_texts(cell_texts(ids)) + '">'


def _linked(inner: pl.Series, urls: pl.Series) -> pl.Series:
    """Values inside a link where the url is one that a page may follow."""
    frame = pl.DataFrame({"inner": inner, "url": escape_texts(urls), "raw": urls})
    far = pl.col("raw").str.contains(r"^https?://")
    rel = pl.when(far).then(pl.lit(' rel="noopener nofollow"')).otherwise(pl.lit(""))
    link = pl.concat_str(
        pl.lit('<a href="'), "url", pl.lit('"'), rel, pl.lit(">"), "inner", pl.lit("</a>")
    )
    is_link = pl.col("raw").str.contains(f"^{SAFE_URL}$") & (pl.col("inner") != "")
    return frame.select(cell=pl.when(is_link).then(link).otherwise(pl.col("inner")))["cell"]


def joined(series: pl.Series) -> Markup:
    """Escaped pieces -> one escaped text."""
    return Markup("".join(series.to_list()))  # noqa: S704


def slices(rows: pl.Series) -> Slices:
    """Escaped rows -> the same, ready to be cut by row number; nothing is copied."""
    arrow = rows.to_arrow(compat_level=pl.CompatLevel.oldest())
    array = arrow.cast(pa.large_string())
    _, offsets, data = array.buffers()
    starts = memoryview(offsets).cast("q")[array.offset : array.offset + len(array) + 1]
    return Slices(memoryview(data) if data else memoryview(b""), starts)
