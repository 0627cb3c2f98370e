"""Two output folders -> sheets for a board that have to be put up, again or for the first time.

A sheet is whatever a page marks with `data-sheet`, its title. What counts is what is printed: its
words and its codes, not where it stands on its page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import lxml.html

from mingbai.preview.consequences import Consequence, Move, moves
from mingbai.preview.trees import TreeDifference, address

_MARK = b"data-sheet="
_VERBS = {
    Move.NEW: "要张贴",
    Move.CHANGED: "内容变了，要重新张贴",
    Move.GONE: "网站上不再有",
}
Printed = tuple[str, tuple[str, ...]]


def moved(before: Path, after: Path, difference: TreeDifference) -> Iterator[Consequence]:
    """Each sheet by its address, of the pages that differ."""
    old = _sheets(before, (*difference.changed, *difference.gone))
    new = _sheets(after, (*difference.changed, *difference.added))
    for url, move, was, now in moves(old, new, _printed):
        sheet = now or was
        assert sheet is not None
        yield Consequence(
            id=url,
            move=move,
            words=f"{sheet[0]}：{_VERBS[move]}",
            url=url,
            is_bad=move is Move.CHANGED,
        )


def _printed(sheet: tuple[str, Printed]) -> Printed:
    return sheet[1]


def _sheets(root: Path, names: tuple[str, ...]) -> Mapping[str, tuple[str, Printed]]:
    """Address -> the title of each sheet and what is printed on it."""
    by_address: dict[str, tuple[str, Printed]] = {}
    for name in names:
        body = (root / name).read_bytes() if name.endswith(".html") else b""
        if _MARK in body:
            page = lxml.html.fromstring(body.decode("utf-8"))
            for sheet in page.xpath("//*[@data-sheet]"):
                words = " ".join(sheet.text_content().split())
                codes = tuple(map(str, sheet.xpath(".//img/@src")))
                by_address[f"{address(name)}#{sheet.get('id')}"] = (
                    str(sheet.get("data-sheet")),
                    (words, codes),
                )
    return by_address
