"""The latest month of a book -> the A4 notice 公示单 for the board, with a code to its page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import pandas as pd
import segno
from markupsafe import Markup

from mingbai.county import County
from mingbai.dates import iso
from mingbai.kinds.accounts.books import MonthlyStatement
from mingbai.kinds.accounts.contacts import Agency
from mingbai.kinds.accounts.disclosures import book_url, month_url
from mingbai.kinds.accounts.pages import overdue, proofs
from mingbai.kinds.accounts.thresholds import BOARD_KEEP_DAYS
from mingbai.kinds.accounts.village_accounts import VillageAccounts
from mingbai.model import HOME_CRUMB, Crumb, Page
from mingbai.page import month_zh


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One entry on paper; income or expense is None."""

    day: str
    number: str
    summary: str
    income: int | None
    expense: int | None
    balance: int
    handler: str


@dataclass(frozen=True, slots=True)
class BoardView:
    """notice_board.html. code: the QR code as inline SVG. address: the page's, to be typed."""

    title: str
    month: str
    place: str
    is_demo: bool
    statement: MonthlyStatement
    lines: tuple[BoardLine, ...]
    checked: str
    reviewed: str
    opinion: str
    signers: tuple[str, ...]
    posted: str
    keep_days: int
    ask: str
    code: Markup
    address: str


def page(accounts: VillageAccounts, book_id: str, lines: tuple[BoardLine, ...]) -> Page:
    """The notice of a book's latest month."""
    statement, book = accounts.books.monthly[book_id][-1], accounts.books.registered[book_id]
    title = f"{book.name} {month_zh(statement.period)}公示单"
    band = overdue.of_book(accounts, book_id)
    crumbs = (
        HOME_CRUMB,
        Crumb("村账", "/accounts/"),
        Crumb(book.name, book_url(book_id)),
        Crumb("公示单"),
    )
    return Page(
        url=f"{book_url(book_id)}sheet/",
        template="accounts/pages/notice_board.html",
        title=title,
        view=_view(accounts, statement, lines),
        description=f"{book.name} {month_zh(statement.period)}张贴用的公示单，A4。",
        crumbs=crumbs,
        section="村账",
        band=band,
        is_daily=band is not None,
    )


def _view(
    accounts: VillageAccounts, statement: MonthlyStatement, lines: tuple[BoardLine, ...]
) -> BoardView:
    county, book = accounts.county, accounts.books.registered[statement.book_id]
    month = month_zh(statement.period)
    url = _absolute(county, month_url(statement.book_id, statement.period))
    return BoardView(
        title=f"{book.name}财务公开单",
        month=month,
        place=_place(accounts, book.place_code),
        is_demo=county.is_demo,
        statement=statement,
        lines=lines,
        checked=proofs.status(accounts, statement).text,
        reviewed=f"{statement.review}，{iso(statement.reviewed_on)}",
        opinion=statement.review_note if isinstance(statement.review_note, str) else "",
        signers=_signers(book.kind),
        posted=_posted(statement),
        keep_days=county.threshold(BOARD_KEEP_DAYS),
        ask=_ask(accounts.contacts.agencies[book.agency]),
        code=code(url, f"二维码：{book.name} {month}的网页"),
        address=_absolute(county, book_url(statement.book_id)).split("://")[1],
    )


def code(address: str, label: str) -> Markup:
    """An address -> its QR code (level M) as inline SVG, four modules of quiet zone around.

    The mask is fixed: any of the eight can be read, and to try them all takes most of the time.
    """
    qr = segno.make(address, error="m", micro=False, mask=3)
    svg = qr.svg_inline(border=4, omitsize=True, title=label, lineclass=None, svgclass=None)
    return Markup(svg.replace("<svg", '<svg role="img"', 1))  # noqa: S704 - segno escapes titles


def latest_lines(accounts: VillageAccounts) -> Mapping[str, tuple[BoardLine, ...]]:
    """The entries of every book's latest month in the order of their numbers, by book."""
    entries = accounts.books.entries
    latest = [months[-1].position for months in accounts.books.monthly.values()]
    chosen = np.isin(entries.statement, np.array(latest, np.int64))
    columns = ["book_id", "period", "date", "summary", "balance_fen", "handler"]
    frame = accounts.tables.frame("entries").iloc[entries.rows[chosen]]
    payee = ("；收款方 " + frame["payee"]).fillna("")
    frame = frame.assign(summary=frame["summary"] + payee)
    values = (frame[name].tolist() for name in columns)
    numbers, signed = entries.number[chosen].tolist(), entries.signed_fen[chosen].tolist()
    every = zip(*values, numbers, signed, strict=True)
    return {
        book: tuple(_line(*row[1:]) for row in rows)
        for book, rows in groupby(every, lambda r: r[0])
    }


def _line(
    period: str, day: pd.Timestamp, summary: str, balance: int, handler: str, number: int, fen: int
) -> BoardLine:
    return BoardLine(
        day=f"{day.month}-{day.day}",
        number=f"{period[5:]}-{number:03d}",
        summary=summary,
        income=fen if fen > 0 else None,
        expense=-fen if fen < 0 else None,
        balance=balance,
        handler=handler,
    )


def _place(accounts: VillageAccounts, place: str) -> str:
    path = accounts.books.places[place].path
    return accounts.county.setting("county_name") + path.replace(" › ", "")


def _signers(kind: str) -> tuple[str, ...]:
    """Who signs: the head of the village or of the group, the finance group, the accountant."""
    heads = {"村账": "村集体负责人", "组账": "组集体负责人"}
    return (heads[kind], "民主理财小组组长", "主管会计", "张贴人")


def _posted(statement: MonthlyStatement) -> str:
    """The posting dates, where they were published; else they are left to be written by hand."""
    if pd.isna(statement.posted_from):
        return ""
    return f"{iso(statement.posted_from)} 至 {iso(statement.posted_to)}"


def _ask(agency: Agency) -> str:
    phones = (("电话", agency.phone), ("监督电话", agency.supervision_phone))
    words = [f"{word} {phone}" for word, phone in phones if isinstance(phone, str)]
    return "，".join([agency.name, *words])


def _absolute(county: County, url: str) -> str:
    return county.setting("site_url").rstrip("/") + url
