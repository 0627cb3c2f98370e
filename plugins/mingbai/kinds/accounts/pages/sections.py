"""A book -> what its pages read: sections of months, people, files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd
from markupsafe import Markup

from mingbai.dates import iso
from mingbai.kinds.accounts.books import MonthlyStatement
from mingbai.kinds.accounts.disclosures import board_month_url, month_url, year_url
from mingbai.kinds.accounts.pages import proofs
from mingbai.kinds.accounts.pages.files import entry_files
from mingbai.kinds.accounts.pages.ledger import EXPENSE, INCOME, Ledgers
from mingbai.kinds.accounts.pages.schedules import Schedules
from mingbai.kinds.accounts.pages.sentences import Phrase
from mingbai.kinds.accounts.village_accounts import VillageAccounts
from mingbai.page import (
    Alarm,
    ChartView,
    DueDay,
    Fact,
    FileLink,
    LedgerView,
    Link,
    Mark,
    MonthRow,
    NameTarget,
    ProofLine,
    Purpose,
    SumLine,
    TableView,
    formats,
    month_name,
    month_zh,
)
from mingbai.read import Package


@dataclass(frozen=True, slots=True)
class MonthSection:
    """One month in full: its facts, its sum, its entries, its proofs. id: the anchor (`06`).

    income, expense: None where the entries stand elsewhere.
    """

    id: str
    title: str
    facts: tuple[Fact, ...]
    opinion: str
    sums: tuple[SumLine, ...]
    income: LedgerView | None
    expense: LedgerView | None
    proofs: tuple[ProofLine, ...]
    tables: tuple[TableView, ...]
    before: Link | None
    after: Link | None


@dataclass(frozen=True, slots=True)
class Card:
    """A card to cut out and put up: whose book, its address and code, whom to call."""

    title: str
    code: Markup
    address: str
    says: str
    phone: Link | None


@dataclass(frozen=True, slots=True)
class LatestMonth:
    """The newest month of a book in short. section: without its lines.

    expense, income: what for, the largest first. lines: the link to all its lines. beside: the same
    month compared.
    """

    lead: tuple[tuple[Phrase, ...], ...]
    section: MonthSection
    expense: tuple[Purpose, ...]
    income: tuple[Purpose, ...]
    lines: Link
    beside: tuple[ChartView, ...]
    beside_note: str


@dataclass(frozen=True, slots=True)
class BookView:
    """book.html. mark: how the book stands; alarm: what that means where its last month was late.

    latest is None where nothing was ever published. groups: the books of the village's groups.
    """

    about: str
    mark: Mark | None
    alarm: Alarm | None
    latest: LatestMonth | None
    next_day: DueDay | None
    office: tuple[Fact, ...]
    groups: tuple[NameTarget, ...]
    actions: tuple[Link, ...]
    ask: tuple[str, ...]
    card: Card
    downloads: tuple[FileLink, ...]
    chart: ChartView | None
    months: tuple[MonthRow, ...]
    years: tuple[Link, ...]
    plan: TableView | None
    people: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class YearView:
    """year.html: every month of one year, each entry with an address of its own."""

    months: tuple[MonthRow, ...]
    sections: tuple[MonthSection, ...]
    tables: tuple[TableView, ...]
    proofs: tuple[ProofLine, ...]
    downloads: tuple[FileLink, ...]
    before: Link | None
    after: Link | None


@dataclass(frozen=True)
class Months:
    """What is made by columns for some months of some books at once, then cut for each page."""

    accounts: VillageAccounts
    schedules: tuple[Schedules, ...]

    def section(self, statement: MonthlyStatement, ledgers: Ledgers | None = None) -> MonthSection:
        """One month of a book, with its entries where their ledgers are given.

        Without them it is the newest one, whose sheet the page of the book offers by a button.
        """
        month = statement.period[5:]
        months_of_book = self.accounts.books.monthly[statement.book_id]
        at = statement.position - months_of_book[0].position
        before = months_of_book[at - 1] if at else None
        after = months_of_book[at + 1] if at + 1 < len(months_of_book) else None
        key = (statement.book_id, statement.period)
        schedules = [schedule.table(key, f"{month}-") for schedule in self.schedules]
        sheet = (_sheet(self.accounts, statement),) if ledgers else ()
        return MonthSection(
            id=month,
            title=month_zh(statement.period),
            facts=(*_facts(self.accounts, statement), *sheet),
            opinion=statement.review_note if isinstance(statement.review_note, str) else "",
            sums=_sums(statement, before if statement.follows else None),
            income=ledgers.view(statement, INCOME, f"{month}-income") if ledgers else None,
            expense=ledgers.view(statement, EXPENSE, f"{month}-expense") if ledgers else None,
            proofs=proofs.proof_lines(self.accounts, statement),
            tables=tuple(table for table in schedules if table),
            before=_neighbour("上月", before) if before else None,
            after=_neighbour("下月", after) if after else None,
        )


def year_files(accounts: VillageAccounts, book_id: str, year: str) -> tuple[FileLink, ...]:
    """The year's entries as CSV; none for a year without a monthly statement."""
    positions = accounts.books.positions(book_id, year)
    if not positions:
        return ()
    files = accounts.tables.shared(entry_files)
    octets = files.octets(positions.start, positions.stop)
    url = f"{year_url(book_id, year)}entries.csv"
    return (FileLink(f"{year} 年逐笔明细 CSV", url, octets),)


def _neighbour(word: str, statement: MonthlyStatement) -> Link:
    url = month_url(statement.book_id, statement.period)
    return Link(f"{word}：{month_zh(statement.period)}", url)


def _facts(accounts: VillageAccounts, statement: MonthlyStatement) -> tuple[Fact, ...]:
    """The status line: when, who reviewed it, how it was checked, where it came from."""
    package = accounts.tables.packages[statement.package]
    url = f"/data/accounts/{package.publisher}/"
    facts = [
        Fact("公开", _public(package)),
        Fact("理财小组", f"{statement.review}（{iso(statement.reviewed_on)}）"),
        Fact("核对", proofs.status(accounts, statement)),
        Fact("数据", Link(f"{month_zh(statement.period)}数据包", url)),
    ]
    if not pd.isna(statement.posted_from):
        posted = f"{iso(statement.posted_from)} 至 {iso(statement.posted_to)}"
        facts.insert(2, Fact("张贴", posted))
    return tuple(facts)


def _sheet(accounts: VillageAccounts, statement: MonthlyStatement) -> Fact:
    """Where the month is printed for the board."""
    url = board_month_url(accounts.county, statement.book_id, statement.period)
    return Fact("公示单", Link("打印", url))


def _public(package: Package) -> date | str:
    """The day, or where it was dated back both days."""
    published, since = package.published, package.public_since
    return published if since == published else formats.public_days(published, since)


def _sums(statement: MonthlyStatement, before: MonthlyStatement | None) -> tuple[SumLine, ...]:
    """Opening + income − expense = closing, each figure opening into its entries."""
    month, name = statement.period[5:], month_name(statement.period)
    opening = SumLine(f"{name}初结余", statement.opening)
    if before:
        url = month_url(before.book_id, before.period)
        opening = SumLine(f"{month_name(before.period)}末结余", statement.opening, url)
    return (
        opening,
        SumLine(f"加：{name}收入", statement.income, f"#{month}-income"),
        SumLine(f"减：{name}支出", statement.expense, f"#{month}-expense"),
        SumLine(f"{name}末结余", statement.closing),
    )
