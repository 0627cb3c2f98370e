"""Text beside this module -> frames and records: what the county is told to be."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

_HERE = Path(__file__).parent
_NUMERALS = "零一二三四五六七八九"


@cache
def table(name: str) -> pd.DataFrame:
    """`<name>.csv` as text, absent where a cell is empty; whoever reads it must not change it."""
    return pd.read_csv(_HERE / f"{name}.csv", dtype=str, keep_default_na=False, na_values=[""])


@cache
def document(path: str) -> dict[str, Any]:
    """`<path>.toml` as it stands; whoever reads it must not change it."""
    return tomllib.loads((_HERE / f"{path}.toml").read_text("utf-8"))


def documents(folder: str) -> dict[str, dict[str, Any]]:
    """All TOML files of a folder by their names, sorted."""
    names = sorted(path.stem for path in (_HERE / folder).glob("*.toml"))
    return {name: document(f"{folder}/{name}") for name in names}


def folder(name: str) -> Path:
    """A folder beside this module."""
    return _HERE / name


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as dicts by column name, for lists that are short."""
    return [dict(zip(frame.columns, row, strict=True)) for row in frame.itertuples(index=False)]


def numeral(count: int) -> str:
    """1 … 99 -> 一 … 九十九, as village groups are called."""
    tens, ones = divmod(count, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else f"{_NUMERALS[tens]}十")
    return head + (_NUMERALS[ones] if ones or not tens else "")
