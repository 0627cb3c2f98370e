"""Edition -> every sheet of every book in order, with what was proved and warned about each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

import numpy as np
import pandas as pd

from mingbai.county import County
from mingbai.issues import Issue
from mingbai.kinds.accounts import frames
from mingbai.kinds.accounts.frames import Lines, Sheets
from mingbai.model import Edition
from mingbai.read import Tables

Told = tuple[str, str | float, str | float]
_STATEMENT_RULES = (
    "wrong-balance-sheet",
    "wrong-net-value",
    "wrong-subtotal",
    "wrong-distribution",
    "wrong-undistributed",
    "wrong-money-line",
)


class Sheet(NamedTuple):
    """One sheet as pages see it. at: its position among all sheets; amounts in 分."""

    at: int
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


class Duty(NamedTuple):
    """One month that had to be published, and what became of it (states of the clock)."""

    period: str
    due: pd.Timestamp
    done: pd.Timestamp
    state: str


class Proof(NamedTuple):
    """One identity of one sheet: amounts in 分, and how many rows stand behind the first."""

    expected: int
    found: int
    rows: int


class Book(NamedTuple):
    """A registered book: the place it belongs to, who keeps it."""

    name: str
    place_code: str
    kind: str
    keeper: str


class Place(NamedTuple):
    """A place: parent_code is NaN for the county. path: names from the township down."""

    name: str
    parent_code: str | float
    kind: str
    path: str


@dataclass(frozen=True)
class Shelf:
    """All books of the county with their sheets, duties, proofs and warnings."""

    tables: Tables
    edition: Edition

    @property
    def county(self) -> County:
        """The county whose books these are."""
        return self.edition.county

    @cached_property
    def books(self) -> Mapping[str, Book]:
        """Registered books in the order of their numbers."""
        frame = self.county.books.sort_index()
        told = zip(*(frame[name].tolist() for name in Book._fields), strict=True)
        return dict(zip(frame.index.tolist(), map(Book._make, told), strict=True))

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """Places by code."""
        frame = self.county.places
        told = zip(*(frame[name].tolist() for name in Place._fields), strict=True)
        return dict(zip(frame.index.tolist(), map(Place._make, told), strict=True))

    @cached_property
    def posts(self) -> Mapping[str, Sequence[Told]]:
        """Posts by place: name, holder, telephone."""
        frame = self.county.posts
        frame = frame[frame["place_code"].notna()].sort_values("place_code", kind="stable")
        told = zip(
            frame["place_code"], *(frame[n] for n in ("name", "holder", "phone")), strict=True
        )
        return {
            place: tuple(row[1:] for row in rows) for place, rows in groupby(told, lambda r: r[0])
        }

    @cached_property
    def keepers(self) -> Mapping[str, Told]:
        """Agencies by slug: name, telephone, supervision telephone."""
        frame = self.county.agencies
        told = zip(frame["name"], frame["phone"], frame["supervision_phone"], strict=True)
        return dict(zip(frame.index.tolist(), told, strict=True))

    def town_of(self, place: str) -> str:
        """The township of a place; the county itself where there is none between."""
        while self.places[place].kind not in ("乡镇", "县"):
            place = str(self.places[place].parent_code)
        return place

    @cached_property
    def frame(self) -> Sheets:
        """The sheets as columns."""
        return self.tables.shared(frames.sheets)

    @cached_property
    def lines(self) -> Lines:
        """The entries as columns, in ledger order."""
        return self.tables.shared(frames.lines)

    @cached_property
    def sheets(self) -> Mapping[str, Sequence[Sheet]]:
        """Sheets by book, oldest first; a book without any is not in it."""
        money = ("opening", "income", "expense", "closing", "ytd_income", "ytd_expense")
        names = [f"{n}_fen" if n in money else n for n in Sheet._fields[1:]]
        columns = [self.frame.frame[name].tolist() for name in names]
        every = map(Sheet._make, zip(range(len(self.frame.frame)), *columns, strict=True))
        return {book: tuple(rows) for book, rows in groupby(every, key=lambda s: s.book_id)}

    def positions(self, book_id: str, year: str) -> range:
        """Positions of a year's sheets among all sheets."""
        own = [s.at for s in self.sheets[book_id] if s.period.startswith(year)]
        return range(own[0], own[-1] + 1) if own else range(0)

    @cached_property
    def years(self) -> Mapping[str, Sequence[str]]:
        """Years of which a book published anything, newest first."""
        found = {book: {s.period[:4] for s in own} for book, own in self.sheets.items()}
        for name in ("plans", "statements"):
            frame = self.tables.frame(name)
            for book, year in zip(frame["book_id"], frame["year"], strict=True):
                found.setdefault(book, set()).add(year)
        return {book: tuple(sorted(own, reverse=True)) for book, own in found.items()}

    @cached_property
    def duties(self) -> Mapping[str, Sequence[Duty]]:
        """Months that had to be published, by book, oldest first."""
        dues = self.edition.dues
        if "kind" not in dues:
            return {}
        own = dues[dues["kind"] == "accounts"].sort_values(["subject", "period"], kind="stable")
        columns = [own[n].tolist() for n in ("subject", *Duty._fields)]
        pairs = zip(*columns, strict=True)
        return {
            book: tuple(Duty(*row[1:]) for row in rows)
            for book, rows in groupby(pairs, key=lambda row: row[0])
        }

    @cached_property
    def proofs(self) -> Mapping[str, Mapping[int, Proof]]:
        """Rule code -> sheet position -> what was compared."""
        subjects = pd.Index(self.frame.frame["subject"])
        return {
            check.rule.code: _by_sheet(subjects, verdict.proofs.frame)
            for check, verdict in self.edition.verdicts["accounts"]
            if verdict.proofs is not None
        }

    @cached_property
    def statement_proofs(self) -> Mapping[tuple[str, str], Sequence[tuple[str, str, str, Proof]]]:
        """(book_id, year) -> statement, line, the rule's title and what was compared."""
        found: dict[tuple[str, str], list[tuple[str, str, str, Proof]]] = {}
        for check, verdict in self.edition.verdicts["accounts"]:
            if verdict.proofs is None or not check.rule.code.startswith(_STATEMENT_RULES):
                continue
            for subject, *sums in verdict.proofs.frame.itertuples(index=False):
                book, year, statement, line = str(subject).split("/", 3)
                row = (statement, line, check.rule.title, Proof(*sums))
                found.setdefault((book, year), []).append(row)
        return found

    @cached_property
    def warnings(self) -> Mapping[int, Sequence[tuple[Issue, int | None]]]:
        """Sheet position -> what was warned of it, each with its entry's number if it has one."""
        own = [i for i in self.edition.warnings if i.row and i.path.startswith("accounts/")]
        found = _of_sheets(own, self.frame.frame.index) + _of_lines(own, self.lines)
        found.sort(key=lambda row: (row[0], row[2].code, row[1] or 0))
        return {
            at: tuple((issue, number) for _, number, issue in rows)
            for at, rows in groupby(found, key=lambda row: row[0])
        }


