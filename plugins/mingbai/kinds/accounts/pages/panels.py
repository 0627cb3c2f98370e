"""Books -> what stands on the pages of their places and of those who keep them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mingbai.check import clock
from mingbai.kinds.accounts.books import Shelf
from mingbai.kinds.accounts.disclosures import book_url, month_url
from mingbai.kinds.accounts.pages import places, sentences
from mingbai.kinds.accounts.pages.sentences import Most
from mingbai.model import Panel
from mingbai.page import Link, Mark, month_zh

_MOST = 12  # books shown on a place's page before the rest is left to the township's list


@dataclass(frozen=True, slots=True)
class BookLine:
    """One book: its latest month in two sentences."""

    book: Link
    month: Link | None
    mark: Mark
    says: str


@dataclass(frozen=True, slots=True)
class BooksView:
    """books.html, on the page of a village or group."""

    books: tuple[BookLine, ...]
    more: Link | None


@dataclass(frozen=True, slots=True)
class KeeperView:
    """keeper.html, on the page of a township and of the agency that keeps its books."""

    says: str
    all: Link


def panels(shelf: Shelf, most: dict[int, Most]) -> Iterator[Panel]:
    """最近的账 on villages and groups, 村账 on townships, 代管的村账 on keepers."""
    if not shelf.tables.packages:
        return
    yield from _places(shelf, most)
    kept: dict[str, list[str]] = {}
    for book_id, book in shelf.books.items():
        kept.setdefault(book.keeper, []).append(book_id)
    for keeper, own in sorted(kept.items()):
        view = _keeper(shelf, own)
        yield Panel(("agency", keeper), 40, "代管的村账", "accounts/pages/keeper.html", view)


def _places(shelf: Shelf, most: dict[int, Most]) -> Iterator[Panel]:
    own: dict[str, list[str]] = {}
    for book_id, told in shelf.books.items():
        code = told.place_code
        while shelf.places[code].kind != "县":
            own.setdefault(code, []).append(book_id)
            code = str(shelf.places[code].parent_code)
    for code, books in sorted(own.items()):
        if shelf.places[code].kind == "乡镇":
            yield Panel(
                ("place", code), 20, "村账", "accounts/pages/keeper.html", _keeper(shelf, books)
            )
            continue
        lines = tuple(_line(shelf, most, book) for book in books[:_MOST])
        more = Link(f"全部 {len(books)} 本账", "/accounts/") if len(books) > _MOST else None
        view = BooksView(lines, more)
        yield Panel(("place", code), 20, "最近的账", "accounts/pages/books.html", view)


def _line(shelf: Shelf, most: dict[int, Most], book_id: str) -> BookLine:
    book = Link(shelf.books[book_id].name, book_url(book_id))
    mark = places.standing(shelf, book_id)
    if book_id not in shelf.sheets:
        return BookLine(book, None, mark, "还没有公开。")
    sheet = shelf.sheets[book_id][-1]
    month = Link(month_zh(sheet.period), month_url(book_id, sheet.period))
    says = sentences.plain(sentences.first(sheet))
    says += sentences.plain(sentences.second(sheet, most.get(sheet.at)))
    return BookLine(book, month, mark, says)


def _keeper(shelf: Shelf, books: Sequence[str]) -> KeeperView:
    """How many books, and how the newest month that fell due was published."""
    due = [d for b in books for d in shelf.duties.get(b, ()) if d.state != clock.WAITING]
    says = f"{len(books):,} 本账。"
    if due:
        period = max(d.period for d in due)
        own = [d.state for d in due if d.period == period]
        says += (
            f"{month_zh(period)}应公开 {len(own):,} 本，按时公开 {own.count(clock.ON_TIME):,} 本，"
            f"迟公开 {own.count(clock.LATE):,} 本，未公开 {own.count(clock.MISSING):,} 本。"
        )
    town = shelf.town_of(shelf.books[books[0]].place_code)
    return KeeperView(says, Link("各村各组的账", places.town_url(town)))
