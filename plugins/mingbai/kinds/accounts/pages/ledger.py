"""Entries -> ledgers as HTML, those of many monthly statements at once, cut by statement.

A row is written in one pass over columns; a subject's heading is glued before its first row and
its subtotal behind its last. No loop sees an entry. A county has seven hundred thousand rows: they
carry no class (the style sheet knows the columns), and their cells no end tag, which HTML lets out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from markupsafe import Markup

from mingbai.check import lookup
from mingbai.check.answers import QUESTIONS
from mingbai.dates import iso_column
from mingbai.kinds.accounts.books import MonthlyStatement
from mingbai.kinds.accounts.disclosures import year_url
from mingbai.kinds.accounts.frames import Entries, Ints
from mingbai.kinds.accounts.rules import subjects
from mingbai.kinds.accounts.village_accounts import VillageAccounts
from mingbai.model import Edition
from mingbai.page import LedgerView, Slices, TextColumn, addresses, concat_texts, month_day

INCOME, EXPENSE = 0, 1
_NAMES = ("收入", "支出")


@dataclass(frozen=True)
class Ledgers:
    """The ledgers of some monthly statements.

    order: the position of a statement -> its number among these. starts: the row of `html` where
    each ledger begins, a statement's income before its expense, and the end behind the last.
    """

    order: Mapping[int, int]
    html: Slices
    starts: Ints

    def view(self, statement: MonthlyStatement, direction: int, id_: str) -> LedgerView:
        """One direction of one statement."""
        at = self.order[statement.position] * 2 + direction
        name = _NAMES[direction]
        total_fen = statement.income if direction == INCOME else statement.expense
        return LedgerView(
            id=id_,
            caption=name,
            body=self.html.between(int(self.starts[at]), int(self.starts[at + 1])),
            total_name=f"{name}合计",
            total_fen=total_fen,
            nothing=f"没有公布{name}的明细。" if total_fen else f"这个月没有{name}。",
        )


def ledgers(
    accounts: VillageAccounts, statements: Sequence[MonthlyStatement], *, is_away: bool = False
) -> Ledgers:
    """The ledgers of statements in the order of their positions.

    The number of an entry is a link to its row: on the same page, or, where the ledgers stand away
    from the page of their year, to the row's lasting address there.
    """
    positions = np.array([s.position for s in statements], np.int64)
    rows = _rows(accounts, positions)
    years = [year_url(s.book_id, s.period[:4]) for s in statements]
    year = TextColumn.of(pd.Series(years, dtype="str").iloc[rows.statement])
    html = _grouped(_html(rows, year, accounts, is_away=is_away), rows)
    starts = np.searchsorted(rows.ledger, np.arange(2 * len(positions) + 1))
    order = {position: i for i, position in enumerate(positions.tolist())}
    return Ledgers(order, html.slices(), starts)


@dataclass(frozen=True)
class _Rows:
    """Entries as parallel columns in the order of ledgers: statement, direction, subject, number.

    frame: their rows in the table. statement: the number of each one's statement among those
    asked for. subject: three digits. name: the subject's name, absent where the chart lacks it.
    """

    frame: pd.DataFrame
    statement: Ints
    direction: Ints
    subject: Ints
    name: pd.Series
    number: Ints
    fen: Ints

    @property
    def ledger(self) -> Ints:
        """Two ledgers a statement: income, expense."""
        return self.statement * 2 + self.direction


def _rows(accounts: VillageAccounts, positions: Ints) -> _Rows:
    entries = accounts.books.entries
    chosen = entries_of(entries, positions)
    statement = np.searchsorted(positions, entries.statement[chosen])
    direction = np.where(entries.signed_fen[chosen] > 0, INCOME, EXPENSE)
    codes = accounts.tables.frame("entries")["subject_code"].iloc[entries.rows[chosen]]
    subject = codes.str[:3].to_numpy(object).astype("int64")
    order = np.lexsort((entries.number[chosen], subject, direction, statement))
    ordered = chosen[order]
    table_rows = entries.rows[ordered]
    return _Rows(
        frame=accounts.tables.frame("entries").iloc[table_rows],
        statement=statement[order],
        direction=direction[order],
        subject=subject[order],
        name=accounts.tables.shared(subjects)["name"].iloc[table_rows],
        number=entries.number[ordered],
        fen=np.abs(entries.signed_fen[ordered]),
    )


def entries_of(entries: Entries, positions: Ints) -> Ints:
    """Where all entries of some statements stand among `entries`, in the order of statements."""
    counts = entries.count[positions]
    before = np.cumsum(counts) - counts
    return np.repeat(entries.starts[positions] - before, counts) + np.arange(counts.sum())


def anchors(periods: pd.Series, number: Ints) -> TextColumn:
    """`06-001`: the lasting address of an entry inside its book's year."""
    return concat_texts(TextColumn.of(periods.str[5:]), "-", TextColumn.of_digits(number, width=3))