def _by_sheet(subjects: pd.Index, frame: pd.DataFrame) -> Mapping[int, Proof]:
    """What was proved of each sheet; of its accounts and funds together, as many as `rows`."""
    if frame["subject"].str.count("/").eq(2).any():
        sheets = frame.assign(rows=1).groupby(frame["subject"].str.rsplit("/", n=1).str[0])
        frame = sheets[["expected_fen", "found_fen", "rows"]].sum().reset_index()
    at = subjects.get_indexer(pd.Index(frame["subject"]))
    kept = frame[at >= 0]
    columns = [kept[n].tolist() for n in ("expected_fen", "found_fen", "rows")]
    return dict(
        zip(at[at >= 0].tolist(), map(Proof._make, zip(*columns, strict=True)), strict=True)
    )


def _positions(issues: Sequence[Issue], index: pd.Index) -> list[int]:
    places = pd.MultiIndex.from_tuples([(i.path, i.row) for i in issues], names=index.names)
    return [int(at) for at in index.get_indexer(places)]


def _of_sheets(issues: Sequence[Issue], index: pd.Index) -> list[tuple[int, int | None, Issue]]:
    own = [i for i in issues if i.path.endswith("/sheets.csv")]
    if not own:
        return []
    return [(at, None, i) for at, i in zip(_positions(own, index), own, strict=True) if at >= 0]


def _of_lines(issues: Sequence[Issue], lines: Lines) -> list[tuple[int, int | None, Issue]]:
    own = [i for i in issues if i.path.endswith("/entries.csv")]
    if not own:
        return []
    order = np.empty(len(lines.rows), np.int64)
    order[lines.rows] = np.arange(len(lines.rows))
    at = [int(order[p]) for p in _positions(own, lines.index) if p >= 0]
    return [(int(lines.sheet[p]), int(lines.number[p]), i) for p, i in zip(at, own, strict=True)]
