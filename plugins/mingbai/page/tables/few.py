"""A few rows -> the same HTML as columns.py writes, without starting its engine for each cell.

A county has thousands of small tables; what pays for seven hundred thousand rows costs more than
it saves for seven.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
from markupsafe import escape

from mingbai.dates import iso
from mingbai.page.formats import count
from mingbai.page.tables.cells import SAFE_URL, Cells, Values, tags

MOST = 64
_SAFE = re.compile(SAFE_URL)


def strings(columns: Sequence[Cells]) -> list[str]:
    """Parallel columns -> one escaped `<tr>…</tr>` a row."""
    cells = [_column(column) for column in columns]
    return [f"<tr>{''.join(row)}</tr>" for row in zip(*cells, strict=True)]


def _column(cells: Cells) -> list[str]:
    opening, closing = tags(cells)
    inner = [_inner(cells.kind, text) for text in texts(cells.values)]
    if cells.urls is not None:
        pairs = zip(inner, texts(cells.urls), strict=True)
        inner = [_linked(text, url) for text, url in pairs]
    if cells.ids is None:
        return [f"{opening}{text}{closing}" for text in inner]
    named = zip(inner, texts(cells.ids), strict=True)
    return [f'{opening[:-1]} id="{escape(id_)}">{text}{closing}' for text, id_ in named]


def texts(values: Values) -> list[str | None]:
    """Whatever a short column holds, as `TextColumn.of` writes it."""
    plain = values.tolist() if isinstance(values, pd.Series) else values
    return [_text(value) for value in plain]


def _text(value: Any) -> str | None:
    """One value as `TextColumn.of` writes it; a value with no one way to be written is a fault."""
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return None
    if isinstance(value, str):
        return str(value)
    if isinstance(value, date):
        return iso(value)
    if isinstance(value, int | np.integer) and not isinstance(value, bool):
        return count(int(value))
    if isinstance(value, Decimal):
        return format(value, "f")
    raise TypeError(f"a {type(value).__name__} has no one way to be written")


def _inner(kind: str, text: str | None) -> str:
    if text is None:
        return ""
    if kind == "html":
        return text
    shown = str(escape(text))
    if kind == "code":
        return f"<code>{shown}</code>"
    if kind == "date":
        return f'<time datetime="{shown}">{shown}</time>'
    return shown


def _linked(inner: str, url: str | None) -> str:
    if not inner or url is None or not _SAFE.fullmatch(url):
        return inner
    rel = ' rel="noopener nofollow"' if url.startswith(("http://", "https://")) else ""
    return f'<a href="{escape(url)}"{rel}>{inner}</a>'
