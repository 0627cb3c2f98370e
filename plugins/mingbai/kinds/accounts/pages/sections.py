"""A book -> what its pages read: sections of months, people, files."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from mingbai.kinds.accounts.books import Sheet, Shelf
from mingbai.kinds.accounts.disclosures import month_url
from mingbai.kinds.accounts.pages import months, proofs, sentences
from mingbai.kinds.accounts.pages.files import EntryFiles
from mingbai.kinds.accounts.pages.ledger import EXPENSE, INCOME, Ledgers, LedgerView
from mingbai.kinds.accounts.pages.schedules import Annex
from mingbai.kinds.accounts.pages.sentences import Most, Phrase
from mingbai.page import (
    ChartView,
    Fact,
    FileLink,
    Link,
    MonthRow,
    ProofLine,
    SumLine,
    TableView,
    month_name,
    month_zh,
)


@dataclass(frozen=True, slots=True)
class MonthSection:
    """One month in full: its facts, its sum, its lines, its proofs. id: the anchor (`06`)."""

    id: str
    title: str
    facts: tuple[Fact, ...]
    opinion: str
    sums: tuple[SumLine, ...]
    income: LedgerView
    expense: LedgerView
    proofs: tuple[ProofLine, ...]
    tables: tuple[TableView, ...]
    before: Link | None
    after: Link | None


@dataclass(frozen=True, slots=True)
class BookView:
    """book.html. latest is None where nothing was ever published."""

    about: str
    lead: tuple[tuple[Phrase, ...], ...]
    latest: MonthSection | None
    actions: tuple[Link, ...]
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
class Batch:
    """What is made by columns for some books at once, then cut for each page."""

    shelf: Shelf
    most: dict[int, Most]
    ledgers: Ledgers
    files: EntryFiles
    funds: Annex
    accounts: Annex
    plans: Annex
    statements: Annex

    def section(self, sheet: Sheet) -> MonthSection:
        """One month of a book."""
        month = sheet.period[5:]
        own = self.shelf.sheets[sheet.book_id]
        at = sheet.at - own[0].at
        annexes = (self.funds, self.accounts)
        found = [a.table((sheet.book_id, sheet.period), f"{month}-") for a in annexes]
        return MonthSection(
            id=month,
            title=month_zh(sheet.period),
            facts=_facts(self.shelf, sheet),
            opinion=sheet.review_note if isinstance(sheet.review_note, str) else "",
            sums=_sums(sheet, own[at - 1] if sheet.follows else None),
            income=self.ledgers.view(sheet.at, INCOME, f"{month}-income", sheet.income),
            expense=self.ledgers.view(sheet.at, EXPENSE, f"{month}-expense", sheet.expense),
            proofs=proofs.proof_lines(self.shelf, sheet),
            tables=tuple(table for table in found if table),
            before=_neighbour("上月", own[at - 1]) if at else None,
            after=_neighbour("下月", own[at + 1]) if at + 1 < len(own) else None,
        )

    def downloads(self, book_id: str, year: str) -> tuple[FileLink, ...]:
        """The year's entries as CSV and JSON; none for a year without a sheet."""
        own = self.shelf.positions(book_id, year)
        if not own:
            return ()
        csv, json = self.files.octets(own.start, own.stop)
        folder = f"/accounts/{book_id}/{year}"
        return (
            FileLink(f"{year} 年逐笔明细 CSV", f"{folder}/entries.csv", csv),
            FileLink(f"{year} 年逐笔明细 JSON", f"{folder}/entries.json", json),
        )


def _neighbour(word: str, sheet: Sheet) -> Link:
    return Link(f"{word}：{month_zh(sheet.period)}", month_url(sheet.book_id, sheet.period))


def _facts(shelf: Shelf, sheet: Sheet) -> tuple[Fact, ...]:
    """The status line: when, who reviewed it, how it was checked, where it came from."""
    package = shelf.tables.packages[sheet.package]
    url = f"/data/accounts/{package.publisher}/"
    facts = [
        Fact("公开", sheet.published.date()),
        Fact("理财小组", f"{sheet.review}（{sheet.reviewed_on.date().isoformat()}）"),
        Fact("核对", proofs.status(shelf, sheet)),
        Fact("数据", Link(f"{month_zh(sheet.period)}数据包", url)),
    ]
    if not pd.isna(sheet.posted_from):
        posted = f"{sheet.posted_from.date()} 至 {sheet.posted_to.date()}"
        facts.insert(2, Fact("张贴", posted))
    return tuple(facts)


def _sums(sheet: Sheet, before: Sheet | None) -> tuple[SumLine, ...]:
    """Opening + income − expense = closing, each figure opening into its lines."""
    month, name = sheet.period[5:], month_name(sheet.period)
    opening = SumLine(f"{name}初结余", sheet.opening)
    if before:
        url = month_url(before.book_id, before.period)
        opening = SumLine(f"{month_name(before.period)}末结余", sheet.opening, url)
    return (
        opening,
        SumLine(f"加：{name}收入", sheet.income, f"#{month}-income"),
        SumLine(f"减：{name}支出", sheet.expense, f"#{month}-expense"),
        SumLine(f"{name}末结余", sheet.closing, is_total=True),
    )


def lead(sheet: Sheet, most: dict[int, Most]) -> tuple[tuple[Phrase, ...], ...]:
    """The sheet in two sentences, or in one where nothing was spent."""
    both = (sentences.first(sheet), sentences.second(sheet, most.get(sheet.at)))
    return tuple(phrases for phrases in both if phrases)


def month_grid(shelf: Shelf, book_id: str, year: str | None = None) -> tuple[MonthRow, ...]:
    """The months of a book, all years or one."""
    return months.month_rows(book_id, shelf.duties.get(book_id, ()), year)
