"""Coverage -> the 44 items of a book, month by month; those of a township's books, book by book."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt
import pandas as pd
from markupsafe import Markup

from mingbai import schema
from mingbai.kinds.accounts import reference
from mingbai.kinds.accounts.coverage import (
    DISCLOSED,
    NOT_PUBLISHED,
    NOTHING,
    Coverage,
)
from mingbai.kinds.accounts.disclosures import book_url, town_url
from mingbai.kinds.accounts.pages import crumbs
from mingbai.kinds.accounts.village_accounts import VillageAccounts
from mingbai.model import Crumb, Download, Page
from mingbai.money import yuan
from mingbai.page import Cells, Column, FileLink, Link, TableView, month_zh, table_view
from mingbai.read import Table
from mingbai.tabular import csv_pieces, text_table

_GLYPHS = {DISCLOSED: "●", NOTHING: "○", NOT_PUBLISHED: "✕"}
_WORDS = {DISCLOSED: "有", NOTHING: "没有", NOT_PUBLISHED: "未公开"}
_SCHEMA = schema.load(reference.FOLDER, "coverage")[0]
_HEADS = ("F1", "F2", "F3", "F4", "F6", "F7")
_KEY = "●有　○公开了，没有这一项　✕未公开"
_SAYS = (
    "农经发〔2011〕13号要求公开 8 类 44 项。收入、支出看每月逐笔的账，资产、债权债务看科目余额表，"
    "财务计划看当年的计划，收益分配看上年的报表。各类资源见资产资源与合同，其他事项见村务公开。"
    "项目的名称还没有和文件原文逐字核对。"
)


@dataclass(frozen=True, slots=True)
class ItemsView:
    """items.html: what the law asks, the key of the glyphs, the table, its file, where to go on."""

    says: str
    key: str
    table: TableView
    downloads: tuple[FileLink, ...]
    links: tuple[Link, ...]


def book_items_url(book_id: str) -> str:
    """Where the 44 items of a book stand."""
    return f"{book_url(book_id)}items/"


def town_items_url(code: str) -> str:
    """Where the 44 items of a township's books stand."""
    return f"{town_url(code)}items/"


def book_page(accounts: VillageAccounts, book_id: str) -> Page:
    """Item by item: twelve months, and what the newest of them has."""
    of_county = accounts.coverage
    name = accounts.books.registered[book_id].name
    town = accounts.books.town_of(accounts.books.registered[book_id].place_code)
    view = ItemsView(
        says=_SAYS,
        key=_KEY,
        table=_book_table(of_county, book_id, name),
        downloads=(),
        links=(
            Link("全乡镇各本账的 44 项", town_items_url(town)),
            Link(f"{name}的账", book_url(book_id)),
        ),
    )
    return Page(
        url=book_items_url(book_id),
        template="accounts/pages/items.html",
        title=f"{name}：公开了哪些项目",
        view=view,
        description=f"{name}最近十二个月按规定的 44 个项目公开了哪些。",
        crumbs=crumbs.of_book(accounts, book_id, Crumb("44 项")),
        section="村账",
    )


def _book_table(of_county: Coverage, book_id: str, name: str) -> TableView:
    state, amount_fen = of_county.of(book_id)
    newest = month_zh(of_county.periods[-1])
    latest = [
        yuan(fen) if one == DISCLOSED else _WORDS[one]
        for one, fen in zip(state[:, -1].tolist(), amount_fen[:, -1].tolist(), strict=True)
    ]
    columns = [
        (Column("项目"), Cells(_names(of_county.items), "head")),
        (Column("最近十二个月"), Cells([_strip(row) for row in state], "html")),
        (Column("有的月数", True), Cells((state == DISCLOSED).sum(axis=1).tolist(), "num")),
        (Column(f"{newest}（元）", True), Cells(latest, "num")),
    ]
    caption = f"{name}，{month_zh(of_county.periods[0])}到 {newest}"
    return table_view("items", caption, columns)


def _names(items: Sequence[str]) -> list[str]:
    names = reference.items()["short"]
    return [f"{code.removeprefix('F')} {names[code]}" for code in items]


