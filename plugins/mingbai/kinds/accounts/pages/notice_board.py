"""The last months of a book -> the A4 notices 公示单 for the board, each with a code to its page.

One page holds the sheets of twelve months; the anchor of its address says which is shown and
printed, the newest without any. So a sheet can be printed again, and its address stays short.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import segno
from markupsafe import Markup

from mingbai.county import County
from mingbai.dates import iso
from mingbai.kinds.accounts.books import MonthlyStatement
from mingbai.kinds.accounts.contacts import Agency
from mingbai.kinds.accounts.disclosures import book_url, month_url
from mingbai.kinds.accounts.pages import overdue, proofs
from mingbai.kinds.accounts.pages.board_lines import BoardLines
from mingbai.kinds.accounts.sheet_versions import SheetVersion, sheet_versions
from mingbai.kinds.accounts.thresholds import BOARD_KEEP_DAYS
from mingbai.kinds.accounts.village_accounts import Posting, VillageAccounts
from mingbai.model import HOME_CRUMB, Crumb, Page
from mingbai.page import Link, month_zh

_MONTHS = 12
_COUNTY_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs a sheet. name: printed, "" where it is written by hand alone."""

    title: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class BoardSheet:
    """One month as it hangs on the board. id: its anchor (`2606`). lines: `<tr>` rows, escaped.

    signers: who signs, with the name where it was published. posted: place and dates, "" where they
    are left to be written by hand. code: the QR code as inline SVG: it tells whether this paper is
    the newest; of a month that is in no log it leads to the month's page. code_words: what it is
    for. address: where this sheet stands, to be typed. version: which one it is, as the log has it.
    """

    id: str
    month: str
    statement: MonthlyStatement
    lines: Markup
    checked: str
    reviewed: str
    opinion: str
    signers: tuple[Signer, ...]
    posted: str
    code: Markup
    code_words: str
    address: str
    version: str


@dataclass(frozen=True, slots=True)
class BoardView:
    """notice_board.html: a sheet a month, oldest first, of which one is shown and printed."""

    title: str
    place: str
    is_demo: bool
    months: tuple[Link, ...]
    sheets: tuple[BoardSheet, ...]
    keep_days: int
    ask: str


def short_url(accounts: VillageAccounts, book_id: str) -> str:
    """`/s/10020100/`: the book without the digits that all books of a county begin with."""
    county_digits = accounts.county.root_place[:_COUNTY_DIGITS]
    return f"/s/{book_id.removeprefix(county_digits).replace('-', '')}/"


def sheet_url(accounts: VillageAccounts, statement: MonthlyStatement) -> str:
    """`/s/10020100/#2606`: the sheet of a month."""
    return f"{short_url(accounts, statement.book_id)}#{_anchor(statement)}"


def recent(accounts: VillageAccounts, book_id: str) -> Sequence[MonthlyStatement]:
    """The months of a book that have a sheet, oldest first."""
    return accounts.books.monthly[book_id][-_MONTHS:]


def page(accounts: VillageAccounts, book_id: str, lines: BoardLines) -> Page:
    """The notices of a book's last twelve months."""
    book = accounts.books.registered[book_id]
    band = overdue.of_book(accounts, book_id)
    crumbs = (
        HOME_CRUMB,
        Crumb("村账", "/accounts/"),
        Crumb(book.name, book_url(book_id)),
        Crumb("公示单"),
    )
    statements = recent(accounts, book_id)
    view = BoardView(
        title=f"{book.name}财务公开单",
        place=_place(accounts, book.place_code),
        is_demo=accounts.county.is_demo,
        months=tuple(Link(month_zh(s.period), f"#{_anchor(s)}") for s in reversed(statements)),
        sheets=tuple(_sheet(accounts, s, lines.of(s)) for s in statements),
        keep_days=accounts.county.threshold(BOARD_KEEP_DAYS),
        ask=_ask(accounts.contacts.agencies[book.agency]),
    )
    return Page(
        url=short_url(accounts, book_id),
        template="accounts/pages/notice_board.html",
        title=f"{book.name}公示单",
        view=view,
        description=f"{book.name}张贴用的公示单，A4，最近 {len(statements)} 个月，每月一张。",
        crumbs=crumbs,
        section="村账",
        band=band,
        is_daily=band is not None,
    )


