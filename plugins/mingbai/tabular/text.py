"""A column of texts that is written as a whole: escaped, joined, cut, never in a loop over rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import polars as pl
import pyarrow as pa
from markupsafe import Markup

from mingbai.dates import iso_texts
from mingbai.money import thousands, yuan_texts
from mingbai.tabular.values import Values, texts

_ENTITIES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("'", "&#39;"), ('"', "&#34;"))
_SPECIAL = "[&<>'\"]"


@dataclass(frozen=True)
class Slices:
    """All rows of many tables as one run of text, cut by row number without copying it.

    data: UTF-8 of all rows. starts: byte where each row starts, and the end behind the last.
    """

    data: memoryview
    starts: Sequence[int]

    def between(self, first: int, last: int) -> Markup:
        """Rows first … last-1 of escaped HTML."""
        return Markup(bytes(self.data[self.starts[first] : self.starts[last]]).decode())  # noqa: S704


@dataclass(frozen=True, eq=False)
class TextColumn:
    """Texts, a row each, some of them absent; what is done to it gives a new column.

    It hides what holds the texts (a polars Series): who builds HTML by columns needs no more than
    these operations and `concat_texts`.
    """

    series: pl.Series

    @classmethod
    def of(cls, values: Values) -> TextColumn:
        """Whatever a table's column holds: integers `1,583`, dates `2026-07-10`, absent absent."""
        if not isinstance(values, pd.Series) or values.dtype == object:
            return cls(pl.Series(texts(values), dtype=pl.String))
        series = pl.from_pandas(values.reset_index(drop=True))
        if series.dtype.is_integer():
            return cls(thousands(series))
        if series.dtype.is_temporal():
            return cls(iso_texts(series))
        if series.dtype != pl.String:
            raise TypeError(f"a column of {series.dtype} has no one way to be written")
        return cls(series)

    @classmethod
    def of_yuan(cls, fen: npt.NDArray[np.int64]) -> TextColumn:
        """分 as readers see them: `1,234.50`."""
        return cls(yuan_texts(pl.Series(fen)))

    @classmethod
    def of_digits(cls, numbers: npt.NDArray[np.int64], width: int = 1) -> TextColumn:
        """Whole numbers of zero or more without separators, padded with zeros to `width`."""
        return cls(pl.Series(numbers).cast(pl.String).str.zfill(width))

    def __len__(self) -> int:
        return len(self.series)

    def escaped(self) -> TextColumn:
        """HTML texts, character by character as `markupsafe.escape` makes them."""
        series = self.series
        if not series.str.contains(_SPECIAL).any():
            return self
        for character, entity in _ENTITIES:
            series = series.str.replace_all(character, entity, literal=True)
        return TextColumn(series)

    def filled(self, text: str) -> TextColumn:
        """The same text in every absent row."""
        return TextColumn(self.series.fill_null(text))

    def filled_from(self, other: TextColumn) -> TextColumn:
        """The row of another column in every absent row."""
        both = pl.DataFrame({"first": self.series, "second": other.series})
        return TextColumn(both.select(text=pl.coalesce("first", "second"))["text"])

    def spread(self, rows: npt.NDArray[np.bool_]) -> TextColumn:
        """These texts, in their order, at the true rows; an empty text at all others."""
        empty = len(self.series)
        positions = np.where(rows, np.cumsum(rows) - 1, empty)
        texts = pl.concat([self.series, pl.Series([""], dtype=pl.String)])
        return TextColumn(texts.gather(pl.Series(positions)))

    def joined(self) -> Markup:
        """All rows of escaped HTML as one."""
        return Markup("".join(self.series.to_list()))  # noqa: S704

    def slices(self) -> Slices:
        """Present texts, ready to be cut by row number; nothing is copied."""
        arrow = self.series.to_arrow(compat_level=pl.CompatLevel.oldest())
        array = arrow.cast(pa.large_string())
        _, offsets, data = array.buffers()
        starts = memoryview(offsets).cast("q")[array.offset : array.offset + len(array) + 1]
        return Slices(memoryview(data) if data else memoryview(b""), starts)


def concat_texts(*parts: TextColumn | str) -> TextColumn:
    """Parallel columns, and texts that stand in every row, side by side -> one column.

    A row is absent where any of its parts is. At least one part is a column.
    """
    columns = {str(i): p.series for i, p in enumerate(parts) if isinstance(p, TextColumn)}
    pieces = [pl.lit(p) if isinstance(p, str) else pl.col(str(i)) for i, p in enumerate(parts)]
    return TextColumn(pl.DataFrame(columns).select(text=pl.concat_str(pieces))["text"])
