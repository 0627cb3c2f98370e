"""Columns -> escaped HTML rows: what all rows share is written once a column, never in a loop."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd
import polars as pl
import pyarrow as pa
from markupsafe import Markup
from markupsafe import escape as escape_one

from mingbai.views import Column, Mark, TableView

Values = pd.Series | Sequence[Any]

_KEEP = ' class="keep"'
_ENTITIES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("'", "&#39;"), ('"', "&#34;"))
_STYLES = {"text": "", "html": "", "num": ' class="num"', "code": _KEEP, "date": _KEEP}
_SPECIAL = "[&<>'\"]"
_SAFE_URL = (
    r"^(?:/[^/\\\x00-\x20][^\x00-\x20]*|/|#[^\x00-\x20]*|(?:https?://|mailto:|tel:)[^\x00-\x20]+)$"
)


@dataclass(frozen=True)
class Cells:
    """One column of a table's body, top to bottom.

    values: texts; integers are given thousands separators, dates become ISO; None or NA leaves an
    empty cell. kind: text · num (right-aligned) · code · date · head (`th scope=row`) · html
    (escaped already, by this module or charts.py; never text from data). label: the field's name
    before the value on a phone. urls: a link a row, None where there is none; whatever is neither
    rooted, `#…`, http(s), mailto nor tel stays text. ids: an anchor a row, on the cell itself.
    """

    values: Values
    kind: Literal["text", "num", "code", "date", "head", "html"] = "text"
    label: str = ""
    urls: Values | None = None
    ids: Values | None = None


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


def texts(values: Values) -> pl.Series:
    """Whatever a column holds -> texts: integers `1,583`, dates `2026-07-10`, absent null."""
    if isinstance(values, pd.Series):
        series = pl.from_pandas(values.reset_index(drop=True))
    else:
        plain = [str(v) if isinstance(v, Markup) else v for v in values]
        series = pl.Series(plain, dtype=None if any(v is not None for v in plain) else pl.String)
    if series.dtype.is_integer():
        return _thousands(series)
    if series.dtype.is_temporal():
        return series.dt.strftime("%Y-%m-%d")
    if series.dtype == pl.Null or isinstance(series.dtype, pl.Decimal):
        return series.cast(pl.String)
    if series.dtype != pl.String:
        raise TypeError(f"a column of {series.dtype} has no one way to be written")
    return series


def escaped(series: pl.Series) -> pl.Series:
    """Texts -> HTML texts, character by character as `markupsafe.escape` does."""
    if not series.str.contains(_SPECIAL).any():
        return series
    for character, entity in _ENTITIES:
        series = series.str.replace_all(character, entity, literal=True)
    return series


def escape(series: pd.Series) -> pd.Series:
    """As `escaped`, on a pandas column; keeps its index."""
    return _pandas(escaped(texts(series)), series.index)


def yuan(series_fen: pd.Series) -> pd.Series:
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


def marks(items: Sequence[Mark | None]) -> list[Markup | None]:
    """Marks -> cells of kind html: glyph, word and colour as components/mark.html draws them."""
    return [None if m is None else _mark(m) for m in items]


def _mark(mark: Mark) -> Markup:
    name = f"mark mark--{mark.state}" if mark.state else "mark"
    return Markup('<span class="{}">{}</span>').format(name, mark.text)


def strings(columns: Sequence[Cells]) -> pl.Series:
    """Parallel columns -> one escaped `<tr>…</tr>` a row."""
    frame = pl.DataFrame({str(i): _cell(column) for i, column in enumerate(columns)})
    parts = [pl.lit("<tr>"), *frame.columns, pl.lit("</tr>")]
    return frame.select(row=pl.concat_str(parts))["row"]


def _cell(cells: Cells) -> pl.Series:
    """One column with its tags around every value; an absent value leaves an empty cell."""
    inner = texts(cells.values)
    if cells.kind != "html":
        inner = escaped(inner)
    if cells.kind == "code":
        inner = "<code>" + inner + "</code>"
    if cells.kind == "date":
        inner = '<time datetime="' + inner + '">' + inner + "</time>"
    if cells.urls is not None:
        inner = _linked(inner, texts(cells.urls))
    opening, closing = _tags(cells.kind, cells.label)
    if cells.ids is not None:
        return _anchored(opening, cells.ids) + inner.fill_null("") + closing
    return opening + inner.fill_null("") + closing


def _anchored(opening: str, ids: Values) -> pl.Series:
    """The opening tag once a row, with the row's own id."""
    return opening[:-1] + ' id="' + escaped(texts(ids)) + '">'


def _tags(kind: str, label: str) -> tuple[str, str]:
    if kind == "head":
        return '<th scope="row">', "</th>"
    named = f' data-label="{escape_one(label)}"' if label else ""
    return f"<td{_STYLES[kind]}{named}>", "</td>"


def _linked(inner: pl.Series, urls: pl.Series) -> pl.Series:
    """Values inside a link where the url is one that a page may follow."""
    frame = pl.DataFrame({"inner": inner, "url": escaped(urls), "raw": urls})
    far = pl.col("raw").str.contains(r"^https?://")
    rel = pl.when(far).then(pl.lit(' rel="noopener nofollow"')).otherwise(pl.lit(""))
    link = pl.concat_str(
        pl.lit('<a href="'), "url", pl.lit('"'), rel, pl.lit(">"), "inner", pl.lit("</a>")
    )
    is_link = pl.col("raw").str.contains(_SAFE_URL) & (pl.col("inner") != "")
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


def body(columns: Sequence[Cells]) -> Markup:
    """Parallel columns -> the escaped rows of a `<tbody>`."""
    return joined(strings(columns))


def _foot(columns: Sequence[Column], cells: Sequence[str | None], mode: str) -> Markup:
    """The row of totals; its first text is a heading, None joins the cell before it."""
    if not cells:
        return Markup("")
    starts = [i for i, cell in enumerate(cells) if cell is not None]
    ends = [*starts[1:], len(cells)]
    totals = (
        _total(columns[i], cells[i], end - i, mode) for i, end in zip(starts, ends, strict=True)
    )
    first = Markup('<th scope="row"{}>{}</th>').format(_span(ends[0]), cells[0])
    return Markup("<tr>") + first + Markup("").join(list(totals)[1:]) + Markup("</tr>")


def _span(columns: int) -> Markup:
    return Markup(' colspan="{}"').format(columns) if columns > 1 else Markup("")


def _total(column: Column, text: str | None, span: int, mode: str) -> Markup:
    style = Markup(' class="num"') if column.is_num else Markup("")
    label = Markup(' data-label="{}"').format(column.title) if mode == "stack" else Markup("")
    return Markup("<td{}{}{}>{}</td>").format(style, label, _span(span), text)


def table(
    id_: str,
    caption: str,
    columns: Sequence[tuple[Column, Cells]],
    foot: Sequence[str | None] = (),
    mode: Literal["stack", "frame", ""] = "stack",
) -> TableView:
    """Columns with their titles -> a table; in mode stack a title is its cells' label too.

    foot: the row of totals, a text a column; None joins the cell before it.
    """
    titles = tuple(column for column, _ in columns)
    cells = [
        dataclasses.replace(c, label=c.label or t.title) if mode == "stack" else c
        for t, c in columns
    ]
    return TableView(id_, caption, titles, body(cells), _foot(titles, foot, mode), mode)
