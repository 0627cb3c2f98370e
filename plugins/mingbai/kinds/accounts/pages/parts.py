"""Tables -> what the tasks of a township may see of the accounts, and those of each of its years.

A month of one book is read beside the months before and after it: a year sees the packages of its
rows, and those of the months next to it. What a package held formerly and holds no longer is of the
year that its period says; a package that is not of one month is seen by every year.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from mingbai.kinds.accounts import frames
from mingbai.kinds.accounts.pages import places
from mingbai.kinds.accounts.pages.book_years import BookYear, BookYears
from mingbai.kinds.accounts.states import SCOPE
from mingbai.kinds.accounts.village_accounts import village_accounts
from mingbai.model import Edition, KindPart
from mingbai.read import Tables

_KIND = "accounts"
_MONTH = re.compile(r"\d{4}-\d\d")
_OF_YEARS = ("sheets", "plans", "statements")  # what of it a book has a page of a year


@dataclass(frozen=True)
class TownParts:
    """Who sees what. towns: the books of each township that is registered.

    rows: table, package (its position), book and period of each row, every one once, with its town
    and year.
    """

    edition: Edition
    towns: Mapping[str, tuple[str, ...]]
    rows: pd.DataFrame

    @property
    def _tables(self) -> Tables:
        return self.edition.tables[_KIND]

    def town(self, code: str) -> KindPart | None:
        """All that has a row about one of its books; None of one that has not published yet."""
        packages = self._packages.get(code)
        if packages is None:
            return None
        return KindPart(_KIND, code, self._paths(packages), SCOPE, frozenset(self.towns[code]))

    def years(self, code: str) -> Mapping[str, KindPart]:
        """By year, what lies in it or did once, the oldest first; nothing before publication."""
        every = self._packages.get(code)
        if every is None:
            return {}
        by_year = {year: set(self._of_any_year & every) for year in self._gone}
        for (town, year), packages in self._of_rows.items():
            if town == code:
                by_year.setdefault(year, set(self._of_any_year & every)).update(packages)
        for at in every - self._of_any_year:
            year = self._tables.packages[at].period[:4]
            by_year.setdefault(year, set(self._of_any_year & every)).add(at)
        books = frozenset(self.towns[code])
        return {
            year: KindPart(
                kind=_KIND,
                name=f"{code}/{year}",
                packages=self._paths(packages or every),
                scope=SCOPE,
                ids=books,
                year=year,
            )
            for year, packages in sorted(by_year.items())
        }

    def books(self, code: str, year: str) -> BookYears:
        """Each book of a township that has published, as a year of it has to know it."""
        return {
            book: _book_year(self._years[book], year, self._newest[book])
            for book in self.towns[code]
            if book in self._newest
        }

    def _paths(self, packages: set[int]) -> frozenset[str]:
        return frozenset(self._tables.packages[at].path for at in packages)

    @cached_property
    def _packages(self) -> Mapping[str, set[int]]:
        """By town, all packages with a row about one of its books."""
        pairs = self.rows[["town", "package"]].drop_duplicates()
        by_town: dict[str, set[int]] = {}
        for town, package in pairs.itertuples(index=False):
            by_town.setdefault(town, set()).add(package)
        return by_town

    @cached_property
    def _of_any_year(self) -> set[int]:
        """Packages that are not of one month."""
        packages = enumerate(self._tables.packages)
        return {at for at, package in packages if not _MONTH.fullmatch(package.period)}

    @cached_property
    def _of_rows(self) -> Mapping[tuple[str, str], set[int]]:
        """By town and year, the packages of its rows and of the months next to its months."""
        own = self.rows[["town", "year", "package"]].drop_duplicates()
        triples = pd.concat([own, *_neighbours(self.rows)]).itertuples(index=False)
        packages: dict[tuple[str, str], set[int]] = {}
        for town, year, package in triples:
            packages.setdefault((town, year), set()).add(package)
        return packages

    @cached_property
    def _gone(self) -> frozenset[str]:
        """The years of packages that were released and are there no more: every part sees them."""
        there = {package.path for package in self._tables.packages}
        entries = (one.entry for one in self.edition.releases)
        return frozenset(
            entry.period[:4]
            for entry in entries
            if entry.kind == _KIND and entry.package not in there
        )

    @cached_property
    def _years(self) -> Mapping[str, list[str]]:
        """Years of which each book published anything, the oldest first."""
        rows = self.rows.loc[self.rows["table"].isin(_OF_YEARS), ["book", "year"]]
        pairs = rows.drop_duplicates().sort_values(["book", "year"])
        by_book: dict[str, list[str]] = {}
        for book, year in pairs.itertuples(index=False):
            by_book.setdefault(book, []).append(year)
        return by_book

    @cached_property
    def _newest(self) -> Mapping[str, str]:
        """The newest month of each book that has published one."""
        sheets = self.rows[self.rows["table"] == "sheets"]
        newest = sheets.groupby("book")["period"].max()
        return dict(zip(newest.index.tolist(), newest.tolist(), strict=True))


def parts(edition: Edition) -> TownParts:
    """Through `edition.shared` they are found once."""
    towns = places.towns(edition.shared(village_accounts))
    town_of = {book: code for code, books in towns.items() for book in books}
    rows = pd.concat(_rows(edition.tables[_KIND]), ignore_index=True)
    rows = rows.assign(town=rows["book"].map(town_of), year=rows["period"].str[:4])
    return TownParts(edition, towns, rows)


def _rows(tables: Tables) -> list[pd.DataFrame]:
    """Of each table about books: its package, book and period (a year of what is yearly)."""
    return [
        pd.DataFrame(
            {
                "table": table.name,
                "package": frames.packages_of(tables, table),
                "book": table.frame["book_id"].to_numpy(),
                "period": table.frame["period" if "period" in table.frame else "year"].to_numpy(),
            }
        ).drop_duplicates()
        for table in tables
        if "book_id" in table.frame
    ]


def _neighbours(rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Town, year and package: of each month that is the first or last of a year the one beyond."""
    sheets = rows[rows["table"] == "sheets"].sort_values(["book", "period"], kind="stable")
    book, year = (sheets[name].to_numpy(object) for name in ("book", "year"))
    turns = np.flatnonzero((book[1:] == book[:-1]) & (year[1:] != year[:-1]))
    last, first = sheets.iloc[turns], sheets.iloc[turns + 1]
    columns = ["town", "year", "package"]
    return (
        last[columns].assign(package=first["package"].to_numpy()),
        first[columns].assign(package=last["package"].to_numpy()),
    )


def _book_year(years: list[str], year: str, newest: str) -> BookYear:
    """years: those of the book, the oldest first."""
    at = years.index(year) if year in years else None
    return BookYear(
        is_published=at is not None,
        before=years[at - 1] if at else "",
        after=years[at + 1] if at is not None and at + 1 < len(years) else "",
        is_newest=newest[:4] == year,
    )
