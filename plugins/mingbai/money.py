"""Amounts: yuan with at most two decimals outside, whole 分 in memory, never a float.

Written in two ways: for readers `1,234.50`, its minus U+2212; in files and as a clerk types it
`-1234.50`. Each way has one function for a number, one for a column of polars, one for pandas.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa

_FEN_DIGITS = 21  # of any Int64, and the two places behind the point


def yuan(fen: int | None) -> str:
    """Integer 分 -> `1,234.50`, minus as U+2212; "" where absent."""
    if fen is None:
        return ""
    sign = "−" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


def yuan_texts(fen: pl.Series) -> pl.Series:
    """As `yuan`, on a column of integers; absent stays null."""
    return _sign(fen, "−") + thousands(fen.abs() // 100) + "." + _cents(fen)


def yuan_column(fen: pd.Series) -> pd.Series:
    """As `yuan`, on a pandas column of integers; keeps the index."""
    return _pandas(yuan_texts(_polars(fen)), fen.index)


def plain_yuan(fen: int) -> str:
    """Integer 分 -> `1234.50`, `-0.05`: no thousands separator, an ASCII minus."""
    return yuan(fen).replace(",", "").replace("−", "-")


def plain_yuan_texts(fen: pl.Series) -> pl.Series:
    """As `plain_yuan`, on a column of integers; absent stays null.

    The integers are taken as decimals with two places, as they stand in memory: low and high half.
    """
    _demand_whole(fen)
    low = fen.fill_null(0).cast(pl.Int64).to_numpy()
    halves = np.stack([low, low >> 63], axis=1)
    decimals = pa.Array.from_buffers(
        pa.decimal128(_FEN_DIGITS, 2), len(low), [None, pa.py_buffer(halves)]
    )
    texts = pl.Series(fen.name, decimals).cast(pl.String)
    return texts.set(fen.is_null(), None) if fen.null_count() else texts


def plain_yuan_column(fen: pd.Series) -> pd.Series:
    """As `plain_yuan`, on a pandas column of integers; keeps the index."""
    return _pandas(plain_yuan_texts(_polars(fen)), fen.index)


def count(number: int | None) -> str:
    """`1583` -> `1,583`, minus as U+2212; "" where absent."""
    return "" if number is None else f"{number:,}".replace("-", "−")


def thousands(numbers: pl.Series) -> pl.Series:
    """Integers -> `−1,234,567`, minus as U+2212; absent stays null.

    Three digits are written at a time, from the right, until no row has more: at most seven
    rounds, for an Int64 has nineteen digits.
    """
    frame = pl.DataFrame({"n": numbers.cast(pl.Int64).abs()}).with_columns(text=pl.lit(""))
    group, rest = pl.col("n") % 1000, pl.col("n") // 1000
    last = group.cast(pl.String) + pl.col("text")
    more = "," + group.cast(pl.String).str.zfill(3) + pl.col("text")
    text = pl.when(rest > 0).then(more).when(pl.col("n") >= 0).then(last).otherwise(pl.col("text"))
    while (frame["n"] >= 0).any():
        frame = frame.select(text=text, n=pl.when(rest > 0).then(rest).otherwise(-1))
    written = pl.DataFrame({"text": frame["text"], "n": numbers})
    present = written.select(text=pl.when(pl.col("n").is_not_null()).then(pl.col("text")))
    return _sign(numbers, "−") + present["text"]


def _demand_whole(fen: pl.Series) -> None:
    if not fen.dtype.is_integer():
        raise TypeError(f"amounts are whole 分, not {fen.dtype}")


def _cents(fen: pl.Series) -> pl.Series:
    _demand_whole(fen)
    return (fen.abs() % 100).cast(pl.String).str.zfill(2)


def _sign(numbers: pl.Series, minus: str) -> pl.Series:
    sign = pl.when(pl.col("n") < 0).then(pl.lit(minus)).otherwise(pl.lit(""))
    return pl.DataFrame({"n": numbers}).select(sign=sign)["sign"]


def _polars(column: pd.Series) -> pl.Series:
    """Integers without their index."""
    return pl.from_pandas(column.reset_index(drop=True))


def _pandas(texts: pl.Series, index: pd.Index) -> pd.Series:
    return pd.Series(texts.to_arrow(), index=index, dtype="str")
