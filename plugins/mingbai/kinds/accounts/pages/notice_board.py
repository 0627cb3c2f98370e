"""The last months of a book -> the notices 公示单 for the board: the newest, and a page a year.

The newest sheet stands at a short address. A year's sheets, with those that were corrected later,
are one page; the anchor of its address says which is shown and printed, the last without any. A
month that came late or was corrected has to be put up again, and has a page of its own, too. Each
sheet that is right has two further anchors: in 大字 on A3, and in words for the loudspeaker.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mingbai.check import clock
from mingbai.county import County
from mingbai.kinds.accounts.books import MonthlyStatement
from mingbai.kinds.accounts.disclosures import (
    board_again_url,
    board_url,
    board_year_url,
)
from mingbai.kinds.accounts.former_sheets import FormerSheet, former_sheets
from mingbai.kinds.accounts.pages import board_lines, board_sheets, crumbs, overdue
from mingbai.kinds.accounts.pages.board_lines import BoardLines
from mingbai.kinds.accounts.pages.board_sheets import BoardSheet
from mingbai.kinds.accounts.village_accounts import VillageAccounts
from mingbai.model import Crumb, Edition, Page
from mingbai.page import month_zh

_MONTHS = 12


@dataclass(frozen=True, slots=True)
class SheetLink:
    """A sheet that can be printed. id: under which it once stood on this page, "" for none."""

    id: str
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class BoardView:
    """notice_board.html: one or more sheets, of which one is shown and printed.

    months: which sheets there are, the newest first. is_year: whether each sheet has its lasting
    address on this page.
    """

    is_year: bool
    months: tuple[SheetLink, ...]
    sheets: tuple[BoardSheet, ...]


def former_lines(edition: Edition) -> Mapping[int, BoardLines]:
    """The lines of the former versions of all sheets, by the order of the version."""
    of_order: dict[int, list[FormerSheet]] = {}
    for sheets in edition.shared(former_sheets).values():
        for one in sheets:
            of_order.setdefault(one.version.order, []).append(one)
    return {
        order: board_lines.board_lines(
            sheets[0].accounts,
            sorted((one.statement for one in sheets), key=lambda s: s.position),
        )
        for order, sheets in of_order.items()
    }


def alone(accounts: VillageAccounts, book_id: str) -> list[MonthlyStatement]:
    """The months whose sheets have pages of their own: those to put up again, the newest last."""
    statements = accounts.books.monthly[book_id]
    again = _put_up_again(accounts, book_id)
    return [*(s for s in statements[-_MONTHS:-1] if s.period in again), statements[-1]]


def pages(accounts: VillageAccounts, book_id: str, lines: BoardLines) -> Iterator[Page]:
    """The newest sheet of a book, and each month that was late or corrected. lines: of these."""
    county, statements = accounts.county, accounts.books.monthly[book_id]
    *again, newest = [
        board_sheets.current(
            accounts, one, lines, is_spoken=board_sheets.is_announced(accounts, one)
        )
        for one in alone(accounts, book_id)
    ]
    band = overdue.of_book(accounts, book_id)
    page = _page(
        accounts,
        book_id,
        url=board_url(county, book_id),
        sheets=[newest],
        links=[_link(county, one, one.period[5:], _anchor(one)) for one in reversed(statements)],
    )
    yield replace(page, band=band, is_daily=band is not None)
    for sheet in again:
        yield _page(
            accounts,
            book_id,
            url=board_again_url(county, book_id, sheet.statement.period),
            sheets=[sheet],
            links=[SheetLink("", "最新一张", board_url(county, book_id))],
        )


def year_pages(
    accounts: VillageAccounts,
    book_id: str,
    year: str,
    statements: Sequence[MonthlyStatement],
    lines: BoardLines | None,
    *,
    is_spoken: bool,
) -> Iterator[Page]:
    """The sheets of a year, if there are any. statements: its months; lines: of these, if any."""
    sheets = [
        board_sheets.current(accounts, one, lines, is_spoken=is_spoken)
        for one in statements
        if lines
    ]
    every = [*_former(accounts, book_id, year), *sheets]
    every.sort(key=lambda sheet: (sheet.statement.period, sheet.void is None, sheet.id))
    if every:
        yield _page(
            accounts,
            book_id,
            url=board_year_url(accounts.county, book_id, year),
            sheets=every,
            links=[_sheet_link(accounts.county, sheet) for sheet in reversed(every)],
            year=year,
        )


def _page(
    accounts: VillageAccounts,
    book_id: str,
    *,
    url: str,
    sheets: Sequence[BoardSheet],
    links: Sequence[SheetLink],
    year: str = "",
) -> Page:
    """A page of sheets. year: whose sheets they are; "" where one of them stands alone."""
    book = accounts.books.registered[book_id]
    what = f"{year} 年" if year else month_zh(sheets[-1].statement.period)
    view = BoardView(
        is_year=bool(year),
        months=tuple(links),
        sheets=tuple(sheets),
    )
    return Page(
        url=url,
        template="accounts/pages/notice_board.html",
        title=f"{book.name}公示单，{what}",
        view=view,
        description=f"{book.name}张贴用的公示单，{what}，A4，每月一张。",
        crumbs=crumbs.of_book(accounts, book_id, Crumb(f"公示单，{what}")),
        section="村账",
    )


def _sheet_link(county: County, sheet: BoardSheet) -> SheetLink:
    return _link(county, sheet.statement, sheet.id, former="的旧版" if sheet.void else "")


def _link(
    county: County, statement: MonthlyStatement, anchor: str, id_: str = "", former: str = ""
) -> SheetLink:
    """Where a sheet stands in its year. anchor: its id there."""
    year = board_year_url(county, statement.book_id, statement.period[:4])
    return SheetLink(id_, f"{month_zh(statement.period)}{former}", f"{year}#{anchor}")


def _anchor(statement: MonthlyStatement) -> str:
    """`2606`: where a sheet stood on the book's page before there were pages of years."""
    return statement.period[2:].replace("-", "")


def _former(accounts: VillageAccounts, book_id: str, year: str) -> list[BoardSheet]:
    """The sheets of a book in a year that were replaced or taken back."""
    edition = accounts.edition
    former = edition.shared(former_sheets).get(book_id, ())
    of_year = [one for one in former if one.statement.period.startswith(year)]
    return [board_sheets.former(one, edition.shared(former_lines)) for one in of_year]


def _put_up_again(accounts: VillageAccounts, book_id: str) -> frozenset[str]:
    """The months of a book that came late or were corrected."""
    due_months = accounts.due_months.get(book_id, ())
    late = (due.period for due in due_months if due.state == clock.LATE)
    corrected = (month for book, month in accounts.corrected_months if book == book_id)
    return frozenset((*late, *corrected))
