"""Tables -> monthly statements and entries in ledger order, as columns of whole numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from mingbai.read import Table, Tables

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class MonthlyStatements:
    """All monthly statements 公开单 (table `sheets`), by book and month.

    frame: the table's columns on its own index, in order of book and month, with `month` (months
    since year 0), `published`, `public_since` (datetime64) and `publisher` of its package,
    `subject` (`<book_id>/<period>`) and `follows`: whether the row above is the same book's month
    before.
    """

    frame: pd.DataFrame

    @cached_property
    def follows(self) -> Bools:
        """Whether the row above is the month before of the same book."""
        return self.frame["follows"].to_numpy(bool)

    def column(self, name: str) -> Ints:
        """A column of whole numbers."""
        return self.frame[name].to_numpy(np.int64)

    def before(self, name: str) -> Ints:
        """A column of whole numbers, moved down one row; meaningful where `follows`."""
        return np.roll(self.column(name), 1)


@dataclass(frozen=True)
class Entries:
    """All entries in ledger order (by statement, then by number), as parallel arrays.

    index: of the entries' frame. rows: position in that frame. statement: position in
    `MonthlyStatements.frame`. number: entry_no. signed_fen: income positive, expense negative.
    starts: where each statement's entries begin, with the end behind the last.
    """

    index: pd.Index
    rows: Ints
    statement: Ints
    number: Ints
    signed_fen: Ints
    balance_fen: Ints
    starts: Ints

    @cached_property
    def count(self) -> Ints:
        """How many entries each statement has."""
        return np.diff(self.starts)

    @cached_property
    def income_fen(self) -> Ints:
        """Sum of income of each statement."""
        return self.sums(np.maximum(self.signed_fen, 0))

    @cached_property
    def expense_fen(self) -> Ints:
        """Sum of expense of each statement."""
        return self.sums(np.maximum(-self.signed_fen, 0))

    def sums(self, values: Ints) -> Ints:
        """A value an entry -> its sum a statement; exact, not by floats."""
        running = np.concatenate([np.zeros(1, np.int64), np.cumsum(values)])
        sums: Ints = running[self.starts[1:]] - running[self.starts[:-1]]
        return sums

    def marked(self, bad: Bools) -> pd.Series:
        """True for each bad entry, on the index of the entries' frame, as `faults` wants it."""
        return pd.Series(True, index=self.index[self.rows[bad]])


def months(periods: pd.Series) -> Ints:
    """`2026-06` -> months since year 0, so that the next month is one more."""
    codes, names = pd.factorize(periods)
    numbers = [int(name[:4]) * 12 + int(name[5:7]) - 1 for name in names]
    return np.array(numbers, np.int64)[codes] if len(codes) else np.zeros(0, np.int64)


