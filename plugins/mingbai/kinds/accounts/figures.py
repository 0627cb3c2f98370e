"""Monthly statements -> their figures: what came in, what went out, what was left."""

from __future__ import annotations

import pandas as pd

from mingbai.check import lookup
from mingbai.county import County
from mingbai.dates import months_zh
from mingbai.kinds.accounts.disclosures import row_urls
from mingbai.model import figure_rows
from mingbai.read import Tables

_WORDS = {"income": "收入", "expense": "支出", "closing": "月末结余"}
_VILLAGE_BOOK = "村账"


def figures(tables: Tables, county: County) -> pd.DataFrame:
    """Income, expense and closing balance of each book and month: `太平镇柳塘村 6 月支出`."""
    sheets = tables.frame("sheets")
    book, period = sheets["book_id"], sheets["period"]
    month = _owner(book, county) + " " + months_zh(period, county.as_of)
    urls = pd.Series(row_urls("sheets", sheets), index=sheets.index, dtype="str")
    parts = [
        figure_rows(
            id_="accounts/" + book + "/" + period + "/" + name,
            title=month + word,
            value=sheets[f"{name}_fen"],
            unit="元",
            url=urls,
        )
        for name, word in _WORDS.items()
    ]
    return pd.concat(parts, ignore_index=True)


def _owner(book: pd.Series, county: County) -> pd.Series:
    """The place of each book, and the book's own name where it is not the village's."""
    place = lookup(book, county.books["place_code"])
    path = lookup(place, county.places["path"]).str.replace(" › ", "", regex=False)
    is_village = lookup(book, county.books["kind"]) == _VILLAGE_BOOK
    name = lookup(book, county.books["name"])
    return path.where(is_village, path + "“" + name + "”").astype("str")
