"""Cells that hold telephones -> those that are none."""

from __future__ import annotations

import pandas as pd

from mingbai.schema import Field, Schema

# Three to fifteen digits, with marks between them, an extension, a word in brackets: 12345,
# 0000-8000000转8001（工作日）; several with a mark between them.
_NUMBER = (
    r"[+(（]?[0-9](?:[ ()（）-]{0,2}[0-9]){2,14}(?:转[0-9]{1,6})?(?: ?[（(][^<>()（）]{1,16}[）)])?"
)
TELEPHONES = rf"{_NUMBER}(?:[、，,；;/] ?{_NUMBER})*"
HOW = (
    "只写号码，如 0000-8000000、12345；分机写“转”，几个号码用顿号隔开，说明写在括号里；没有的留空。"
)


def fields(schema: Schema) -> tuple[Field, ...]:
    """The fields of a table that hold telephones: `phone`, `supervision_phone` …"""
    return tuple(f for f in schema.fields if f.name == "phone" or f.name.endswith("_phone"))


def are_none(cells: pd.Series) -> pd.Series:
    """By cell: something else than telephones stands in it; False for an empty one."""
    is_filled = cells.notna()
    return is_filled & ~cells.where(is_filled, "").astype("str").str.fullmatch(TELEPHONES)
