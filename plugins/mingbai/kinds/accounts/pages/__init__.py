"""Tables -> every page, panel and file of the village accounts, one at a time."""

from __future__ import annotations

from collections.abc import Iterator

from mingbai.kinds.accounts import frames
from mingbai.kinds.accounts.books import Shelf
from mingbai.kinds.accounts.pages import book, panels, places, sentences
from mingbai.kinds.accounts.pages.sentences import Most
from mingbai.model import Download, Edition, Page, Panel
from mingbai.read import Tables


def most_spent(tables: Tables) -> dict[int, Most]:
    """What cost most in each sheet: made once, said on several pages."""
    return sentences.most_spent(tables, tables.shared(frames.lines))


def pages(tables: Tables, edition: Edition) -> Iterator[Page]:
    """Index, townships, then book by book: its page, its years, its notice-board sheet."""
    shelf = Shelf(tables, edition)
    yield from places.pages(shelf)
    if tables.packages:
        yield from book.pages(shelf, tables.shared(most_spent))


def all_panels(tables: Tables, edition: Edition) -> Iterator[Panel]:
    """What stands on the pages of places and agencies."""
    return panels.panels(Shelf(tables, edition), tables.shared(most_spent))


def downloads(tables: Tables, edition: Edition) -> Iterator[Download]:
    """The entries of each book and year."""
    return book.downloads(Shelf(tables, edition))
