"""Tables -> every page, panel and file of the village accounts, township by township."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

import pandas as pd

from mingbai.kinds.accounts.coverage import last_month
from mingbai.kinds.accounts.pages import book, items, panels, places
from mingbai.kinds.accounts.states import SCOPE
from mingbai.kinds.accounts.village_accounts import (
    VillageAccounts,
    accounts_of,
    village_accounts,
)
from mingbai.model import Download, Edition, KindPart, Page, Panel, Task
from mingbai.read import Tables


def pages(tables: Tables, edition: Edition) -> Iterator[Page]:
    """Index, then township by township: its pages, its books with their years and notices."""
    accounts = edition.shared(village_accounts)
    yield places.index(accounts)
    if tables.packages:
        for code, books in places.towns(accounts).items():
            yield from _pages(accounts, code, books)


def all_panels(tables: Tables, edition: Edition) -> Iterator[Panel]:
    """What stands on the pages of places and agencies; nothing before anything is published."""
    if tables.packages:
        yield from panels.panels(edition.shared(village_accounts))


def downloads(tables: Tables, edition: Edition) -> Iterator[Download]:
    """The items of each township, the entries of each year; nothing before publication."""
    if tables.packages:
        accounts = edition.shared(village_accounts)
        for code, books in places.towns(accounts).items():
            yield from _downloads(accounts, code, books)


def tasks(tables: Tables, edition: Edition) -> Iterator[Task]:
    """The index, and each township, which sees the packages with its own books alone."""
    yield Task("index", _index)
    towns, last = places.towns(edition.shared(village_accounts)), last_month(tables)
    packages = _packages(tables, {book: code for code, books in towns.items() for book in books})
    for code, books in towns.items():
        own = packages.get(code)  # None of one that has not published yet
        part = KindPart("accounts", code, own, SCOPE, frozenset(books)) if own else None
        yield Task(code, partial(_town, code, last), part, given={"last_month": last})


def _index(edition: Edition) -> Iterator[Page]:
    yield places.index(edition.shared(village_accounts))


def _town(code: str, last: int, edition: Edition) -> Iterator[Page | Download]:
    accounts = accounts_of(edition, last)
    books = places.towns(accounts)[code]
    yield from _pages(accounts, code, books)
    yield from _downloads(accounts, code, books)


def _pages(accounts: VillageAccounts, code: str, books: Sequence[str]) -> Iterator[Page]:
    yield from places.pages(accounts, code, books)
    yield from book.pages(accounts, books)


def _downloads(accounts: VillageAccounts, code: str, books: Sequence[str]) -> Iterator[Download]:
    yield items.download(accounts, code, books)
    yield from book.downloads(accounts, books)


def _packages(tables: Tables, towns: Mapping[str, str]) -> Mapping[str, frozenset[str]]:
    """By township, the paths of all packages with a row about one of its books.

    towns: the township of each book.
    """
    found: dict[str, set[str]] = {}
    for table in tables:
        if "book_id" in table.frame:
            rows = pd.DataFrame({"file": table.paths, "book": table.frame["book_id"].to_numpy()})
            for file, name in rows.drop_duplicates().itertuples(index=False):
                found.setdefault(towns[name], set()).add(file.rpartition("/")[0])
    return {code: frozenset(packages) for code, packages in found.items()}
