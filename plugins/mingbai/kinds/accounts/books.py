"""Registry and Tables -> Books: what each registered book is, and every month it has published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

import pandas as pd

from mingbai.county import County
from mingbai.kinds.accounts import frames
from mingbai.kinds.accounts.frames import Entries
from mingbai.read import Tables

_AMOUNTS = ("opening", "income", "expense", "closing", "ytd_income", "ytd_expense")


class MonthlyStatement(NamedTuple):
    """One monthly statement 公开单 as pages show it; amounts in 分.

    position: its place among all statements, as in `frames.MonthlyStatements`. package: position
    in `Tables.packages`. follows: whether the statement before it is the month before.
    """

    position: int
    book_id: str
    period: str
    opening: int
    income: int
    expense: int
    closing: int
    ytd_income: int
    ytd_expense: int
    review: str
    review_note: str | None
    reviewed_on: pd.Timestamp
    posted_from: pd.Timestamp
    posted_to: pd.Timestamp
    published: pd.Timestamp
    package: int
    follows: bool


class Book(NamedTuple):
    """A registered book 账簿. kind: 村账 or 组账. agency: the slug of the agency that keeps it."""

    name: str
    place_code: str
    kind: str
    agency: str


class Place(NamedTuple):
    """A place: parent_code is NaN for the county. path: names from the township down."""

    name: str
    parent_code: str | float
    kind: str
    path: str


@dataclass(frozen=True)
class Books:
    """All registered books of the county with their places, months and years."""

    tables: Tables
    county: County

    @cached_property
    def registered(self) -> Mapping[str, Book]:
        """Books by id, in the order of their ids."""
        frame = self.county.books.sort_index()
        columns = (frame[name] for name in ("name", "place_code", "kind", "keeper"))
        rows = map(Book._make, zip(*(column.tolist() for column in columns), strict=True))
        return dict(zip(frame.index.tolist(), rows, strict=True))

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """Places by code."""
        frame = self.county.places
        columns = (frame[name].tolist() for name in Place._fields)
        rows = map(Place._make, zip(*columns, strict=True))
        return dict(zip(frame.index.tolist(), rows, strict=True))

    def town_of(self, place: str) -> str:
        """The township of a place; the county itself where there is none between."""
        while self.places[place].kind not in ("乡镇", "县"):
            place = str(self.places[place].parent_code)
        return place

    def line_of(self, place: str) -> Sequence[str]:
        """A place and those above it, from the township down."""
        line: list[str] = []
        while isinstance(parent := self.places[place].parent_code, str):
            line.insert(0, place)
            place = parent
        return line

    @property
    def entries(self) -> Entries:
        """The entries as columns, in ledger order."""
        return self.tables.shared(frames.entries)

    @cached_property
    def monthly(self) -> Mapping[str, Sequence[MonthlyStatement]]:
        """Monthly statements by book, oldest first; a book without any is not in it."""
        frame = self.tables.shared(frames.monthly_statements).frame
        names = [f"{n}_fen" if n in _AMOUNTS else n for n in MonthlyStatement._fields[1:]]
        columns = [frame[name].tolist() for name in names]
        rows = zip(range(len(frame)), *columns, strict=True)
        statements = map(MonthlyStatement._make, rows)
        return {book: tuple(months) for book, months in groupby(statements, lambda s: s.book_id)}

    @cached_property
    def of_groups(self) -> Mapping[str, Sequence[str]]:
        """The books of groups by the village that they lie in, in the order of their ids."""
        groups: dict[str, list[str]] = {}
        for book_id, book in self.registered.items():
            place = self.places[book.place_code]
            if place.kind == "组":
                groups.setdefault(str(place.parent_code), []).append(book_id)
        return groups

    def latest(self, book_id: str) -> MonthlyStatement | None:
        """The newest monthly statement of a book, None where nothing was ever published."""
        return self.monthly[book_id][-1] if book_id in self.monthly else None

    def positions(self, book_id: str, year: str) -> range:
        """Positions of a year's monthly statements among all of them."""
        months = self.monthly.get(book_id, ())
        of_year = [s.position for s in months if s.period.startswith(year)]
        return range(of_year[0], of_year[-1] + 1) if of_year else range(0)

    @cached_property
    def years(self) -> Mapping[str, Sequence[str]]:
        """Years of which a book published anything, newest first."""
        years = {book: {s.period[:4] for s in months} for book, months in self.monthly.items()}
        for name in ("plans", "statements"):
            frame = self.tables.frame(name)
            for book, year in zip(frame["book_id"], frame["year"], strict=True):
                years.setdefault(book, set()).add(year)
        return {book: tuple(sorted(of_book, reverse=True)) for book, of_book in years.items()}
