"""Tables -> every page, panel and file of the village accounts, township by township."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

import pandas as pd

from mingbai.kinds.accounts.coverage import last_month
from mingbai.kinds.accounts.pages import book, glance, items, panels, places, town_board
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
            yield from town_board.pages(accounts, code, books)


def all_panels(tables: Tables, edition: Edition) -> Iterator[Panel]:
    """What stands on the pages of places and agencies; nothing before anything is published."""
    if tables.packages:
        accounts = edition.shared(village_accounts)
        yield from panels.of_places(accounts, accounts.books.registered)
        yield from panels.of_agencies(
            accounts, panels.by_agency(accounts, accounts.books.registered)
        )
        yield from glance.panels(edition)


def downloads(tables: Tables, edition: Edition) -> Iterator[Download]:
    """The items of each township, the entries of each year; nothing before publication."""
    if tables.packages:
        accounts = edition.shared(village_accounts)
        for code, books in places.towns(accounts).items():
            yield from _downloads(accounts, code, books)


def tasks(tables: Tables, edition: Edition) -> Iterator[Task]:
    """The index, each township, which sees the packages with its own books alone, its sheets."""
    yield Task("index", _index)
    towns, last = places.towns(edition.shared(village_accounts)), last_month(tables)
    for code, part in _parts(tables, towns).items():
        yield Task(code, partial(_town, code, last), part, given={"last_month": last})
        board = partial(_town_board, code, last)
        yield Task(f"{code}-board", board, part, given={"last_month": last})


def panel_tasks(tables: Tables, edition: Edition) -> Iterator[Task]:
    """The panels of each township's places, and of agencies that keep books of it alone.

    Those of other agencies are made together, and the county at a glance.
    """
    accounts, last = edition.shared(village_accounts), last_month(tables)
    towns = places.towns(accounts)
    town_of = {book: code for code, books in towns.items() for book in books}
    agencies = {
        name: {town_of[book] for book in books}
        for name, books in panels.by_agency(accounts, accounts.books.registered).items()
    }
    for code, part in _parts(tables, towns).items():
        agencies_of_place = tuple(name for name, codes in agencies.items() if codes == {code})
        given = {"last_month": last, "agencies": agencies_of_place}
        yield Task(code, partial(_town_panels, code, last, agencies_of_place), part, given)
    others = tuple(name for name, codes in agencies.items() if len(codes) > 1)
    yield Task("agencies", partial(_agency_panels, others), given={"agencies": others})
    yield Task("glance", glance.panels)


def _town_panels(
    code: str, last: int, agencies: Sequence[str], edition: Edition
) -> Iterator[Panel]:
    accounts = accounts_of(edition, last)
    books = places.towns(accounts)[code]
    yield from panels.of_places(accounts, books)
    yield from _of_agencies(accounts, books, agencies)


def _agency_panels(agencies: Sequence[str], edition: Edition) -> Iterator[Panel]:
    if agencies:
        accounts = edition.shared(village_accounts)
        yield from _of_agencies(accounts, accounts.books.registered, agencies)


def _of_agencies(
    accounts: VillageAccounts, books: Iterable[str], agencies: Sequence[str]
) -> Iterator[Panel]:
    book_ids_by_agency = panels.by_agency(accounts, books)
    return panels.of_agencies(accounts, {name: book_ids_by_agency[name] for name in agencies})


def _index(edition: Edition) -> Iterator[Page]:
    yield places.index(edition.shared(village_accounts))


def _town(code: str, last: int, edition: Edition) -> Iterator[Page | Download]:
    accounts = accounts_of(edition, last)
    books = places.towns(accounts)[code]
    yield from _pages(accounts, code, books)
    yield from _downloads(accounts, code, books)


def _town_board(code: str, last: int, edition: Edition) -> Iterator[Page]:
    accounts = accounts_of(edition, last)
    yield from town_board.pages(accounts, code, places.towns(accounts)[code])


def _pages(accounts: VillageAccounts, code: str, books: Sequence[str]) -> Iterator[Page]:
    yield from places.pages(accounts, code, books)
    yield glance.town_page(accounts.edition, code)
    yield from book.pages(accounts, books)


def _downloads(accounts: VillageAccounts, code: str, books: Sequence[str]) -> Iterator[Download]:
    yield items.download(accounts, code, books)
    yield from book.downloads(accounts, books)


def _parts(tables: Tables, towns: Mapping[str, Sequence[str]]) -> Mapping[str, KindPart | None]:
    """What the task of each township may see; None of one that has not published yet."""
    packages = _packages(tables, {book: code for code, books in towns.items() for book in books})
    return {
        code: KindPart("accounts", code, packages[code], SCOPE, frozenset(books))
        if code in packages
        else None
        for code, books in towns.items()
    }


def _packages(tables: Tables, towns: Mapping[str, str]) -> Mapping[str, frozenset[str]]:
    """By township, the paths of all packages with a row about one of its books.

    towns: the township of each book.
    """
    by_place: dict[str, set[str]] = {}
    for table in tables:
        if "book_id" in table.frame:
            rows = pd.DataFrame({"file": table.paths, "book": table.frame["book_id"].to_numpy()})
            for file, name in rows.drop_duplicates().itertuples(index=False):
                by_place.setdefault(towns[name], set()).add(file.rpartition("/")[0])
    return {code: frozenset(packages) for code, packages in by_place.items()}
