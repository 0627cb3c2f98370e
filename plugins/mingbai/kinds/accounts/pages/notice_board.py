"""The latest sheet of a book -> the A4 sheet for the notice board, with a code to its page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import pandas as pd
import segno
from markupsafe import Markup

from mingbai.kinds.accounts.books import Sheet, Shelf
from mingbai.kinds.accounts.disclosures import book_url, month_url
from mingbai.kinds.accounts.pages import proofs
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
    """sheet.html. code: the QR code as inline SVG. address: the page's address, to be typed."""

    title: str
    month: str
    place: str
    is_demo: bool
    sheet: Sheet
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


def page(shelf: Shelf, book_id: str, lines: tuple[BoardLine, ...]) -> Page:
    """The notice-board sheet of a book's latest month."""
    sheet, book = shelf.sheets[book_id][-1], shelf.books[book_id]
    title = f"{book.name} {month_zh(sheet.period)}公示单"
    crumbs = (
        HOME_CRUMB,
        Crumb("村账", "/accounts/"),
        Crumb(book.name, book_url(book_id)),
        Crumb("公示单"),
    )
    return Page(
        url=f"{book_url(book_id)}sheet/",
        template="accounts/pages/sheet.html",
        title=title,
        view=_view(shelf, sheet, lines),
        description=f"{book.name} {month_zh(sheet.period)}张贴用的公示单，A4。",
        crumbs=crumbs,
        section="村账",
    )


def _view(shelf: Shelf, sheet: Sheet, lines: tuple[BoardLine, ...]) -> BoardView:
    county, book = shelf.county, shelf.books[sheet.book_id]
    month = month_zh(sheet.period)
    url = _absolute(shelf, month_url(sheet.book_id, sheet.period))
    return BoardView(
        title=f"{book.name}财务公开单",
        month=month,
        place=_place(shelf, book.place_code),
        is_demo=county.is_demo,
        sheet=sheet,
        lines=lines,
        checked=proofs.status(shelf, sheet).text,
        reviewed=f"{sheet.review}，{sheet.reviewed_on.date().isoformat()}",
        opinion=sheet.review_note if isinstance(sheet.review_note, str) else "",
        signers=_signers(book.kind),
        posted=_posted(sheet),
        keep_days=county.threshold("board_keep_days"),
        ask=_ask(shelf, book.keeper),
        code=code(url, f"二维码：{book.name} {month}的网页"),
        address=_absolute(shelf, book_url(sheet.book_id)).split("://")[1],
    )


def code(address: str, label: str) -> Markup:
    """An address -> its QR code (level M) as inline SVG, four modules of quiet zone around.

    The mask is fixed: any of the eight can be read, and to try them all takes most of the time.
    """
    made = segno.make(address, error="m", micro=False, mask=3)
    svg = made.svg_inline(border=4, omitsize=True, title=label, lineclass=None, svgclass=None)
    return Markup(svg.replace("<svg", '<svg role="img"', 1))  # noqa: S704 - segno escapes titles


def latest_lines(shelf: Shelf) -> Mapping[str, tuple[BoardLine, ...]]:
    """The entries of every book's latest sheet in the order of their numbers, by book."""
    lines = shelf.lines
    latest = np.array([own[-1].at for own in shelf.sheets.values()], np.int64)
    chosen = np.isin(lines.sheet, latest)
    columns = ["book_id", "period", "date", "summary", "balance_fen", "handler"]
    frame = shelf.tables.frame("entries")[columns].iloc[lines.rows[chosen]]
    told = (frame[name].tolist() for name in columns)
    numbers, signed = lines.number[chosen].tolist(), lines.signed_fen[chosen].tolist()
    every = zip(*told, numbers, signed, strict=True)
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


def _place(shelf: Shelf, place: str) -> str:
    path = shelf.places[place].path
    return shelf.county.setting("county_name") + path.replace(" › ", "")


def _signers(kind: str) -> tuple[str, ...]:
    """Who signs: the head of the village or of the group, the finance group, the accountant."""
    heads = {"村账": "村集体负责人", "组账": "组集体负责人"}
    return (heads[kind], "民主理财小组组长", "主管会计", "张贴人")


def _posted(sheet: Sheet) -> str:
    """The posting dates, where they were published; else they are left to be written by hand."""
    if pd.isna(sheet.posted_from):
        return ""
    return f"{sheet.posted_from.date().isoformat()} 至 {sheet.posted_to.date().isoformat()}"


def _ask(shelf: Shelf, keeper: str) -> str:
    name, phone, supervision_phone = shelf.keepers[keeper]
    told = (("电话", phone), ("监督电话", supervision_phone))
    return "，".join([name, *(f"{word} {no}" for word, no in told if isinstance(no, str))])


def _absolute(shelf: Shelf, url: str) -> str:
    return shelf.county.setting("site_url").rstrip("/") + url
