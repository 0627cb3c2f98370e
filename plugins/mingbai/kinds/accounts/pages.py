"""Tables -> the pages of the village accounts."""

from __future__ import annotations

from collections.abc import Iterator

from mingbai.model import Edition, Page
from mingbai.tables import Tables


def pages(tables: Tables, edition: Edition) -> Iterator[Page]:
    """Index, townships, books, years, notice-board sheets; one at a time."""
    del tables, edition
    yield from ()
