"""Tables -> what was published and when, and what each book is called."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from mingbai import dates
from mingbai.county import County
from mingbai.kinds.accounts import frames
from mingbai.model import Disclosure, Name
from mingbai.money import yuan
from mingbai.read import Tables

_BOOK = re.compile("(?P<place>.+?(?P<level>[村组]))(?:账本|[村组]?账)")
_COUNTY_DIGITS = 6


def book_url(book_id: str) -> str:
    """Where a book stands."""
    return f"/accounts/{book_id}/"


def year_url(book_id: str, year: str) -> str:
    """Where a year of a book stands."""
    return f"{book_url(book_id)}{year}/"


def month_url(book_id: str, period: str) -> str:
    """Where a month of a book stands: a section of the book's year."""
    return f"{year_url(book_id, period[:4])}#{period[5:]}"


def entry_url(book_id: str, period: str, number: str) -> str:
    """The lasting address of an entry."""
    return f"{month_url(book_id, period)}-{number}"


def town_url(code: str) -> str:
    """Where the books of a township are compared."""
    return f"/accounts/town/{code}/"


def board_url(county: County, book_id: str) -> str:
    """`/s/10020100/`: the newest sheet for the board, short enough to be typed.

    The book without the digits that all books of a county begin with.
    """
    county_digits = county.root_place[:_COUNTY_DIGITS]
    return f"/s/{book_id.removeprefix(county_digits).replace('-', '')}/"


def board_year_url(county: County, book_id: str, year: str) -> str:
    """`/s/10020100/2026/`: the sheets of a year."""
    return f"{board_url(county, book_id)}{year}/"


def board_month_url(county: County, book_id: str, period: str) -> str:
    """`/s/10020100/2026/#06`: the lasting address of a sheet, printed on it."""
    return f"{board_year_url(county, book_id, period[:4])}#{period[5:]}"


def board_again_url(county: County, book_id: str, period: str) -> str:
    """`/s/10020100/2605/`: a sheet alone, of a month that has to be put up again."""
    return f"{board_url(county, book_id)}{period[2:].replace('-', '')}/"


def board_town_url(county: County, town: str) -> str:
    """`/s/100000/`: all sheets that a township has to put up; a book's number is longer."""
    return f"/s/{town.removeprefix(county.root_place[:_COUNTY_DIGITS])}/"


def row_urls(table: str, rows: pd.DataFrame) -> list[str | None]:
    """Where each row of a table stands: an entry at its own address, what is yearly in its year."""
    if table == "entries":
        places = zip(rows["book_id"], rows["period"], rows["entry_no"], strict=True)
        return [entry_url(*place) for place in places]
    if "period" in rows:
        return [month_url(*place) for place in zip(rows["book_id"], rows["period"], strict=True)]
    return [year_url(*place) for place in zip(rows["book_id"], rows["year"], strict=True)]


def summary(income_fen: int, expense_fen: int, closing_fen: int) -> str:
    """A monthly statement in one sentence."""
    return (
        f"收入 {yuan(income_fen)} 元，支出 {yuan(expense_fen)} 元，"
        f"月末结余 {yuan(closing_fen)} 元。"
    )


def disclose(tables: Tables, county: County) -> Iterator[Disclosure]:
    """One disclosure a monthly statement."""
    frame = tables.shared(frames.monthly_statements).frame
    columns = ["book_id", "period", "income_fen", "expense_fen", "closing_fen", "package"]
    books = county.books[["name", "place_code", "keeper"]].to_dict("index")
    for book, period, income, expense, closing, at in frame[columns].itertuples(index=False):
        package = tables.packages[at]
        registered = books[book]
        yield Disclosure(
            id=f"accounts/{book}/{period}",
            package=package,
            url=month_url(book, period),
            title=f"{registered['name']} {dates.month_zh(period)}公开单",
            summary=summary(income, expense, closing),
            published=package.published,
            place=registered["place_code"],
            agency=registered["keeper"],
        )


def names(tables: Tables, county: County) -> Iterator[Name]:
    """Every registered book, once any book is published."""
    if not tables.packages:
        return
    path = county.books["place_code"].map(county.places["path"])
    for book_id, name, place in zip(county.books.index, county.books["name"], path, strict=True):
        yield Name(
            scope="book",
            id=str(book_id),
            title=str(name),
            url=book_url(str(book_id)),
            note=str(place),
            keys=(str(book_id), *_spoken(str(name))),
        )


def _spoken(name: str) -> tuple[str, ...]:
    """What people call a book: 柳塘村账本 is 柳塘村账, too, and its sheets are 柳塘村公开单."""
    match = _BOOK.fullmatch(name)
    if match is None:
        return ()
    words = ("账", "账本", match["level"] + "账", "公开单")
    return tuple(call for word in words if (call := match["place"] + word) != name)