def period(month: int) -> str:
    """Months since year 0 -> `2026-06`."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def month_start(periods: pd.Series) -> pd.Series:
    """`2026-06` -> its first day."""
    return pd.to_datetime(periods + "-01", format="%Y-%m-%d").astype("datetime64[s]")


def month_end(periods: pd.Series) -> pd.Series:
    """`2026-06` -> its last day."""
    return month_start(periods) + pd.offsets.MonthEnd(0)


def packages_of(tables: Tables, table: Table) -> Ints:
    """Position in `tables.packages` of each row, by the codes of the index: no text compared."""
    position = {package.path: i for i, package in enumerate(tables.packages)}
    index = table.frame.index
    assert isinstance(index, pd.MultiIndex)
    level = index.names.index("file")
    at = np.array([position[f.rpartition("/")[0]] for f in index.levels[level]], np.int64)
    return at[index.codes[level]] if len(index) else np.zeros(0, np.int64)


def monthly_statements(tables: Tables) -> MonthlyStatements:
    """All monthly statements in order of book and month, with what their packages say."""
    table = tables["sheets"]
    package = packages_of(tables, table)
    frame = table.frame.assign(
        month=months(table.frame["period"]),
        package=package,
        published=_of_packages(package, [p.published.isoformat() for p in tables.packages]),
        public_since=_of_packages(package, [p.public_since.isoformat() for p in tables.packages]),
        publisher=_of_packages(package, [p.publisher for p in tables.packages]),
        subject=table.frame["book_id"] + "/" + table.frame["period"],
    ).sort_values(["book_id", "month", "package"], kind="stable")
    days = ["published", "public_since"]
    frame[days] = frame[days].astype("datetime64[s]")
    same = frame["book_id"].to_numpy(object) == np.roll(frame["book_id"].to_numpy(object), 1)
    month = frame["month"].to_numpy()
    follows = same & (month == np.roll(month, 1) + 1)
    return MonthlyStatements(frame.assign(follows=follows))


def _of_packages(package: Ints, values: Sequence[str]) -> npt.NDArray[np.object_]:
    return np.array(values, object)[package] if values else np.zeros(0, object)


def entries(tables: Tables) -> Entries:
    """All entries in ledger order, each with its statement (of the same package)."""
    table, statements = tables["entries"], tables.shared(monthly_statements).frame
    frame = table.frame
    statement = _statement_positions(tables, table, statements)
    number = _numbers(frame["entry_no"])
    rows = np.lexsort((number, statement)).astype(np.int64)
    is_income = (frame["direction"] == "收入").to_numpy(bool)
    amount = frame["amount_fen"].to_numpy(np.int64)
    ordered = statement[rows]
    return Entries(
        index=frame.index,
        rows=rows,
        statement=ordered,
        number=number[rows],
        signed_fen=np.where(is_income, amount, -amount)[rows],
        balance_fen=frame["balance_fen"].to_numpy(np.int64)[rows],
        starts=np.searchsorted(ordered, np.arange(len(statements) + 1)),
    )


def _numbers(entry_no: pd.Series) -> Ints:
    codes, names = pd.factorize(entry_no)
    return np.array([int(n) for n in names], np.int64)[codes] if len(codes) else np.zeros(0, int)


def _statement_positions(tables: Tables, table: Table, statements: pd.DataFrame) -> Ints:
    """The position of each row's statement; a package's rows belong to its own statements.

    Package, book and month are one whole number, so that a million rows are looked up by one
    sorted search and no text is compared.
    """
    codes, books = pd.factorize(table.frame["book_id"])
    statement_books = pd.Index(books).get_indexer(pd.Index(statements["book_id"]))
    wanted = packed(packages_of(tables, table), codes, months(table.frame["period"]))
    offered = packed(
        statements["package"].to_numpy(), statement_books, statements["month"].to_numpy()
    )
    order = np.argsort(offered, kind="stable")
    if not len(order):
        return np.zeros(0, np.int64)
    return order[np.searchsorted(offered[order], wanted)].astype(np.int64)


_MONTH_BITS, _BOOK_BITS, _PACKAGE_BITS = 18, 22, 23


def packed(package: Ints, book: Ints, month: Ints) -> Ints:
    """Package, book and month of each row in the 63 bits of one Int64 without its sign.

    The month (since year 0) takes 18 bits: up to the year 21844, and a period has four digits of
    year. The book takes 22 bits (four million books); it is one more than its code, because a
    statement whose book has no entry has code -1. The package takes the other 23 bits. Raises
    OverflowError where a number does not fit, for it would be taken for another row.
    """
    columns = ((month, _MONTH_BITS), (book + 1, _BOOK_BITS), (package, _PACKAGE_BITS))
    key = np.zeros(len(month), np.int64)
    shift = 0
    for values, bits in columns:
        if len(values) and (values.min() < 0 or values.max() >> bits):
            raise OverflowError(f"a number of {int(values.max())} does not fit in {bits} bits")
        key += values.astype(np.int64) << shift
        shift += bits
    return key
