"""A township's newest month -> all sheets that it has to put up, to be printed at one go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from mingbai.kinds.accounts.books import MonthlyStatement
from mingbai.kinds.accounts.disclosures import board_month_url, board_town_url, book_url
from mingbai.kinds.accounts.pages import board_lines, board_sheets, crumbs
from mingbai.kinds.accounts.pages.board_sheets import BoardSheet
from mingbai.kinds.accounts.village_accounts import VillageAccounts
from mingbai.model import Crumb, Page
from mingbai.page import NameTarget, month_zh

_MONTHS = 12  # an older month that is corrected is printed from its year


@dataclass(frozen=True, slots=True)
class TownBoardView:
    """town_board.html. names: the sheets, each leading to itself; missing: books without one.

    sheets: printed in the order of the names, each on a page of its own.
    """

    says: str
    names: tuple[NameTarget, ...]
    missing: tuple[NameTarget, ...]
    sheets: tuple[BoardSheet, ...]


def pages(accounts: VillageAccounts, town: str, books: Sequence[str]) -> Iterator[Page]:
    """One page of a township that has published anything."""
    published = [book for book in books if book in accounts.books.monthly]
    if not published:
        return
    period = max(accounts.books.monthly[book][-1].period for book in published)
    due = _to_put_up(accounts, published, period)
    lines = board_lines.board_lines(accounts, due)
    sheets = tuple(
        board_sheets.current(
            accounts, one, lines, is_spoken=board_sheets.is_announced(accounts, one)
        )
        for one in due
    )
    name, month = accounts.books.places[town].name, month_zh(period)
    behind = [book for book in books if _is_behind(accounts, book, period)]
    view = TownBoardView(
        says=(
            f"{month}的公开单，加上这以后补公开的和更正了的旧月份，一共 {len(sheets):,} 张，"
            "一本账一张 A4 纸。按一次打印就全有了，下面点一个名字看一张。"
        ),
        names=tuple(_target(accounts, one, period) for one in due),
        missing=tuple(NameTarget(_name(accounts, book), book_url(book)) for book in behind),
        sheets=sheets,
    )
    yield Page(
        url=board_town_url(accounts.county, town),
        template="accounts/pages/town_board.html",
        title=f"{name} {month}要张贴的公示单",
        view=view,
        description=f"{name}各村各组 {month}要张贴的公示单，一次打印。",
        crumbs=crumbs.of_town(town, name, Crumb("要张贴的公示单")),
        section="村账",
        is_indexed=False,
    )


def _to_put_up(
    accounts: VillageAccounts, books: Sequence[str], period: str
) -> list[MonthlyStatement]:
    """The month itself, and earlier ones that came or were corrected after it ended.

    In the order of their positions: book by book, the oldest first.
    """
    since = (pd.Period(period, "M") + 1).start_time
    return sorted(
        (
            statement
            for book in books
            for statement in accounts.books.monthly[book][-_MONTHS:]
            if statement.period == period or _day(accounts, statement) >= since
        ),
        key=lambda statement: statement.position,
    )


def _day(accounts: VillageAccounts, statement: MonthlyStatement) -> pd.Timestamp:
    """Since when a sheet is as it is: published, or corrected."""
    version = board_sheets.version_of(accounts, statement)
    if version is None or not version.is_corrected:
        return statement.published
    return max(statement.published, pd.Timestamp(version.day))


def _is_behind(accounts: VillageAccounts, book: str, period: str) -> bool:
    """Whether the clock asks for a month of this book, up to this one, that is not there."""
    latest = accounts.books.latest(book)
    newest = latest.period if latest else ""
    due_months = accounts.due_months.get(book, ())
    return any(newest < due.period <= period for due in due_months)


def _target(accounts: VillageAccounts, statement: MonthlyStatement, period: str) -> NameTarget:
    month = "" if statement.period == period else f" {month_zh(statement.period)}"
    url = board_month_url(accounts.county, statement.book_id, statement.period)
    return NameTarget(f"{_name(accounts, statement.book_id)}{month}", url)


def _name(accounts: VillageAccounts, book: str) -> str:
    return accounts.books.registered[book].name
