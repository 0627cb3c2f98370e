"""Edition -> VillageAccounts: all that pages, panels and downloads are made from, made once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

import pandas as pd

from mingbai.check import clock, lookup
from mingbai.county import County
from mingbai.kinds.accounts import frames
from mingbai.kinds.accounts.books import Books
from mingbai.kinds.accounts.contacts import Contacts
from mingbai.kinds.accounts.coverage import Coverage, coverage, last_month
from mingbai.kinds.accounts.sheet_versions import (
    SheetVersion,
    corrected_entries,
    corrected_months,
)
from mingbai.kinds.accounts.states import SCOPE
from mingbai.kinds.accounts.verification import Verification
from mingbai.model import Edition
from mingbai.page import Mark, records
from mingbai.read import Tables

_VILLAGE_BOOK = "村账"


class DueMonth(NamedTuple):
    """One month that had to be published, and what became of it (states of the clock)."""

    period: str
    due: pd.Timestamp
    done: pd.Timestamp
    state: str


class Posting(NamedTuple):
    """Where a sheet hung and who signed it; posted_to is NaT while it hangs."""

    place: str
    posted_from: pd.Timestamp
    posted_to: pd.Timestamp
    head: str
    reviewers: str
    accountant: str


@dataclass(frozen=True)
class VillageAccounts:
    """The books of a county, what was proved of them, and who answers for them.

    last_month: the newest month that anyone in the county published, in months since year 0.
    """

    edition: Edition
    books: Books
    verification: Verification
    contacts: Contacts
    last_month: int

    @property
    def county(self) -> County:
        """The county whose books these are."""
        return self.edition.county

    @property
    def tables(self) -> Tables:
        """The tables of this kind."""
        return self.books.tables

    @cached_property
    def coverage(self) -> Coverage:
        """Which of the items that the law asks for each book disclosed, month by month."""
        return coverage(self.tables, self.county, self.last_month)

    @cached_property
    def postings(self) -> Mapping[tuple[str, str], Posting]:
        """The first posting of each sheet, by book and month."""
        frame = self.tables.frame("postings").sort_values("posted_from", kind="stable")
        frame = frame.drop_duplicates(["book_id", "period"])
        keys = zip(frame["book_id"], frame["period"], strict=True)
        columns = (frame[name].tolist() for name in Posting._fields)
        return dict(zip(keys, map(Posting._make, zip(*columns, strict=True)), strict=True))

    @cached_property
    def marks(self) -> Mapping[str, Mark | None]:
        """How each registered book stands; None of one that nothing is said of."""
        every = list(self.books.registered)
        return dict(zip(every, records.state_marks(self.edition, SCOPE, every), strict=True))

    @cached_property
    def corrected(self) -> Mapping[tuple[str, str, str], SheetVersion]:
        """The entries that were corrected after publication, by book, month and number."""
        return corrected_entries(self.edition)

    @cached_property
    def corrected_months(self) -> frozenset[tuple[str, str]]:
        """The sheets that were corrected after publication, by book and month."""
        return corrected_months(self.edition.corrections)

    @cached_property
    def per_household(self) -> Mapping[tuple[str, str], Mapping[str, int]]:
        """Expense a household in 分, by township and month: of each village book, the lowest first.

        Villages whose number of households is not registered are left out.
        """
        statements = self.tables.shared(frames.monthly_statements).frame
        books, homes = self.county.books, self.county.households
        place = lookup(statements["book_id"], books["place_code"])
        towns = {code: self.books.town_of(code) for code in place.unique()}
        rows = pd.DataFrame(
            {
                "town": place.map(towns),
                "period": statements["period"],
                "book": statements["book_id"],
                "fen": statements["expense_fen"],
                "homes": lookup(place, homes),
            }
        )
        is_village = lookup(rows["book"], books["kind"]) == _VILLAGE_BOOK
        rows = rows[is_village & rows["homes"].notna()]
        homes_of = rows["homes"].astype("int64")
        rows["fen"] = (rows["fen"] * 2 + homes_of) // (homes_of * 2)
        rows = rows.sort_values(["town", "period", "fen", "book"], kind="stable")
        return {
            (str(key[0]), str(key[1])): dict(
                zip(rows_of_month["book"].tolist(), rows_of_month["fen"].tolist(), strict=True)
            )
            for key, rows_of_month in rows.groupby(["town", "period"], sort=False)
        }

    @cached_property
    def upcoming_days(self) -> Mapping[str, tuple[int, pd.Timestamp]]:
        """The month (1 to 12) that is due next of each book, and its last day."""
        dues = pd.concat([self.edition.dues, self.edition.upcoming], ignore_index=True)
        if "kind" not in dues:
            return {}
        is_meant = (dues["kind"] == "accounts") & (dues["series"] == "months")
        waiting = dues[is_meant & (dues["state"] == clock.WAITING)]
        first = waiting.sort_values(["due", "period"], kind="stable").drop_duplicates("subject")
        columns = (first["subject"], first["period"].str[5:7].astype("int64"), first["due"])
        return {book: (month, day) for book, month, day in zip(*columns, strict=True)}

    @cached_property
    def due_months(self) -> Mapping[str, Sequence[DueMonth]]:
        """Months that had to be published, by book, oldest first."""
        dues = self.edition.dues
        if "kind" not in dues:
            return {}
        dues = dues[(dues["kind"] == "accounts") & (dues["series"] == "months")]
        months = dues.sort_values(["subject", "period"], kind="stable")
        columns = [months[name].tolist() for name in ("subject", *DueMonth._fields)]
        return {
            book: tuple(DueMonth(*row[1:]) for row in rows)
            for book, rows in groupby(zip(*columns, strict=True), key=lambda row: row[0])
        }


def village_accounts(edition: Edition) -> VillageAccounts:
    """Through `edition.shared` it is made once for pages, panels and downloads."""
    return accounts_of(edition, last_month(edition.tables["accounts"]))


def accounts_of(edition: Edition, last: int) -> VillageAccounts:
    """The books that this edition has, of a county whose newest published month is `last`."""
    tables = edition.tables["accounts"]
    return VillageAccounts(
        edition=edition,
        books=Books(tables, edition.county),
        verification=Verification(tables, edition),
        contacts=Contacts(edition.county),
        last_month=last,
    )
