"""Books -> a page each, its newest notice for the board, what it disclosed item by item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

import pandas as pd

from mingbai.county import MONTH_DUE_DAY, QUARTER_DUE_DAY
from mingbai.kinds.accounts.books import MonthlyStatement
from mingbai.kinds.accounts.disclosures import board_url, book_url, month_url, year_url
from mingbai.kinds.accounts.pages import (
    around,
    beside,
    board_lines,
    crumbs,
    items,
    months,
    notice_board,
    overdue,
    places,
    schedules,
    sentences,
    spending,
)
from mingbai.kinds.accounts.pages.batches import batches
from mingbai.kinds.accounts.pages.people import people
from mingbai.kinds.accounts.pages.sections import BookView, LatestMonth, Months, year_files
from mingbai.kinds.accounts.series import MONTHLY
from mingbai.kinds.accounts.village_accounts import VillageAccounts
from mingbai.model import Page
from mingbai.page import Link

SECTION = "村账"
_BESIDE = "一个点是一个村；每户花多少，用登记的户数算。花得少不一定好，花得多不一定不好。"


def pages(accounts: VillageAccounts, books: Sequence[str]) -> Iterator[Page]:
    """Each of these registered books, its newest notice for the board, its items."""
    monthly = accounts.books.monthly
    shown = {book: notice_board.alone(accounts, book) for book in books if book in monthly}
    for statements in batches(accounts, shown):
        batch = _batch(accounts, statements)
        for book_id in statements:
            yield _book(batch, book_id)
            yield from notice_board.pages(accounts, book_id, batch.board)
            yield items.book_page(accounts, book_id)
    for book_id in books:
        if book_id not in monthly:
            yield _empty(accounts, book_id)


@dataclass(frozen=True)
class _BookBatch:
    """What is made by columns for the pages of some books at once, then cut for each.

    months, spending, plans: of the newest months and their years. board: of those whose sheets
    stand alone.
    """

    accounts: VillageAccounts
    months: Months
    spending: spending.Spending
    plans: schedules.Schedules
    board: board_lines.BoardLines


def _batch(
    accounts: VillageAccounts, statements: Mapping[str, Sequence[MonthlyStatement]]
) -> _BookBatch:
    """statements: those whose sheets stand alone, by book, the newest of each last."""
    tables = accounts.tables
    latest = [of_book[-1] for of_book in statements.values()]
    years = schedules.Wanted(statements.keys(), {one.period[:4] for one in latest})
    return _BookBatch(
        accounts=accounts,
        months=Months(accounts, schedules.of_months(tables, latest)),
        spending=spending.spending(accounts, latest),
        plans=schedules.plans(tables, years),
        board=board_lines.board_lines(accounts, [*chain.from_iterable(statements.values())]),
    )


def _book(batch: _BookBatch, book_id: str) -> Page:
    accounts = batch.accounts
    latest = accounts.books.monthly[book_id][-1]
    years = accounts.books.years[book_id]
    view = BookView(
        **_known(accounts, book_id),
        latest=_latest(batch, latest),
        actions=(
            Link("打印公示单", board_url(accounts.county, book_id)),
            Link("全年逐笔", year_url(book_id, latest.period[:4])),
            Link("44 项公开了哪些", items.book_items_url(book_id)),
            Link("订阅更新", feed(accounts, book_id)),
        ),
        downloads=tuple(f for year in years for f in year_files(accounts, book_id, year)),
        chart=months.chart(accounts, book_id),
        years=tuple(Link(f"{year} 年", year_url(book_id, year)) for year in years),
        plan=batch.plans.table((book_id, latest.period[:4])),
    )
    return _page(accounts, book_id, view)


def _latest(batch: _BookBatch, statement: MonthlyStatement) -> LatestMonth:
    """The newest month in short: sum, purposes, and how it compares."""
    accounts = batch.accounts
    count = int(accounts.books.entries.count[statement.position])
    url = month_url(statement.book_id, statement.period)
    charts = (
        beside.with_itself(accounts, statement),
        beside.with_villages(accounts, statement),
    )
    return LatestMonth(
        lead=sentences.lead(accounts.tables, statement),
        section=replace(batch.months.section(statement), after=_next(accounts, statement)),
        expense=batch.spending.of(statement, spending.EXPENSE),
        income=batch.spending.of(statement, spending.INCOME),
        lines=Link(f"这个月的 {count:,} 笔，经手、证明、审批都在", url),
        beside=tuple(chart for chart in charts if chart),
        beside_note=_BESIDE if charts[1] else "",
    )


def _empty(accounts: VillageAccounts, book_id: str) -> Page:
    """A registered book that nobody has published yet."""
    view = BookView(
        **_known(accounts, book_id),
        latest=None,
        actions=(),
        downloads=(),
        chart=None,
        years=(),
        plan=None,
    )
    return _page(accounts, book_id, view)


def _known(accounts: VillageAccounts, book_id: str) -> Mapping[str, Any]:
    """What is said of every registered book, published or not."""
    mark = places.standing(accounts, [book_id])[0]
    return {
        "about": _about(accounts, book_id),
        "mark": mark,
        "alarm": overdue.late(accounts, book_id, mark),
        "next_day": around.next_day(accounts, book_id),
        "office": around.office(accounts, book_id),
        "groups": places.group_targets(accounts, book_id),
        "ask": around.how_to_ask(accounts, book_id),
        "card": around.card(accounts, book_id),
        "months": months.month_rows(accounts, book_id),
        "people": people(accounts, book_id),
    }


def _page(accounts: VillageAccounts, book_id: str, view: BookView) -> Page:
    name = accounts.books.registered[book_id].name
    return Page(
        url=book_url(book_id),
        template="accounts/pages/book.html",
        title=name,
        view=view,
        description=f"{name}：最近一个月的公开单、各月收支和逐笔明细。",
        crumbs=crumbs.of_book(accounts, book_id),
        section=SECTION,
        subject=("book", book_id),
        feed=feed(accounts, book_id),
        band=overdue.of_book(accounts, book_id),
        is_daily=True,
        open_panels=2,
    )


def feed(accounts: VillageAccounts, book_id: str) -> str:
    """The feed of the book's place: what is new there, this book's months among it."""
    return f"/feeds/places/{accounts.books.registered[book_id].place_code}.atom"


def _about(accounts: VillageAccounts, book_id: str) -> str:
    county = accounts.county
    rhythm = county.books["rhythm"][book_id]
    if pd.isna(rhythm) or rhythm == MONTHLY:
        day = county.threshold(MONTH_DUE_DAY)
        return f"账簿编号 {book_id}，每月 {day} 日前公开上月的账。"
    what, day = rhythm.removeprefix("按"), county.threshold(QUARTER_DUE_DAY)
    return f"账簿编号 {book_id}，每{what}过后，次月 {day} 日前公开这{what}各月的账。"


def _next(accounts: VillageAccounts, statement: MonthlyStatement) -> Link:
    """What is known of the month after the latest one."""
    due_months = accounts.due_months.get(statement.book_id, ())
    later = [due for due in due_months if due.period > statement.period]
    return Link(f"下月：{months.mark(later[0]).text if later else '未到期'}")
