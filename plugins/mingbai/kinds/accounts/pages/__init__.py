"""Tables -> every page, panel and file of the village accounts, by township and year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from mingbai.kinds.accounts.coverage import last_month
from mingbai.kinds.accounts.pages import book, book_years, glance, items, panels, places, town_board
from mingbai.kinds.accounts.pages.book_years import BookYears
from mingbai.kinds.accounts.pages.parts import parts
from mingbai.kinds.accounts.village_accounts import (
    VillageAccounts,
    accounts_of,
    village_accounts,
)
from mingbai.model import Download, Edition, Page, Panel, Task
from mingbai.read import Tables


def pages(tables: Tables, edition: Edition) -> Iterator[Page]:
    """Index, then township by township: its pages, its books, their years and notices."""
    accounts = edition.shared(village_accounts)
    yield places.index(accounts)
    if tables.packages:
        known = edition.shared(parts)
        for code, books in known.towns.items():
            yield from _pages(accounts, code, books)
            yield from town_board.pages(accounts, code, books)
            for year in known.years(code):
                yield from book_years.pages(accounts, year, known.books(code, year))


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
        accounts, known = edition.shared(village_accounts), edition.shared(parts)
        for code, books in known.towns.items():
            yield items.download(accounts, code, books)
            for year in known.years(code):
                yield from book_years.downloads(accounts, year, known.books(code, year))


def tasks(tables: Tables, edition: Edition) -> Iterator[Task]:
    """The index, each township, which sees the packages with its own books alone, its years."""
    yield Task("index", _index)
    known, last = edition.shared(parts), last_month(tables)
    for code in known.towns:
        part = known.town(code)
        yield Task(code, partial(_town, code, last), part, given={"last_month": last})
        board = partial(_town_board, code, last)
        yield Task(f"{code}-board", board, part, given={"last_month": last})
        for year, part_of_year in known.years(code).items():
            books = known.books(code, year)
            run = partial(_town_year, year, books)
            yield Task(f"{code}-{year}", run, part_of_year, given={"books": books})


def panel_tasks(tables: Tables, edition: Edition) -> Iterator[Task]:
    """The panels of each township's places, and of agencies that keep books of it alone.

    Those of other agencies are made together, and the county at a glance.
    """
    accounts, last = edition.shared(village_accounts), last_month(tables)
    known = edition.shared(parts)
    towns = known.towns
    town_of = {book: code for code, books in towns.items() for book in books}
    agencies = {
        name: {town_of[book] for book in books}
        for name, books in panels.by_agency(accounts, accounts.books.registered).items()
    }
    for code in towns:
        agencies_of_place = tuple(name for name, codes in agencies.items() if codes == {code})
        given = {"last_month": last, "agencies": agencies_of_place}
        run = partial(_town_panels, code, last, agencies_of_place)
        yield Task(code, run, known.town(code), given)
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
    yield items.download(accounts, code, books)


def _town_year(year: str, books: BookYears, edition: Edition) -> Iterator[Page | Download]:
    accounts = edition.shared(village_accounts)
    yield from book_years.pages(accounts, year, books)
    yield from book_years.downloads(accounts, year, books)


def _town_board(code: str, last: int, edition: Edition) -> Iterator[Page]:
    accounts = accounts_of(edition, last)
    yield from town_board.pages(accounts, code, places.towns(accounts)[code])


def _pages(accounts: VillageAccounts, code: str, books: Sequence[str]) -> Iterator[Page]:
    yield from places.pages(accounts, code, books)
    yield glance.town_page(accounts.edition, code)
    yield from book.pages(accounts, books)
