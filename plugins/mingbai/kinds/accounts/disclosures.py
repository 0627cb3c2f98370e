"""Tables -> what was published and when, what was due, and what each book is called."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from mingbai import dates
from mingbai.check import clock
from mingbai.county import County
from mingbai.kinds.accounts import frames
from mingbai.kinds.accounts.thresholds import MONTH_DUE_DAY
from mingbai.model import Disclosure, Name
from mingbai.money import yuan
from mingbai.read import Tables


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
            keys=(str(book_id),),
        )


def duties(tables: Tables, county: County) -> pd.DataFrame:
    """Every month that a registered book had to publish by `county.as_of`: one row each.

    Columns: book_id, month (since year 0), period, due (last day, `month_due_day` of the next
    month) and done (the day it was published, NaT where it was not).
    """
    books = county.books
    now = county.as_of.year * 12 + county.as_of.month - 1
    since = frames.months(books["since"])
    until = frames.months(books["until"].fillna(frames.period(now - 1)))
    length = np.clip(np.minimum(until, now - 1) - since + 1, 0, None)
    starts = np.repeat(np.cumsum(length) - length, length)
    month = np.repeat(since, length) + np.arange(length.sum()) - starts
    frame = pd.DataFrame({"book_id": np.repeat(books.index.to_numpy(), length), "month": month})
    frame["book_id"] = frame["book_id"].astype("str")
    frame["period"] = _periods(frame["month"])
    frame["due"] = _last_day(frame["period"], county.threshold(MONTH_DUE_DAY))
    statements = tables.shared(frames.monthly_statements).frame
    published = statements.set_index(["book_id", "month"])["published"]
    return frame.join(published.rename("done"), on=["book_id", "month"])


def _periods(month: pd.Series) -> pd.Series:
    names = {m: frames.period(m) for m in month.unique().tolist()}
    return month.map(names).astype("str")


def _last_day(periods: pd.Series, day: int) -> pd.Series:
    """That day of the next month, or the month's own last day if it is shorter."""
    first = frames.month_end(periods) + pd.Timedelta(days=1)
    last = first + pd.offsets.MonthEnd(0)
    return (first + pd.Timedelta(days=day - 1)).clip(upper=last).astype("datetime64[s]")


def dues(tables: Tables, county: County) -> pd.DataFrame:
    """Every month of every book, for the clock; nothing where no book was ever published."""
    if not tables.packages:
        return pd.DataFrame()
    frame = duties(tables, county)
    book = county.books.loc[frame["book_id"]]
    name = pd.Series(book["name"].to_numpy(), index=frame.index, dtype="str")
    month = frame["period"].map({p: dates.month_zh(p) for p in frame["period"].unique()})
    url = "/accounts/" + frame["book_id"] + "/"
    anchored = url + frame["period"].str[:4] + "/#" + frame["period"].str[5:]
    return clock.dues(
        "accounts",
        subject=frame["book_id"],
        place=book["place_code"].to_numpy(),
        agency=book["keeper"].to_numpy(),
        period=frame["period"],
        title=name + " " + month + "公开单",
        url=anchored.where(frame["done"].notna(), url),
        due=frame["due"],
        done=frame["done"],
    )
