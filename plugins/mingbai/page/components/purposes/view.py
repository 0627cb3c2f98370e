"""What the template reads."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Purpose:
    """Money for one purpose. count: of its lines, in words. length: of its bar, 100 the longest.

    lines: `<li>`s that were escaped by columns. beside: the same purpose in other months.
    """

    name: str
    count: str
    fen: int
    length: int
    lines: Markup
    beside: str = ""
