"""Months of books -> what money was for, in villagers' words, each purpose with its lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from mingbai.kinds.accounts import purposes
from mingbai.kinds.accounts.books import MonthlyStatement
from mingbai.kinds.accounts.disclosures import year_url
from mingbai.kinds.accounts.pages import beside, ledger
from mingbai.kinds.accounts.village_accounts import VillageAccounts
from mingbai.money import yuan
from mingbai.page import Purpose, Slices, TextColumn, concat_texts

INCOME, EXPENSE = purposes.INCOME, purposes.EXPENSE


@dataclass(frozen=True)
class Spending:
    """What some statements had for which purpose.

    at: by statement, direction and code of the purpose, where its lines begin and end in `html`.
    sums: rows of `Purposes.sums` by statement and direction.
    """

    accounts: VillageAccounts
    known: purposes.Purposes
    html: Slices
    at: Mapping[tuple[int, str, int], tuple[int, int]]
    sums: Mapping[tuple[int, str], pd.DataFrame]

    def of(self, statement: MonthlyStatement, direction: str) -> tuple[Purpose, ...]:
        """The purposes of a month, the largest first; none where nothing came in or went out."""
        sums = self.sums.get((statement.position, direction))
        if sums is None:
            return ()
        longest = max(int(sums["fen"].max()), 1)
        return tuple(
            Purpose(
                name=str(row.name),
                count=f"{row.count:,} 笔",
                fen=int(row.fen),
                length=max(1, int(row.fen) * 100 // longest),
                lines=self.html.between(*self.at[statement.position, direction, int(row.code)]),
                beside=self._beside(statement, direction, str(row.name)),
            )
            for row in _records(sums)
        )

    def _beside(self, statement: MonthlyStatement, direction: str, name: str) -> str:
        """`5 月 1,200.00 元，去年 6 月没有。`; "" where neither month was published."""
        others = beside.earlier(self.accounts, statement)
        parts = []
        for words, other in others:
            fen = self.known.fen.get((other.position, direction, name), 0)
            parts.append(f"{words} {yuan(fen)} 元" if fen else f"{words}没有")
        return "，".join(parts) + "。" if parts else ""


@dataclass(frozen=True, slots=True)
class _Record:
    name: str
    code: int
    fen: int
    count: int


def _records(sums: pd.DataFrame) -> Sequence[_Record]:
    columns = (sums[name].tolist() for name in ("name", "code", "fen", "count"))
    return [_Record(*row) for row in zip(*columns, strict=True)]


def spending(accounts: VillageAccounts, statements: Sequence[MonthlyStatement]) -> Spending:
    """Of these statements, in the order of their positions."""
    known = accounts.tables.shared(purposes.purposes)
    positions = np.array([s.position for s in statements], np.int64)
    entries = accounts.books.entries
    chosen = ledger.entries_of(entries, positions)
    is_expense = entries.signed_fen[chosen] < 0
    code = known.code[entries.rows[chosen]]
    order = np.lexsort((entries.number[chosen], code, is_expense, entries.statement[chosen]))
    chosen, code, is_expense = chosen[order], code[order], is_expense[order]
    frame = accounts.tables.frame("entries").iloc[entries.rows[chosen]]
    years = {s.position: year_url(s.book_id, s.period[:4]) for s in statements}
    year = pd.Series(entries.statement[chosen]).map(years).astype("str")
    html = concat_texts(
        '<li class="purposes__line"><a href="',
        TextColumn.of(year),
        "#",
        ledger.anchors(frame["period"], entries.number[chosen]),
        '">',
        TextColumn.of(frame["summary"]).escaped(),
        '</a><span class="purposes__fen">',
        TextColumn.of_yuan(np.abs(entries.signed_fen[chosen])),
        "</span></li>",
    )
    direction = np.where(is_expense, EXPENSE, INCOME)
    keys = pd.MultiIndex.from_arrays([entries.statement[chosen], direction, code])
    first = np.flatnonzero(~keys.duplicated())
    ends = [*first[1:].tolist(), len(keys)]
    columns = (entries.statement[chosen][first], direction[first], code[first], first)
    rows = zip(*(column.tolist() for column in columns), ends, strict=True)
    at = {(statement, side, purpose): (start, end) for statement, side, purpose, start, end in rows}
    sums = known.sums[known.sums["statement"].isin(positions)]
    by = {
        (int(str(key[0])), str(key[1])): sums_of_side
        for key, sums_of_side in sums.groupby(["statement", "direction"], sort=False)
    }
    return Spending(accounts, known, html.slices(), at, by)