def _strip(states: npt.NDArray[np.int8]) -> Markup:
    """A glyph a state, with the same in numbers for those who hear it."""
    values = states.tolist()
    words = "，".join(
        f"{word} {values.count(state)}" for state, word in _WORDS.items() if values.count(state)
    )
    glyphs = "".join(_GLYPHS[state] for state in values)
    return Markup('<span role="img" aria-label="{}">{}</span>').format(words, glyphs)


def town_page(accounts: VillageAccounts, code: str, books: Sequence[str]) -> Page:
    """Book by book: which items were disclosed in any of the twelve months."""
    name = accounts.books.places[code].name
    octets = len(csv(accounts, books))
    file = FileLink(f"{name}每本账、每月有的和未公开的各项（CSV）", _csv_url(code), octets)
    view = ItemsView(
        says=_SAYS,
        key=f"{_KEY}。一格一项，十二个月里有过一次就算有。",
        table=_town_table(accounts, books, name),
        downloads=(file,),
        links=(Link(f"{name}村账", town_url(code)),),
    )
    return Page(
        url=town_items_url(code),
        template="accounts/pages/items.html",
        title=f"{name}：公开了哪些项目",
        view=view,
        description=f"{name}各本账最近十二个月按规定的 44 个项目公开了哪些。",
        crumbs=crumbs.of_town(code, name, Crumb("44 项")),
        section="村账",
    )


def _town_table(accounts: VillageAccounts, books: Sequence[str], name: str) -> TableView:
    of_county = accounts.coverage
    best = np.array([of_county.of(book)[0].max(axis=1) for book in books])
    head_of = np.array([item.split(".")[0] for item in of_county.items])
    titles = reference.items()["short"]
    counts = (best == DISCLOSED).sum(axis=1).tolist()
    columns = [
        (
            Column("账簿"),
            Cells(
                [accounts.books.registered[book].name for book in books],
                "head",
                urls=[book_items_url(book) for book in books],
            ),
        ),
        *(
            (Column(titles[head]), Cells([_strip(row[head_of == head]) for row in best], "html"))
            for head in _HEADS
        ),
        (Column("44 项里有过", True), Cells([f"{count} 项" for count in counts], "num")),
    ]
    months = f"{month_zh(of_county.periods[0])}到 {month_zh(of_county.periods[-1])}"
    return table_view("items", f"{name}，{months}", columns)


def csv(accounts: VillageAccounts, books: Sequence[str]) -> bytes:
    """A line a book, item and month; fields: reference/coverage.json.

    Of the months that were published only the items that they have: four of five they have not.
    """
    of_county = accounts.coverage
    at = [of_county.books.index(book) for book in books]
    every = of_county.state[at].ravel()
    is_listed = every != NOTHING
    state, amount_fen = every[is_listed], of_county.amount_fen[at].ravel()[is_listed]
    index = pd.MultiIndex.from_product([books, of_county.items, of_county.periods])[is_listed]
    columns = [index.get_level_values(level).astype("str") for level in range(3)]
    book, item, period = columns
    registered, places = accounts.books.registered, accounts.books.places
    paths = {b: places[registered[b].place_code].path for b in books}
    frame = pd.DataFrame(
        {
            "book_id": book,
            "place": book.map(paths).astype("str"),
            "disclosure_code": item,
            "disclosure_name": item.map(reference.items()["name"].to_dict()).astype("str"),
            "period": period,
            "state": pd.Series(state).map(_WORDS).astype("str"),
            "amount_fen": pd.Series(amount_fen, dtype="Int64").where(state == DISCLOSED),
        }
    )
    return b"".join(csv_pieces(text_table(Table(_SCHEMA, (), frame))))


def _csv_url(code: str) -> str:
    return f"{town_url(code)}items.csv"


def download(accounts: VillageAccounts, code: str, books: Sequence[str]) -> Download:
    """The coverage of a township's books."""
    return Download(_csv_url(code), partial(csv, accounts, books))