def _html(rows: _Rows, year: TextColumn, accounts: VillageAccounts, *, is_away: bool) -> TextColumn:
    """One `<tr>` an entry. year: the page of its book's year, where its link leads if away."""
    frame = rows.frame
    anchor, date = anchors(frame["period"], rows.number), frame["date"]
    return concat_texts(
        '<tr id="',
        anchor,
        '"><td>',
        TextColumn.of_digits(date.dt.month.to_numpy(np.int64)),
        " 月 ",
        TextColumn.of_digits(date.dt.day.to_numpy(np.int64)),
        ' 日<td><a href="',
        year if is_away else "",
        "#",
        anchor,
        '">',
        anchor,
        "</a><td>",
        TextColumn.of(frame["summary"]).escaped(),
        "<br><small>",
        *_small(frame, accounts.edition),
        *_questions(frame, year, anchor, accounts.edition),
        "</small>",
        _corrected(frame, accounts),
        "<td>",
        *_signers(frame),
        "<td>",
        TextColumn.of_yuan(rows.fen),
        "</tr>",
    )


def _corrected(frame: pd.DataFrame, accounts: VillageAccounts) -> TextColumn | str:
    """Under an entry that was corrected: when, and a link to what stood there and why."""
    if not accounts.corrected:
        return ""
    keys = frame["book_id"] + "/" + frame["period"] + "/" + frame["entry_no"]
    links = {
        "/".join(entry): str(
            Markup('<br><a class="ledger__corrected" href="{}">{} 更正，看改了什么</a>').format(
                version.url, month_day(version.day)
            )
        )
        for entry, version in accounts.corrected.items()
    }
    return TextColumn.of(keys.map(links).astype("str")).filled("")


def _signers(frame: pd.DataFrame) -> Sequence[TextColumn | str]:
    """Handler, witness, approver; a phone shows the role before each name."""
    handler, witness, approver = (
        TextColumn.of(frame[name]).escaped() for name in ("handler", "witness", "approver")
    )
    return (
        "<b>经手</b>",
        handler,
        "、<b>证明</b>",
        witness.filled("（无）"),
        "、<b>审批</b>",
        approver,
    )


def _small(frame: pd.DataFrame, edition: Edition) -> Sequence[TextColumn | str]:
    """Note, payee, voucher, attachments, contract and fund, under the summary."""
    note = concat_texts(TextColumn.of(frame["note"]).escaped(), "；")
    payee = concat_texts("收款方 ", TextColumn.of(frame["payee"]).escaped(), "；")
    contract = concat_texts("；合同 ", _contracts(frame["contract_no"], edition))
    fund = concat_texts("；专项 ", TextColumn.of(frame["fund_no"]).escaped())
    return (
        note.filled(""),
        payee.filled(""),
        "凭证 ",
        TextColumn.of(frame["voucher_no"]).escaped(),
        "，附件 ",
        TextColumn.of(frame["attachments"].astype("int64")),
        " 张",
        contract.filled(""),
        fund.filled(""),
    )


def _questions(
    frame: pd.DataFrame, year: TextColumn, anchor: TextColumn, edition: Edition
) -> Sequence[TextColumn | str]:
    """What was asked about the entry, and the link by which anyone asks about it."""
    keeper = lookup(frame["book_id"], edition.county.books["keeper"]).astype("str")
    return (
        concat_texts("；", _asked(frame, edition)).filled(""),
        '；<a href="',
        addresses.ASK_URL,
        "#",
        TextColumn.of(keeper),
        year,
        anchor,
        '">问这一笔</a>',
    )


def _asked(frame: pd.DataFrame, edition: Edition) -> TextColumn:
    """A link to the newest question on each entry, with its answer's day or its last day."""
    asked = edition.county.offered(QUESTIONS).sort_values(["asked", "id"], kind="stable")
    newest = asked.drop_duplicates("row", keep="last")
    is_open = newest["answered"].isna()
    day = iso_column(newest["answered"].where(~is_open, newest["due"]))
    words = ("有人问，" + day + " 已答复").mask(is_open, "有人问，还没有答复，最迟 " + day)
    links = '<a href="' + newest["url"] + '">' + words + "</a>"
    row = "accounts/entries/" + frame["book_id"] + "/" + frame["period"] + "/" + frame["entry_no"]
    return TextColumn.of(lookup(row, links.set_axis(newest["row"])).astype("str"))


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


def _grouped(html: TextColumn, rows: _Rows) -> TextColumn:
    """Headings glued before the first row of a subject, subtotals behind its last."""
    if not len(html):
        return html
    group = rows.ledger * 1000 + rows.subject  # a subject has three digits
    begins = np.concatenate([[True], group[1:] != group[:-1]])
    ends = np.concatenate([begins[1:], [True]])
    running = np.concatenate([[0], np.cumsum(rows.fen)])
    sums = running[1:][ends] - running[:-1][begins]
    code = TextColumn.of_digits(rows.subject[begins])
    name = TextColumn.of(rows.name[begins]).escaped()
    heading = concat_texts(
        '<tbody><tr><td colspan="2"><th scope="rowgroup">',
        code,
        concat_texts(" ", name).filled(""),
        '<td colspan="2"></tr>',
    )
    subtotal = concat_texts(
        '<tr><td colspan="2"><th scope="row">',
        name.filled_from(code),
        "小计<td><td>",
        TextColumn.of_yuan(sums),
        "</tr>",
    )
    return concat_texts(heading.spread(begins), html, subtotal.spread(ends))