def _anchor(statement: MonthlyStatement) -> str:
    """`2026-06` -> `2606`."""
    return statement.period[2:4] + statement.period[5:]


def _sheet(accounts: VillageAccounts, statement: MonthlyStatement, lines: Markup) -> BoardSheet:
    county, book = accounts.county, accounts.books.registered[statement.book_id]
    posting = accounts.postings.get((statement.book_id, statement.period))
    month = month_zh(statement.period)
    package = accounts.tables.packages[statement.package].path
    version = accounts.edition.shared(sheet_versions).of(package, statement.book_id)
    url = _code_url(version, statement)
    return BoardSheet(
        id=_anchor(statement),
        month=month,
        statement=statement,
        lines=lines,
        checked=proofs.status(accounts, statement).text,
        reviewed=f"{statement.review}，{iso(statement.reviewed_on)}",
        opinion=_sentence(statement.review_note),
        signers=_signers(book.kind, posting),
        posted=_posted(statement, posting),
        code=code(_absolute(county, url), f"二维码：{book.name} {month}的公示单"),
        code_words="扫码看这张纸改过没有" if version else "扫码看本月网页",
        address=_absolute(county, sheet_url(accounts, statement)).split("://")[1],
        version=_version(version),
    )


def _code_url(version: SheetVersion | None, statement: MonthlyStatement) -> str:
    if version is None:
        return month_url(statement.book_id, statement.period)
    return version.address(statement.book_id)


def _version(version: SheetVersion | None) -> str:
    """What the paper itself bears witness of: its code, and the log as it was then."""
    if version is None:
        return "尚未入日志"
    corrected = f"，{iso(version.day)} 更正" if version.is_corrected else ""
    return (
        f"编号 {version.code}{corrected}。公开日志第 {version.number:,} 条，"
        f"当时共 {version.size:,} 条，指纹 {version.root}"
    )


def _sentence(note: str | None) -> str:
    """A note with one full stop, however it was typed; "" where there is none."""
    return f"{note.rstrip('。')}。" if isinstance(note, str) else ""


def code(address: str, label: str) -> Markup:
    """An address -> its QR code (level M) as inline SVG, four modules of quiet zone around.

    The mask is fixed: any of the eight can be read, and to try them all takes most of the time.
    """
    qr = segno.make(address, error="m", micro=False, mask=3)
    svg = qr.svg_inline(border=4, omitsize=True, title=label, lineclass=None, svgclass=None)
    return Markup(svg.replace("<svg", '<svg role="img"', 1))  # noqa: S704 - segno escapes titles


def _place(accounts: VillageAccounts, place: str) -> str:
    path = accounts.books.places[place].path
    return accounts.county.setting("county_name") + path.replace(" › ", "")


def _signers(kind: str, posting: Posting | None) -> tuple[Signer, ...]:
    """Who signs: the head of the village or of the group, the finance group, the accountant."""
    heads = {"村账": "村集体负责人", "组账": "组集体负责人"}
    names = (posting.head, posting.reviewers, posting.accountant) if posting else ("", "", "")
    titles = (heads[kind], "民主理财小组", "主管会计")
    return (*map(Signer, titles, names), Signer("张贴人"))


def _posted(statement: MonthlyStatement, posting: Posting | None) -> str:
    """Where and how long it hangs, as published; else it is left to be written by hand."""
    if posting:
        until = "" if pd.isna(posting.posted_to) else iso(posting.posted_to)
        return f"{iso(posting.posted_from)} 至 {until}，{posting.place}"
    if pd.isna(statement.posted_from):
        return ""
    return f"{iso(statement.posted_from)} 至 {iso(statement.posted_to)}"


def _ask(agency: Agency) -> str:
    phones = (("电话", agency.phone), ("监督电话", agency.supervision_phone))
    words = [f"{word} {phone}" for word, phone in phones if isinstance(phone, str)]
    return "，".join([agency.name, *words])


def _absolute(county: County, url: str) -> str:
    return county.setting("site_url").rstrip("/") + url
