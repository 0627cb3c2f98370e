"""Books -> what stands on the pages of their places and of the agencies that keep them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from mingbai.check import clock
from mingbai.kinds.accounts.disclosures import book_url, month_url, town_url
from mingbai.kinds.accounts.pages import months, overdue, places, proofs, sentences
from mingbai.kinds.accounts.village_accounts import VillageAccounts
from mingbai.model import Panel
from mingbai.page import Link, Mark, month_zh

_SUMMARY, _BOOKS = "accounts/pages/agency.html", "accounts/pages/books.html"
_MOST = 12  # books shown on a place's page before the rest is left to the township's list


@dataclass(frozen=True, slots=True)
class BookLine:
    """One book: its latest month in two sentences, and how many reminders that month has."""

    book: Link
    month: Link | None
    mark: Mark | None
    says: str
    reminders: str = ""


@dataclass(frozen=True, slots=True)
class BooksView:
    """books.html, on the page of a village or group."""

    books: tuple[BookLine, ...]
    more: Link | None


@dataclass(frozen=True, slots=True)
class AgencyBooksView:
    """agency.html, on the page of a township and of the agency that keeps its books."""

    says: str
    all: Link


def of_places(accounts: VillageAccounts, book_ids: Iterable[str]) -> Iterator[Panel]:
    """最近的账 on the villages and groups of all books of a township, 村账 on the township."""
    by_place: dict[str, list[str]] = {}
    for book_id in book_ids:
        for code in accounts.books.line_of(accounts.books.registered[book_id].place_code):
            by_place.setdefault(code, []).append(book_id)
    for code, books_of_place in sorted(by_place.items()):
        yield _of_place(accounts, code, books_of_place)


def of_agencies(
    accounts: VillageAccounts, by_agency: Mapping[str, Sequence[str]]
) -> Iterator[Panel]:
    """代管的村账 on agencies. by_agency: all books that each keeps."""
    for agency, book_ids in sorted(by_agency.items()):
        view, band = _summary(accounts, book_ids), overdue.of_many(accounts, book_ids)
        yield Panel(
            subject=("agency", agency),
            order=40,
            title="代管的村账",
            template=_SUMMARY,
            view=view,
            band=band,
            is_daily=True,
        )


def by_agency(accounts: VillageAccounts, book_ids: Iterable[str]) -> Mapping[str, Sequence[str]]:
    """Of these books those that each agency keeps."""
    books_by_agency: dict[str, list[str]] = {}
    for book_id in book_ids:
        books_by_agency.setdefault(accounts.books.registered[book_id].agency, []).append(book_id)
    return books_by_agency


def _of_place(accounts: VillageAccounts, code: str, book_ids: Sequence[str]) -> Panel:
    is_town = accounts.books.places[code].kind == "乡镇"
    return Panel(
        subject=("place", code),
        order=20,
        title="村账" if is_town else "最近的账",
        template=_SUMMARY if is_town else _BOOKS,
        view=_summary(accounts, book_ids) if is_town else _books(accounts, book_ids),
        band=overdue.of_place(accounts, book_ids),
        is_daily=True,
    )


def _books(accounts: VillageAccounts, book_ids: Sequence[str]) -> BooksView:
    first_books = places.in_order(accounts, book_ids)[:_MOST]
    marks = places.standing(accounts, first_books)
    lines = tuple(map(partial(_line, accounts), first_books, marks))
    more = Link(f"全部 {len(book_ids)} 本账", "/accounts/") if len(book_ids) > _MOST else None
    return BooksView(lines, more)


def _line(accounts: VillageAccounts, book_id: str, mark: Mark | None) -> BookLine:
    book = Link(accounts.books.registered[book_id].name, book_url(book_id))
    statement = accounts.books.latest(book_id)
    if statement is None:
        return BookLine(book, None, mark, "还没有公开。")
    month = Link(month_zh(statement.period), month_url(book_id, statement.period))
    lead = sentences.lead(accounts.tables, statement)
    count = proofs.reminder_count(accounts, statement)
    reminders = f"有 {count} 项提醒" if count else ""
    return BookLine(book, month, mark, "".join(sentences.plain(s) for s in lead), reminders)


def _summary(accounts: VillageAccounts, book_ids: Sequence[str]) -> AgencyBooksView:
    """How many books, and how the newest month that fell due was published."""
    fallen_due = [due for book in book_ids for due in months.fallen_due(accounts, book)]
    says = f"{len(book_ids):,} 本账。"
    if fallen_due:
        period = max(due.period for due in fallen_due)
        states = [due.state for due in fallen_due if due.period == period]
        says += (
            f"{month_zh(period)}应公开 {len(states):,} 本，"
            f"按时公开 {states.count(clock.ON_TIME):,} 本，"
            f"迟公开 {states.count(clock.LATE):,} 本，"
            f"未公开 {states.count(clock.UNPUBLISHED):,} 本。"
        )
    town = accounts.books.town_of(accounts.books.registered[book_ids[0]].place_code)
    return AgencyBooksView(says, Link("各村各组的账", town_url(town)))
