"""Entries -> rows of the notices for the board, those of many months at once, cut by month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup

from mingbai.kinds.accounts.books import MonthlyStatement
from mingbai.kinds.accounts.frames import Bools, Ints
from mingbai.kinds.accounts.pages.ledger import anchors, entries_of
from mingbai.kinds.accounts.village_accounts import VillageAccounts
from mingbai.page import Slices, TextColumn, concat_texts


@dataclass(frozen=True)
class BoardLines:
    """The lines of some monthly statements in the order of their numbers.

    order: the position of a statement -> its number among these. starts: the row of `html` where
    each begins, and the end behind the last.
    """

    order: Mapping[int, int]
    html: Slices
    starts: Ints

    def of(self, statement: MonthlyStatement) -> Markup:
        """The rows of one statement."""
        at = self.order[statement.position]
        return self.html.between(int(self.starts[at]), int(self.starts[at + 1]))


def board_lines(accounts: VillageAccounts, statements: Sequence[MonthlyStatement]) -> BoardLines:
    """The lines of statements in the order of their positions, written by columns."""
    entries = accounts.books.entries
    positions = np.array([s.position for s in statements], np.int64)
    chosen = entries_of(entries, positions)
    frame = accounts.tables.frame("entries").iloc[entries.rows[chosen]]
    signed, date = entries.signed_fen[chosen], frame["date"]
    payee = concat_texts("；", TextColumn.of(frame["payee"]).escaped())
    handler, witness, approver = (
        TextColumn.of(frame[name]).escaped() for name in ("handler", "witness", "approver")
    )
    html = concat_texts(
        "<tr><td>",
        TextColumn.of_digits(date.dt.month.to_numpy(np.int64)),
        "-",
        TextColumn.of_digits(date.dt.day.to_numpy(np.int64)),
        "<td>",
        anchors(frame["period"], entries.number[chosen]),
        "<br>",
        TextColumn.of(frame["voucher_no"]).escaped(),
        " 附",
        TextColumn.of(frame["attachments"].astype("int64")),
        "<td>",
        TextColumn.of(frame["summary"]).escaped(),
        payee.filled(""),
        "<td>",
        _where(signed, signed > 0),
        "<td>",
        _where(-signed, signed < 0),
        "<td>",
        TextColumn.of_yuan(entries.balance_fen[chosen]),
        "<td>",
        handler,
        "、",
        witness.filled("（无）"),
        "、",
        approver,
        "</tr>",
    )
    counts = entries.count[positions]
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])
    return BoardLines({p: i for i, p in enumerate(positions.tolist())}, html.slices(), starts)


def _where(fen: Ints, is_shown: Bools) -> TextColumn:
    """Amounts where they are shown, an empty text elsewhere."""
    return TextColumn.of_yuan(fen[is_shown]).spread(is_shown)
