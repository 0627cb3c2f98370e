"""Places and officers -> the account books: one a village, one a group."""

from __future__ import annotations

import pandas as pd

from demo.chance import Chance
from demo.credit_codes import credit_code
from demo.size import Size


def books(size: Size, places: pd.DataFrame, officers: pd.DataFrame) -> pd.DataFrame:
    """By book_id, sorted: place_code, village_code, town, name, kind, households, scale, people.

    scale: 100 for a place of usual size. The people are columns by role, "" where a book has none.
    """
    at = places[places["kind"].isin(["村", "组"])].reset_index(drop=True)
    is_group = at["kind"] == "组"
    village = at["place_code"].where(~is_group, at["parent_code"])
    suffix = at["place_code"].where(is_group, at["place_code"] + "-00")
    usual = is_group.map({True: 50, False: 180})
    frame = pd.DataFrame(
        {
            "book_id": suffix,
            "place_code": at["place_code"],
            "village_code": village,
            "town": at["town"],
            "name": _names(at, places),
            "kind": is_group.map({True: "组账", False: "村账"}),
            "households": at["households"],
            "scale": (at["households"] * 100 // usual).clip(40, 220),
        }
    )
    people = officers.pivot(index="place_code", columns="role", values="name").fillna("")
    frame = frame.join(people, on="place_code").sort_values("book_id", ignore_index=True)
    frame["collective_code"] = _collectives(frame["kind"])
    frame["since"] = size.periods[0]
    return frame.set_index("book_id", drop=False)


def _names(at: pd.DataFrame, places: pd.DataFrame) -> pd.Series:
    """`柳塘村账本`, `柳塘村一组账本`."""
    above = at["parent_code"].map(places["name"]).fillna("")
    return (above + at["name"]).where(at["kind"] == "组", at["name"]) + "账本"


def _collectives(kinds: pd.Series) -> list[str]:
    types = {"村账": "N2", "组账": "N1"}
    return [credit_code(types[kind], "MF", 101 + 7 * i) for i, kind in enumerate(kinds)]


def missing(books_: pd.DataFrame, chance: Chance) -> dict[str, int]:
    """How many of the last months a book has not published: two books, more in a large county.

    The first of them lacks two months, so that one is past its day whatever the day is.
    """
    count = min(2 + len(books_) // 300, len(books_) // 8)
    late = books_["book_id"].iloc[chance.order(len(books_) - 3)[:count] + 3]
    return {book_id: 1 if i else 2 for i, book_id in enumerate(late)}
