"""Entries -> ledger rows as HTML, all books of a batch at once, cut by sheet and direction.

A line is written in one pass over columns; a subject's heading is glued before its first line and
its subtotal behind its last. No loop sees a line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import polars as pl
from markupsafe import Markup

from mingbai.kinds.accounts.frames import Bools, Ints, Lines
from mingbai.kinds.accounts.rules import subjects
from mingbai.model import Edition
from mingbai.page import Slices, cell_texts, escape_texts, slices, yuan_texts
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
    line = _lines(sorted_frame, lines.number[own][order], fen, edition)
    names = tables.shared(subjects)["name"].iloc[lines.rows[own][order]]
    html = _grouped(line, group, fen, top[order], names)
    starts = np.searchsorted(place, np.arange(2 * (last - first) + 1))
    return Ledgers(first, slices(html), starts)


def anchors(periods: pd.Series, number: Ints) -> pl.Series:
    """`06-001`: the lasting address of an entry inside its book's year."""
    month = cell_texts(periods.str[5:])
    return month + "-" + pl.Series(number).cast(pl.String).str.zfill(3)


def _lines(frame: pd.DataFrame, number: Ints, fen: Ints, edition: Edition) -> pl.Series:
    """One `<tr>` an entry."""
    anchor = anchors(frame["period"], number)
    day = cell_texts(frame["date"])
    shown = (
        day.str.slice(5, 2).cast(pl.Int64).cast(pl.String)
        + " 月 "
        + day.str.slice(8, 2).cast(pl.Int64).cast(pl.String)
        + " 日"
    )
    cells = pl.DataFrame(
        {
            "anchor": anchor,
            "day": day,
            "shown": shown,
            "who": _who(frame),
            "what": escape_texts(cell_texts(frame["summary"])),
            "small": _small(frame, edition),
            "fen": yuan_texts(pl.Series(fen)),
        }
    )
    row = pl.concat_str(
        pl.lit('<tr id="'),
        "anchor",
        pl.lit('"><td><time datetime="'),
        "day",
        pl.lit('">'),
        "shown",
        pl.lit('</time></td><td><a href="#'),
        "anchor",
        pl.lit('">'),
        "anchor",
        pl.lit("</a></td><td>"),
        "what",
        pl.lit("<br><small>"),
        "small",
        pl.lit("</small></td><td>"),
        "who",
        pl.lit('</td><td class="num">'),
        "fen",
        pl.lit("</td></tr>"),
    )
    return cells.select(row=row)["row"]


def _who(frame: pd.DataFrame) -> pl.Series:
    """Handler, witness, approver; a phone shows the role before each name."""
    handler, witness, approver = (
        escape_texts(cell_texts(frame[name])) for name in ("handler", "witness", "approver")
    )
    return (
        "<span><b>经手</b>"
        + handler
        + "、</span><span><b>证明</b>"
        + witness.fill_null("（无）")
        + "、</span><span><b>审批</b>"
        + approver
        + "</span>"
    )


def _small(frame: pd.DataFrame, edition: Edition) -> pl.Series:
    """Note, voucher, attachments and contract, under the summary."""
    note = escape_texts(cell_texts(frame["note"])) + "；"
    voucher = escape_texts(cell_texts(frame["voucher_no"]))
    papers = cell_texts(frame["attachments"].astype("int64"))
    contract = "；合同 " + _contracts(frame["contract_no"], edition)
    small = note.fill_null("") + "凭证 " + voucher + "，附件 " + papers + " 张"
    return small + contract.fill_null("")


def _contracts(numbers: pd.Series, edition: Edition) -> pl.Series:
    """Contract numbers, each a link where this portal has a page for it."""
    known = {
        str(no): str(Markup('<a href="{}">{}</a>').format(url, no)) if url else ""
        for no in numbers.dropna().unique()
        for url in (edition.url("contract", str(no)),)
    }
    linked = numbers.map({no: html for no, html in known.items() if html})
    plain = escape_texts(cell_texts(numbers))
    if not any(known.values()):
        return plain
    return pl.DataFrame({"l": cell_texts(linked.astype("str")), "p": plain}).select(
        html=pl.coalesce("l", "p")
    )["html"]


def _grouped(line: pl.Series, group: Ints, fen: Ints, top: Ints, names: pd.Series) -> pl.Series:
    """Headings glued before the first line of a subject, subtotals behind its last."""
    if not len(group):
        return line
    begins = np.concatenate([[True], group[1:] != group[:-1]])
    ends = np.concatenate([begins[1:], [True]])
    running = np.concatenate([[0], np.cumsum(fen)])
    sums = running[1:][ends] - running[:-1][begins]
    code = pl.Series(top[begins]).cast(pl.String)
    name = escape_texts(cell_texts(names[begins].reset_index(drop=True)))
    head = (
        '<tbody><tr class="ledger__subject"><th scope="rowgroup" colspan="5">'
        + code
        + (" " + name).fill_null("")
        + "</th></tr>"
    )
    foot = (
        '<tr class="ledger__subtotal"><th scope="row" colspan="4">'
        + pl.DataFrame({"n": name, "c": code}).select(x=pl.coalesce("n", "c"))["x"]
        + '小计</th><td class="num">'
        + yuan_texts(pl.Series(sums))
        + "</td></tr></tbody>"
    )
    return _placed(head, begins) + line + _placed(foot, ends)


def _placed(texts: pl.Series, where: Bools) -> pl.Series:
    """Texts at the true rows, empty at all others."""
    at = np.where(where, np.cumsum(where) - 1, len(texts))
    return texts.extend(pl.Series([""], dtype=pl.String)).gather(pl.Series(at))


def directions() -> Sequence[int]:
    """Income first, as on a sheet."""
    return (INCOME, EXPENSE)
