"""A year of books -> a page each, its sheets for the board, its entries as CSV.

A task makes one year of a township, and sees the packages of that year alone: what is said of other
years is given to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain

from mingbai.kinds.accounts.books import MonthlyStatement
from mingbai.kinds.accounts.disclosures import year_url
from mingbai.kinds.accounts.pages import (
    board_lines,
    book,
    crumbs,
    ledger,
    months,
    notice_board,
    proofs,
    schedules,
)
from mingbai.kinds.accounts.pages.batches import batches
from mingbai.kinds.accounts.pages.files import entry_files
from mingbai.kinds.accounts.pages.sections import Months, YearView, year_files
from mingbai.kinds.accounts.village_accounts import VillageAccounts
from mingbai.model import Crumb, Download, Page
from mingbai.page import Link


@dataclass(frozen=True, slots=True)
class BookYear:
    """What a year of a book has to be told of the others.

    is_published: whether anything of the book is of this year; a sheet may have been taken back.
    before, after: the published years next to it, "" where there is none. is_newest: whether the
    newest month of the book lies in it.
    """

    is_published: bool
    before: str
    after: str
    is_newest: bool


BookYears = Mapping[str, BookYear]


def pages(accounts: VillageAccounts, year: str, books: BookYears) -> Iterator[Page]:
    """The year of each of these books, with its sheets for the board."""
    monthly = accounts.books.monthly
    shown = {
        book: [one for one in monthly.get(book, ()) if one.period.startswith(year)]
        for book in books
    }
    for statements in batches(accounts, shown):
        batch = _batch(accounts, year, statements)
        for book_id, of_book in statements.items():
            known = books[book_id]
            if known.is_published:
                yield _year(batch, book_id, year, of_book, known)
            yield from notice_board.year_pages(
                accounts, book_id, year, of_book, batch.board, is_spoken=known.is_newest
            )


def downloads(accounts: VillageAccounts, year: str, books: BookYears) -> Iterator[Download]:
    """The entries of the year of each of these books as CSV; JSON has the whole ledger alone."""
    files = accounts.tables.shared(entry_files)
    for book_id in books:
        positions = accounts.books.positions(book_id, year)
        if positions:
            folder, span = year_url(book_id, year), (positions.start, positions.stop)
            yield Download(f"{folder}entries.csv", partial(files.csv, *span))


@dataclass(frozen=True)
class _YearBatch:
    """What is made by columns for a year of some books at once, then cut for each page.

    ledgers, board: None of a year without a month.
    """

    months: Months
    ledgers: ledger.Ledgers | None
    board: board_lines.BoardLines | None
    plans: schedules.Schedules
    statements: schedules.Schedules
    assemblies: schedules.Schedules


def _batch(
    accounts: VillageAccounts, year: str, statements: Mapping[str, Sequence[MonthlyStatement]]
) -> _YearBatch:
    """statements: of the year, by book; none of a book that published something else in it."""
    tables, every = accounts.tables, [*chain.from_iterable(statements.values())]
    wanted = schedules.Wanted(statements.keys(), {year})
    return _YearBatch(
        months=Months(accounts, schedules.of_months(tables, every)),
        ledgers=ledger.ledgers(accounts, every) if every else None,
        board=board_lines.board_lines(accounts, every) if every else None,
        plans=schedules.plans(tables, wanted),
        statements=schedules.statements(tables, wanted),
        assemblies=schedules.assemblies(tables, wanted),
    )


def _year(
    batch: _YearBatch,
    book_id: str,
    year: str,
    statements: Sequence[MonthlyStatement],
    known: BookYear,
) -> Page:
    accounts = batch.months.accounts
    tables = [
        batch.plans.table((book_id, year)),
        batch.statements.table((book_id, year, "资产负债表")),
        batch.statements.table((book_id, year, "收益分配表")),
        batch.assemblies.table((book_id, year)),
    ]
    view = YearView(
        months=months.month_rows(accounts, book_id, year),
        sections=tuple(batch.months.section(one, batch.ledgers) for one in statements),
        tables=tuple(table for table in tables if table),
        proofs=proofs.statement_lines(accounts, book_id, year),
        downloads=year_files(accounts, book_id, year),
        before=_other(book_id, "上年", known.before),
        after=_other(book_id, "下年", known.after),
    )
    name = accounts.books.registered[book_id].name
    return Page(
        url=year_url(book_id, year),
        template="accounts/pages/year.html",
        title=f"{name} {year} 年",
        view=view,
        description=f"{name} {year} 年各月逐笔收支、财务计划和年度报表。",
        crumbs=crumbs.of_book(accounts, book_id, Crumb(f"{year} 年")),
        section=book.SECTION,
        feed=book.feed(accounts, book_id),
        is_daily=months.is_open(accounts, book_id, year),
    )


def _other(book_id: str, word: str, year: str) -> Link | None:
    return Link(f"{word}：{year} 年", year_url(book_id, year)) if year else None
