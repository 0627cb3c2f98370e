"""Entries -> ledger rows as HTML, all books of a batch at once, cut by sheet and direction.

A line is written in one pass over columns; a subject's heading is glued before its first line and
its subtotal behind its last. No loop sees a line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from markupsafe import Markup

from mingbai.kinds.accounts.frames import Ints, Lines
from mingbai.kinds.accounts.rules import subjects
from mingbai.model import Edition
from mingbai.page import Slices, TextColumn, concat
from mingbai.read import Tables

INCOME, EXPENSE = 0, 1
_NAMES = ("收入", "支出")


@dataclass(frozen=True, slots=True)
class LedgerView:
    """components/ledger.html: the lines of one direction under their subjects.

    body: escaped `<tbody>` groups, empty where nothing moved. nothing: what is said then.
    """

    id: str
    caption: str
    body: Markup
    total_name: str
    total_fen: int
    nothing: str


@dataclass(frozen=True)
class Ledgers:
    """The ledgers of sheets first_sheet … of a batch."""

    first_sheet: int
    html: Slices
    starts: Ints

    def view(self, sheet: int, direction: int, id_: str, total_fen: int) -> LedgerView:
        """One direction of one sheet (its position among all sheets)."""
        at = (sheet - self.first_sheet) * 2 + direction
        body = self.html.between(int(self.starts[at]), int(self.starts[at + 1]))
        name = _NAMES[direction]
        nothing = f"没有公布{name}的明细。" if total_fen else f"这个月没有{name}。"
        return LedgerView(
            id=id_,
            caption=name,
            body=body,
            total_name=f"{name}合计",
            total_fen=total_fen,
            nothing=nothing,
        )


def ledgers(tables: Tables, edition: Edition, lines: Lines, first: int, last: int) -> Ledgers:
    """The ledgers of sheets first … last-1."""
    own = slice(int(lines.starts[first]), int(lines.starts[last]))
    sheet = lines.sheet[own]
    direction = np.where(lines.signed_fen[own] > 0, INCOME, EXPENSE)
    frame = tables.frame("entries").iloc[lines.rows[own]]
    top = frame["subject_code"].str[:3].to_numpy(object).astype("int64")
    order = np.lexsort((lines.number[own], top, direction, sheet))
    place = ((sheet - first) * 2 + direction)[order]
    group = place * 1000 + top[order]
    sorted_frame = frame.iloc[order]
    fen = np.abs(lines.signed_fen[own])[order]
    rows = _rows(sorted_frame, lines.number[own][order], fen, edition)
    names = tables.shared(subjects)["name"].iloc[lines.rows[own][order]]
    html = _grouped(rows, group, fen, top[order], names)
    starts = np.searchsorted(place, np.arange(2 * (last - first) + 1))
    return Ledgers(first, html.slices(), starts)


def anchors(periods: pd.Series, number: Ints) -> TextColumn:
    """`06-001`: the lasting address of an entry inside its book's year."""
    return concat(TextColumn.of(periods.str[5:]), "-", TextColumn.of_digits(number, width=3))


def _rows(frame: pd.DataFrame, number: Ints, fen: Ints, edition: Edition) -> TextColumn:
    """One `<tr>` an entry."""
    anchor, date = anchors(frame["period"], number), frame["date"]
    return concat(
        '<tr id="',
        anchor,
        '"><td><time datetime="',
        TextColumn.of(date),
        '">',
        TextColumn.of_digits(date.dt.month.to_numpy(np.int64)),
        " 月 ",
        TextColumn.of_digits(date.dt.day.to_numpy(np.int64)),
        ' 日</time></td><td><a href="#',
        anchor,
        '">',
        anchor,
        "</a></td><td>",
        TextColumn.of(frame["summary"]).escaped(),
        "<br><small>",
        *_small(frame, edition),
        "</small></td><td>",
        *_signers(frame),
        '</td><td class="num">',
        TextColumn.of_yuan(fen),
        "</td></tr>",
    )


def _signers(frame: pd.DataFrame) -> Sequence[TextColumn | str]:
    """Handler, witness, approver; a phone shows the role before each name."""
    handler, witness, approver = (
        TextColumn.of(frame[name]).escaped() for name in ("handler", "witness", "approver")
    )
    return (
        "<span><b>经手</b>",
        handler,
        "、</span><span><b>证明</b>",
        witness.filled("（无）"),
        "、</span><span><b>审批</b>",
        approver,
        "</span>",
    )


def _small(frame: pd.DataFrame, edition: Edition) -> Sequence[TextColumn | str]:
    """Note, voucher, attachments and contract, under the summary."""
    note = concat(TextColumn.of(frame["note"]).escaped(), "；")
    contract = concat("；合同 ", _contracts(frame["contract_no"], edition))
    return (
        note.filled(""),
        "凭证 ",
        TextColumn.of(frame["voucher_no"]).escaped(),
        "，附件 ",
        TextColumn.of(frame["attachments"].astype("int64")),
        " 张",
        contract.filled(""),
    )


def _contracts(numbers: pd.Series, edition: Edition) -> TextColumn:
    """Contract numbers, each a link where this portal has a page for it."""
    links = {
        str(number): str(Markup('<a href="{}">{}</a>').format(url, number))
        for number in numbers.dropna().unique()
        for url in (edition.url("contract", str(number)),)
        if url
    }
    plain = TextColumn.of(numbers).escaped()
    if not links:
        return plain
    return TextColumn.of(numbers.map(links).astype("str")).filled_from(plain)


def _grouped(rows: TextColumn, group: Ints, fen: Ints, top: Ints, names: pd.Series) -> TextColumn:
    """Headings glued before the first line of a subject, subtotals behind its last."""
    if not len(group):
        return rows
    begins = np.concatenate([[True], group[1:] != group[:-1]])
    ends = np.concatenate([begins[1:], [True]])
    running = np.concatenate([[0], np.cumsum(fen)])
    sums = running[1:][ends] - running[:-1][begins]
    code = TextColumn.of_digits(top[begins])
    name = TextColumn.of(names[begins]).escaped()
    heading = concat(
        '<tbody><tr class="ledger__subject"><th scope="rowgroup" colspan="5">',
        code,
        concat(" ", name).filled(""),
        "</th></tr>",
    )
    subtotal = concat(
        '<tr class="ledger__subtotal"><th scope="row" colspan="4">',
        name.filled_from(code),
        '小计</th><td class="num">',
        TextColumn.of_yuan(sums),
        "</td></tr></tbody>",
    )
    return concat(heading.spread(begins), rows, subtotal.spread(ends))
