"""Exported blocks of a month -> lines of entries, monthly statements and trial balances.

Nothing that can be computed is copied: numbers, balances, totals and the year so far are made anew
and compared with what is printed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mingbai import dates
from mingbai.county import County
from mingbai.exports import ExportBlock, ExportTables, Inquiry, Question, TableLine, rules
from mingbai.issues import Issue
from mingbai.kinds.accounts.exports import ledger as ledgers
from mingbai.kinds.accounts.exports import trial
from mingbai.kinds.accounts.exports.funds import Funds
from mingbai.kinds.accounts.exports.ledger import Ledger, Movement
from mingbai.kinds.accounts.exports.people import Signers
from mingbai.kinds.accounts.exports.statements import Statements
from mingbai.kinds.accounts.exports.subjects import Chart, subject_of
from mingbai.model import ExportPlace
from mingbai.money import plain_yuan
from mingbai.read import Tables
from mingbai.sentences import Sentence

_TITLES = {"ledger": "收支明细", "trial": "科目余额表"}
_PLAIN = ("payee", "witness", "contract_no", "fund_no", "note")


def build(
    blocks: Sequence[ExportBlock],
    place: ExportPlace,
    tables: Tables,
    county: County,
    inquiry: Inquiry,
) -> ExportTables:
    """The lines of all tables that the blocks give; a block with a fault of its own gives none."""
    books = {str(book): str(name) for book, name in county.books["name"].items()}
    issues = [*_other_months(blocks, place, books), *_twice(blocks, books)]
    sound = [block for block in blocks if not _is_blamed(block, issues)]
    chart = Chart(place.period, inquiry)
    lines: dict[str, list[TableLine]] = {}
    month = _Month(place, tables, books, chart, inquiry)
    ledger_blocks = [block for block in sound if block.form == "ledger"]
    read = [ledgers.read(one, inquiry, issues, _whole(one, ledger_blocks)) for one in ledger_blocks]
    read_ledgers = [one for one in read if one is not None]
    if ledger_blocks:
        entries, statements = month.of(read_ledgers, issues)
        lines["entries"] = entries
        if "funds" not in place.present:
            lines["funds"] = [*month.funds.lines(entries)]
        if "sheets" not in place.present:
            lines["sheets"] = statements
    for block in sound:
        if block.form == "trial":
            lines.setdefault("trial_balances", []).extend(trial.lines(block, chart, issues))
    return ExportTables(lines, tuple(issues))


def _whole(block: ExportBlock, blocks: Sequence[ExportBlock]) -> Mapping[str, int]:
    """By column the sum over all blocks of the same sheet."""
    sums: Counter[str] = Counter()
    for one in blocks:
        if one.where == block.where:
            for row in one.rows:
                sums.update(row.fen)
    return sums


def _other_months(
    blocks: Sequence[ExportBlock], place: ExportPlace, books: Mapping[str, str]
) -> Iterator[Issue]:
    """An issue for each block whose title or rows are of another month."""
    for block in blocks:
        dated = {row.text("date")[:7] for row in block.rows if row.text("date")[4:5] == "-"}
        others = sorted({*block.months, *dated} - {place.period})
        if others:
            yield rules.OTHER_MONTHS.issue(
                block.where,
                block.row,
                found="、".join(others),
                expected=place.period,
                thing=books.get(block.thing, block.thing),
            )


def _twice(blocks: Sequence[ExportBlock], books: Mapping[str, str]) -> Iterator[Issue]:
    by_key: dict[tuple[str, str], list[ExportBlock]] = {}
    for block in blocks:
        by_key.setdefault((block.form, block.thing), []).append(block)
    for (form, thing), same in by_key.items():
        if len(same) > 1:
            where = "、".join(f"{one.where} 第 {one.row} 行起" for one in same)
            for one in same:
                yield rules.TWICE.issue(
                    one.where,
                    one.row,
                    found=_TITLES[form],
                    expected=where,
                    thing=books.get(thing, thing),
                )


def _is_blamed(block: ExportBlock, issues: Sequence[Issue]) -> bool:
    return any(one.path == block.where and one.row == block.row for one in issues)


@dataclass(frozen=True)
class _Month:
    """What the lines of a month are made with. tables: of the publisher, earlier periods."""

    place: ExportPlace
    tables: Tables
    books: Mapping[str, str]
    chart: Chart
    inquiry: Inquiry

    @property
    def funds(self) -> Funds:
        """The funds of the publisher's books."""
        return Funds(self.place.period, self.tables, self.books, self.inquiry)

    def of(
        self, ledgers: Sequence[Ledger], issues: list[Issue]
    ) -> tuple[list[TableLine], list[TableLine]]:
        """The entries and the monthly statements of ledgers, by book."""
        ordered = sorted(ledgers, key=lambda one: one.block.thing)
        statements = Statements(self.place.period, self.tables, self.books, self.inquiry)
        signed = {name: self._signers(name, ordered) for name in ("handler", "approver")}
        entries: list[TableLine] = []
        sheets: list[TableLine] = []
        for one in ordered:
            opening = statements.opening(one, issues)
            moved = [self._turned(one, movement) for movement in one.movements]
            if opening is None:
                continue
            entries += self._entries(one, moved, opening, signed)
            if "sheets" not in self.place.present:
                sheets.append(statements.line(one, moved, opening, issues))
        return entries, sheets

    def _signers(self, name: str, ledgers: Sequence[Ledger]) -> Mapping[str, str]:
        """By book who signs, of the books whose export does not say."""
        lacking = {
            one.block.thing: self.books.get(one.block.thing, one.block.thing)
            for one in ledgers
            if name not in one.block.columns and one.movements
        }
        if not lacking:
            return {}
        signers = Signers(
            self.tables.frame("entries"),
            dates.before(self.place.period),
            lacking,
            self.inquiry,
        )
        return signers.names(name)

    def _turned(self, one: Ledger, movement: Movement) -> Movement:
        """A line in red ink as a line on the other side, with the voucher that it takes back."""
        fen = movement.income_fen or movement.expense_fen
        if fen >= 0:
            return movement
        row = movement.row
        sides = (Sentence("收入"), Sentence("支出"))
        side, other = sides if movement.income_fen else reversed(sides)
        answer = self.inquiry.ask(
            Question(
                key=f"红字/{one.block.thing}/{self.place.period}/{row.text('voucher')}/{row.row}",
                text=Sentence(
                    "{book} {cell}“{summary}”是红字{side} {red}："
                    "记成{other} {yuan}，冲销的是哪一号凭证？",
                    book=self.books.get(one.block.thing, ""),
                    cell=row.refs.get("summary", ""),
                    summary=row.text("summary"),
                    side=side,
                    red=plain_yuan(fen),
                    other=other,
                    yuan=plain_yuan(-fen),
                ),
                form="text",
            )
        )
        note = f"冲销 {answer} 号凭证" if answer else ""
        cells = {**row.cells, "note": " ".join(filter(None, (row.text("note"), note)))}
        turned = type(row)(row.where, row.row, cells, row.fen, row.refs)
        return Movement(turned, max(-movement.expense_fen, 0), max(-movement.income_fen, 0))

    def _entries(
        self,
        one: Ledger,
        moved: Sequence[Movement],
        opening: int,
        signed: Mapping[str, Mapping[str, str]],
    ) -> Iterator[TableLine]:
        """The lines of one book, numbered, each with the balance after it."""
        book, balance = one.block.thing, opening
        for number, movement in enumerate(moved, start=1):
            balance += movement.signed_fen
            row = movement.row
            direction = "收入" if movement.income_fen else "支出"
            subject = subject_of(row)
            code = self.chart.code(subject)
            item = self.chart.item(row, subject, code, direction) if code else None
            cells = {
                "book_id": book,
                "period": self.place.period,
                "entry_no": f"{number:03d}",
                "date": row.text("date"),
                "voucher_no": row.text("voucher"),
                "subject_code": code or "",
                "disclosure_code": item or "",
                "summary": row.text("summary"),
                "direction": direction,
                "amount": plain_yuan(movement.income_fen or movement.expense_fen),
                "balance": plain_yuan(balance),
                "handler": _name(row.text("handler")) or signed["handler"].get(book, ""),
                "approver": _name(row.text("approver")) or signed["approver"].get(book, ""),
                "attachments": self._attachments(one, movement),
                **{name: row.text(name) for name in _PLAIN},
            }
            cells["witness"] = _name(cells["witness"])
            if code and not cells["fund_no"]:
                summary = cells["summary"]
                cells["fund_no"] = self.funds.of_line(book, code, subject.label, summary)
            yield TableLine(cells, row.where, row.row, _refs(row.refs, direction))

    def _attachments(self, one: Ledger, movement: Movement) -> str:
        if "attachments" in one.block.columns:
            return movement.row.text("attachments").removesuffix("张").removesuffix(".0")
        answer = self.inquiry.ask(
            Question(
                key="附件张数",
                text=Sentence(
                    "导出的表里没有“附件张数”。每一笔都填几张？"
                    "（不一样的，在平台里选上这一栏重新导出）"
                ),
                form="count",
                is_kept=True,
            )
        )
        return answer or ""


def _name(text: str) -> str:
    """A person's name without the blanks that line up names of two characters."""
    return "".join(text.split())


def _refs(refs: Mapping[str, str], direction: str) -> Mapping[str, str]:
    """Field -> the cell that it comes from."""
    money = (
        ("income", "debit", "amount") if direction == "收入" else ("expense", "credit", "amount")
    )
    amount = next((refs[name] for name in money if name in refs), "")
    pairs = {
        "date": refs.get("date") or refs.get("day", ""),
        "voucher_no": refs.get("voucher", ""),
        "subject_code": refs.get("subject_code") or refs.get("subject_name", ""),
        "disclosure_code": refs.get("item", ""),
        "amount": amount,
        "direction": amount,
    }
    same = ("summary", "balance", "handler", "approver", "attachments", *_PLAIN)
    return {**pairs, **{name: refs.get(name, "") for name in same}}
