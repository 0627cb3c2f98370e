"""Books -> a page each, a page for each of their years, a notice for the board."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
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
    ledger,
    months,
    notice_board,
    overdue,
    places,
    proofs,
    schedules,
    sentences,
    spending,
)
from mingbai.kinds.accounts.pages.files import entry_files
from mingbai.kinds.accounts.pages.people import people
from mingbai.kinds.accounts.pages.sections import Batch, BookView, LatestMonth, YearView
from mingbai.kinds.accounts.series import MONTHLY
from mingbai.kinds.accounts.village_accounts import VillageAccounts
from mingbai.model import Crumb, Download, Page
from mingbai.page import Link

SECTION = "村账"
_BESIDE = "一个点是一个村；每户花多少，用登记的户数算。花得少不一定好，花得多不一定不好。"
_ENTRIES = 50_000  # made into HTML at once: memory stays flat, columns stay long


def batches(accounts: VillageAccounts, books: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Books that have published in their order, some fifty thousand entries at a time."""
    starts, monthly = accounts.books.entries.starts, accounts.books.monthly
    batch: list[str] = []
    size = 0
    for book_id, statements in ((book, monthly[book]) for book in books if book in monthly):
        count = int(starts[statements[-1].position + 1] - starts[statements[0].position])
        if batch and size + count > _ENTRIES:
            yield tuple(batch)
            batch, size = [], 0
        batch.append(book_id)
        size += count
    if batch:
        yield tuple(batch)


def _batch(accounts: VillageAccounts, books: Sequence[str]) -> Batch:
    """Everything of these books that is written by columns."""
    monthly, tables = accounts.books.monthly, accounts.tables
    statements = [statement for book in books for statement in monthly[book]]
    latest = [monthly[book][-1] for book in books]
    return Batch(
        accounts=accounts,
        ledgers=ledger.ledgers(accounts, statements),
        spending=spending.spending(accounts, latest),
        board=board_lines.board_lines(accounts, statements),
        by_item=schedules.by_item(tables, books),
        funds=schedules.funds(tables, books),
        trial_balances=schedules.trial_balances(tables, books),
        plans=schedules.plans(tables, books),
        statements=schedules.statements(tables, books),
        postings=schedules.postings(tables, books),
        balances_due=schedules.balances_due(tables, books),
        assemblies=schedules.assemblies(tables, books),
    )


def pages(accounts: VillageAccounts, books: Sequence[str]) -> Iterator[Page]:
    """Each of these registered books, its years and its notice for the board."""
    for some in batches(accounts, books):
        batch = _batch(accounts, some)
        for book_id in some:
            yield _book(batch, book_id)
            for year in accounts.books.years[book_id]:
                yield _year(batch, book_id, year)
            yield from notice_board.pages(accounts, book_id, batch.board)
            yield items.book_page(accounts, book_id)
    for book_id in books:
        if book_id not in accounts.books.monthly:
            yield _empty(accounts, book_id)


def downloads(accounts: VillageAccounts, books: Sequence[str]) -> Iterator[Download]:
    """The entries of every year of these books as CSV; JSON has the whole ledger alone."""
    files = accounts.tables.shared(entry_files)
    for book_id in (book for book in books if book in accounts.books.monthly):
        for year in accounts.books.years[book_id]:
            positions = accounts.books.positions(book_id, year)
            if positions:
                folder, span = year_url(book_id, year), (positions.start, positions.stop)
                yield Download(f"{folder}entries.csv", partial(files.csv, *span))


def _book(batch: Batch, book_id: str) -> Page:
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
            Link("订阅更新", _feed(accounts, book_id)),
        ),
        downloads=tuple(f for year in years for f in batch.downloads(book_id, year)),
        chart=months.chart(accounts, book_id),
        years=tuple(Link(f"{year} 年", year_url(book_id, year)) for year in years),
        plan=batch.plans.table((book_id, latest.period[:4])),
    )
    return _page(accounts, book_id, view)


def _latest(batch: Batch, statement: MonthlyStatement) -> LatestMonth:
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
        section=replace(batch.section(statement), after=_next(accounts, statement)),
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
        feed=_feed(accounts, book_id),
        band=overdue.of_book(accounts, book_id),
        is_daily=True,
        open_panels=2,
    )


def _feed(accounts: VillageAccounts, book_id: str) -> str:
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


def _year(batch: Batch, book_id: str, year: str) -> Page:
    accounts = batch.accounts
    statements = [s for s in accounts.books.monthly[book_id] if s.period.startswith(year)]
    years = accounts.books.years[book_id]
    at = years.index(year)
    tables = [
        batch.plans.table((book_id, year)),
        batch.statements.table((book_id, year, "资产负债表")),
        batch.statements.table((book_id, year, "收益分配表")),
        batch.assemblies.table((book_id, year)),
    ]
    ledgers = batch.ledgers
    view = YearView(
        months=months.month_rows(accounts, book_id, year),
        sections=tuple(batch.section(s, ledgers) for s in statements),
        tables=tuple(table for table in tables if table),
        proofs=proofs.statement_lines(accounts, book_id, year),
        downloads=batch.downloads(book_id, year),
        before=_other(book_id, "上年", years, at + 1),
        after=_other(book_id, "下年", years, at - 1),
    )
    name = accounts.books.registered[book_id].name
    return Page(
        url=year_url(book_id, year),
        template="accounts/pages/year.html",
        title=f"{name} {year} 年",
        view=view,
        description=f"{name} {year} 年各月逐笔收支、财务计划和年度报表。",
        crumbs=crumbs.of_book(accounts, book_id, Crumb(f"{year} 年")),
        section=SECTION,
        feed=_feed(accounts, book_id),
        is_daily=months.is_open(accounts, book_id, year),
    )


def _other(book_id: str, word: str, years: Sequence[str], at: int) -> Link | None:
    if not 0 <= at < len(years):
        return None
    return Link(f"{word}：{years[at]} 年", year_url(book_id, years[at]))
