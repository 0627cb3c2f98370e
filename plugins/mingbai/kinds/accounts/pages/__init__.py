"""Tables -> every page, panel and file of the village accounts, one at a time."""

from __future__ import annotations

from collections.abc import Iterator

from mingbai.kinds.accounts.pages import book, panels, places
from mingbai.kinds.accounts.village_accounts import village_accounts
from mingbai.model import Download, Edition, Page, Panel
from mingbai.read import Tables


def pages(tables: Tables, edition: Edition) -> Iterator[Page]:
    """Index, townships, then book by book: its page, its years, its notice for the board."""
    accounts = edition.shared(village_accounts)
    yield from places.pages(accounts)
    if tables.packages:
        yield from book.pages(accounts)


def all_panels(tables: Tables, edition: Edition) -> Iterator[Panel]:
    """What stands on the pages of places and agencies; nothing before anything is published."""
    if tables.packages:
        yield from panels.panels(edition.shared(village_accounts))


def downloads(tables: Tables, edition: Edition) -> Iterator[Download]:
    """The items of each township, the entries of each year; nothing before publication."""
    if tables.packages:
        accounts = edition.shared(village_accounts)
        yield from places.downloads(accounts)
        yield from book.downloads(accounts)
