"""A few rows -> the same HTML as columns.py writes, without starting its engine for each cell.

A county has thousands of small tables; what pays for seven hundred thousand rows costs more than
it saves for seven.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import escape

from mingbai.page.tables.cells import SAFE_URL, Cells, opening_tag
from mingbai.tabular import texts

MOST = 64
_SAFE = re.compile(SAFE_URL)


def strings(columns: Sequence[Cells]) -> list[str]:
    """Parallel columns -> one escaped `<tr>…</tr>` a row."""
    cells = [_column(column) for column in columns]
    return [f"<tr>{''.join(row)}</tr>" for row in zip(*cells, strict=True)]


def _column(cells: Cells) -> list[str]:
    opening = opening_tag(cells)
    inner = [_inner(cells.kind, text) for text in texts(cells.values)]
    if cells.urls is not None:
        pairs = zip(inner, texts(cells.urls), strict=True)
        inner = [_linked(text, url) for text, url in pairs]
    if cells.ids is None:
        return [f"{opening}{text}" for text in inner]
    named = zip(inner, texts(cells.ids), strict=True)
    return [f'{opening[:-1]} id="{escape(id_)}">{text}' for text, id_ in named]


def _inner(kind: str, text: str | None) -> str:
    if text is None:
        return ""
    if kind == "html":
        return text
    escaped = str(escape(text))
    if kind == "code":
        return f"<code>{escaped}</code>"
    if kind == "date":
        return f"<time>{escaped}</time>"
    return escaped


def _linked(inner: str, url: str | None) -> str:
    if not inner or url is None or not _SAFE.fullmatch(url):
        return inner
    rel = ' rel="noopener nofollow"' if url.startswith(("http://", "https://")) else ""
    return f'<a href="{escape(url)}"{rel}>{inner}</a>'
