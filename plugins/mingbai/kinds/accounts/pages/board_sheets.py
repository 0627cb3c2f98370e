"""A monthly statement -> the A4 notice 公示单 for the board, with a code that tells its version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup

from mingbai.county import County
from mingbai.dates import iso
from mingbai.kinds.accounts.books import MonthlyStatement
from mingbai.kinds.accounts.contacts import Agency
from mingbai.kinds.accounts.disclosures import board_month_url, month_url
from mingbai.kinds.accounts.former_sheets import FormerSheet
from mingbai.kinds.accounts.pages import loudspeaker, proofs
from mingbai.kinds.accounts.pages.board_lines import BoardLines
from mingbai.kinds.accounts.pages.loudspeaker import Announcement
from mingbai.kinds.accounts.sheet_versions import SheetVersion, sheet_versions
from mingbai.kinds.accounts.thresholds import BOARD_KEEP_DAYS
from mingbai.kinds.accounts.village_accounts import Posting, VillageAccounts
from mingbai.page import Link, month_zh, qr_code

_ROOMY_LINES = 12
_HELD_THEN = "公开时核对一致"


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs a sheet. name: printed, "" where it is written by hand alone."""

    title: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class BoardSheet:
    """One month as it hangs on the board. id: its anchor (`06`, of a former version `06-v1`).

    place: whose, from the county down. lines: `<tr>` rows, escaped. signers: who signs, with the
    name where it was published. posted: place and dates, "" where they are left to be written by
    hand. keep_days: how long it has to hang. ask: whom to ask. code: the QR code as a picture: it
    tells whether this paper is the newest; of a month that is in no log it leads to the month's
    page. code_words: what it is for. address: where this sheet stands, to be typed. version: which
    one it is, as the log has it. is_dense: whether it has so many lines that they are set close.
    void: that it is no longer right, and where that is told; None of what is. spoken: the same for
    the loudspeaker; None of what is void.
    """

    id: str
    title: str
    place: str
    month: str
    statement: MonthlyStatement
    lines: Markup
    checked: str
    reviewed: str
    opinion: str
    signers: tuple[Signer, ...]
    posted: str
    keep_days: int
    ask: str
    code: Markup
    code_words: str
    address: str
    version: str
    is_dense: bool
    void: Link | None
    spoken: Announcement | None


def is_announced(accounts: VillageAccounts, statement: MonthlyStatement) -> bool:
    """Nobody announces what is in the books of a year that is over: it is on paper alone."""
    newest = accounts.books.monthly[statement.book_id][-1]
    return statement.period[:4] == newest.period[:4]


def current(
    accounts: VillageAccounts, statement: MonthlyStatement, lines: BoardLines, *, is_spoken: bool
) -> BoardSheet:
    """The sheet of a month as it is now. lines: of this and other months.

    is_spoken: whether there are words for the loudspeaker.
    """
    version = version_of(accounts, statement)
    checked = proofs.status(accounts, statement).text
    return _sheet(
        accounts,
        statement,
        lines.of(statement),
        version=version,
        checked=checked,
        void=None,
        is_spoken=is_spoken,
    )


def former(one: FormerSheet, lines: Mapping[int, BoardLines]) -> BoardSheet:
    """A sheet that was replaced or taken back. lines: by the order of a version, of all books."""
    day = iso(one.replaced.day)
    words = f"旧版，{day} 已撤回，不再有效" if one.is_withdrawn else f"旧版，{day} 更正，以新的为准"
    return _sheet(
        one.accounts,
        one.statement,
        lines[one.version.order].of(one.statement),
        version=one.version,
        checked=_HELD_THEN,
        void=Link(words, one.replaced.url),
    )


def _sheet(
    accounts: VillageAccounts,
    statement: MonthlyStatement,
    lines: Markup,
    *,
    version: SheetVersion | None,
    checked: str,
    void: Link | None,
    is_spoken: bool = False,
) -> BoardSheet:
    county, book = accounts.county, accounts.books.registered[statement.book_id]
    posting = accounts.postings.get((statement.book_id, statement.period))
    month = month_zh(statement.period)
    code = qr_code(_code_address(accounts, version, statement))
    keeper = accounts.contacts.agencies[book.agency]
    suffix = f"-v{version.order}" if version and void else ""
    url = board_month_url(county, statement.book_id, statement.period) + suffix
    return BoardSheet(
        id=statement.period[5:] + suffix,
        title=f"{book.name}财务公开单",
        place=_place(accounts, book.place_code),
        month=month,
        statement=statement,
        lines=lines,
        checked=checked,
        reviewed=f"{statement.review}，{iso(statement.reviewed_on)}",
        opinion=_sentence(statement.review_note),
        signers=_signers(book.kind, posting),
        posted=_posted(statement, posting),
        keep_days=county.threshold(BOARD_KEEP_DAYS),
        ask=_ask(keeper),
        code=code.img(f"二维码：{book.name} {month}的公示单"),
        code_words="扫二维码，看这张纸改过没有" if version else "扫二维码，看本月网页",
        address=_absolute(county, url).split("://")[1],
        version=_version(version),
        is_dense=int(accounts.books.entries.count[statement.position]) > _ROOMY_LINES,
        void=void,
        spoken=loudspeaker.announcement(accounts, statement, _ask(keeper)) if is_spoken else None,
    )


def version_of(accounts: VillageAccounts, statement: MonthlyStatement) -> SheetVersion | None:
    """Which version of its sheet a month is now; None before its release."""
    package = accounts.tables.packages[statement.package].path
    return accounts.edition.shared(sheet_versions).of(package, statement.book_id)


def _code_address(
    accounts: VillageAccounts, version: SheetVersion | None, statement: MonthlyStatement
) -> str:
    """Where the code of a sheet leads."""
    month = month_url(statement.book_id, statement.period)
    return _absolute(accounts.county, version.address(statement.book_id) if version else month)


def _version(version: SheetVersion | None) -> str:
    """What the paper itself bears witness of: its code, and the log as it was then."""
    if version is None:
        return "尚未入日志"
    corrected = f"，{iso(version.day)} 更正" if version.is_corrected else ""
    return (
        f"编号 {version.code}{corrected}。公开日志第 {version.number:,} 条，"
        f"当时共 {version.size:,} 条，指纹 {version.printed_root}"
    )


def _sentence(note: str | None) -> str:
    """A note with one full stop, however it was typed; "" where there is none."""
    return f"{note.rstrip('。')}。" if isinstance(note, str) else ""


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


def _absolute(county: County, url: str) -> str:
    return county.setting("site_url").rstrip("/") + url


def _place(accounts: VillageAccounts, place: str) -> str:
    path = accounts.books.places[place].path
    return accounts.county.setting("county_name") + path.replace(" › ", "")


def _ask(agency: Agency) -> str:
    phones = (("电话", agency.phone), ("监督电话", agency.supervision_phone))
    words = [f"{word} {phone}" for word, phone in phones if isinstance(phone, str)]
    return "，".join([agency.name, *words])
