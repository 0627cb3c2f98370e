"""A block of 收支明细 -> its movements; balances and totals are compared, not believed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mingbai.exports import (
    ExportBlock,
    ExportLabel,
    ExportRow,
    Inquiry,
    LabelledRow,
    Question,
    rules,
)
from mingbai.issues import Issue, Rule
from mingbai.money import plain_yuan
from mingbai.sentences import Sentence

_INCOME = frozenset({"收入", "收", "收款", "借", "借方", "进"})
_EXPENSE = frozenset({"支出", "支", "付", "付款", "贷", "贷方", "出"})


@dataclass(frozen=True)
class Movement:
    """One line of the ledger. income_fen, expense_fen: as printed, red ink negative."""

    row: ExportRow
    income_fen: int
    expense_fen: int

    @property
    def signed_fen(self) -> int:
        """What it adds to the balance."""
        return self.income_fen - self.expense_fen


@dataclass(frozen=True)
class Ledger:
    """A month of one book. opening_fen: as printed in front of the first line, None without.

    year_fen: 本年累计 of income and expense where both are printed.
    """

    block: ExportBlock
    movements: tuple[Movement, ...]
    opening_fen: int | None
    year_fen: tuple[int, int] | None


def read(
    block: ExportBlock, inquiry: Inquiry, issues: list[Issue], whole: Mapping[str, int]
) -> Ledger | None:
    """The ledger of a block; None where its columns do not say what came in and what went out.

    whole: by column the sum over all blocks of the sheet, which its last total may be.
    """
    if _is_voucher_lines(block):
        issues.append(rules.VOUCHER_LINES.issue(block.where, block.row, thing=block.thing))
        return None
    columns = _columns(block, inquiry, issues)
    if columns is None:
        return None
    moved = [_movement(row, columns, issues) for row in block.rows]
    opening = _opening(block)
    issues += _balances(block, moved, opening)
    issues += _totals(block, moved, columns, whole)
    return Ledger(block, tuple(moved), opening, _year(block, columns))


def _is_voucher_lines(block: ExportBlock) -> bool:
    """Whether every voucher has lines on both sides that are equal: a journal of double entries."""
    sums: dict[tuple[str, str], tuple[int, int, int]] = {}
    for row in block.rows:
        key = (row.text("date"), row.text("voucher"))
        debit, credit, count = sums.get(key, (0, 0, 0))
        sums[key] = (
            debit + row.fen.get("debit", 0),
            credit + row.fen.get("credit", 0),
            count + 1,
        )
    return bool(sums) and all(
        debit == credit and count > 1 and debit for debit, credit, count in sums.values()
    )


def _columns(block: ExportBlock, inquiry: Inquiry, issues: list[Issue]) -> tuple[str, str] | None:
    """The columns of what came in and what went out; ("amount", "direction") where one says both.

    Debit and credit of a journal of money are income and expense: proved by its balances, or asked.
    """
    if {"income", "expense"} <= block.columns:
        return "income", "expense"
    if {"debit", "credit"} <= block.columns:
        if _proves(block):
            return "debit", "credit"
        question = Question(
            key="借贷/收支明细",
            text=Sentence("收支明细里，借方是收入、贷方是支出，对吗？"),
            is_kept=True,
        )
        answer = inquiry.ask(question)
        if answer != "不对":
            return ("debit", "credit") if answer else None
    elif {"amount", "direction"} <= block.columns:
        return "amount", "direction"
    issues.append(
        rules.NO_COLUMN.issue(
            block.where, block.row, found="收支明细", expected="“收入”“支出”成对的两栏"
        )
    )
    return None


def _proves(block: ExportBlock) -> bool:
    """Whether each balance is the one before plus debit minus credit, two at least."""
    before, compared = _opening(block), 0
    for row in block.rows:
        balance = row.fen.get("balance")
        moved = row.fen.get("debit", 0) - row.fen.get("credit", 0)
        if before is not None and balance is not None:
            if balance != before + moved:
                return False
            compared += 1
        before = balance
    return compared > 0


def _movement(row: ExportRow, columns: tuple[str, str], issues: list[Issue]) -> Movement:
    if columns == ("amount", "direction"):
        side, amount = row.text("direction"), row.fen.get("amount", 0)
        is_income, is_expense = side in _INCOME, side in _EXPENSE
        if not (is_income or is_expense):
            issues.append(_at_row(rules.UNCLEAR_ROW, row))
        income, expense = (amount, 0) if is_income else (0, amount)
    else:
        income, expense = (row.fen.get(name, 0) for name in columns)
    if income and expense:
        issues.append(_at_row(rules.BOTH_SIDES, row))
    elif not income and not expense:
        issues.append(_at_row(rules.NO_AMOUNT, row))
    return Movement(row, income, expense)


def _at_row(rule: Rule, row: ExportRow) -> Issue:
    words = row.text("summary") or row.text("voucher") or row.text("date")
    return rule.issue(row.where, row.row, found=f"{row.row}", expected=words, cell=f"A{row.row}")


def balance(row: ExportRow) -> int | None:
    """The balance of a row; negative where its side says 贷."""
    fen = row.fen.get("balance")
    return -fen if fen is not None and row.text("balance_side") in ("贷", "贷方") else fen


def _opening(block: ExportBlock) -> int | None:
    """The balance of the first row that brings something forward before any data."""
    for one in block.labelled:
        if one.label is ExportLabel.CARRIED and one.position == 0:
            fen = balance(one.row)
            if fen is not None:
                return fen
            sides = [one.row.fen[name] for name in ("income", "debit") if name in one.row.fen]
            if sides:
                return sides[0]
    return None


def _balances(block: ExportBlock, moved: list[Movement], opening: int | None) -> Iterator[Issue]:
    """An issue where a printed balance is not the one before it plus what the line moves."""
    running = opening
    for movement in moved:
        stated = balance(movement.row)
        if running is not None:
            running += movement.signed_fen
            if stated is not None and stated != running:
                yield _differs(movement.row, "balance", stated, running)
                running = stated
        else:
            running = stated
    ends = [opening]
    for movement in moved:
        stated = balance(movement.row)
        last = ends[-1]
        ends.append(stated if stated is not None else last and last + movement.signed_fen)
    for one in block.labelled:
        stated, expected = balance(one.row), ends[one.position]
        if stated is not None and expected is not None and stated != expected:
            yield _differs(one.row, "balance", stated, expected)


def _differs(row: ExportRow, name: str, stated: int, expected: int) -> Issue:
    return rules.WRONG_BALANCE.issue(
        row.where,
        row.row,
        found=plain_yuan(stated),
        expected=plain_yuan(expected),
        cell=row.refs.get(name, f"A{row.row}"),
    )


def _totals(
    block: ExportBlock,
    moved: list[Movement],
    columns: tuple[str, str],
    whole: Mapping[str, int],
) -> Iterator[Issue]:
    """An issue where a total is neither the sum of all lines above nor of those since the last.

    The last one may be that of the sheet.
    """
    if "direction" in columns:
        return
    start = 0
    for one in block.labelled:
        if one.label not in (ExportLabel.TOTAL, ExportLabel.PAGE):
            continue
        for name, attribute in zip(columns, ("income_fen", "expense_fen"), strict=True):
            stated = one.row.fen.get(name)
            sums = [
                sum(getattr(m, attribute) for m in moved[first : one.position])
                for first in (0, start)
            ]
            if one.position == len(moved):
                sums.append(whole.get(name, sums[0]))
            if stated is not None and stated not in sums:
                yield total_issue(one, name, stated, sums[0])
        start = one.position


def total_issue(one: LabelledRow, name: str, stated: int, expected: int) -> Issue:
    """The issue of a total that is not the sum of its rows."""
    return rules.WRONG_TOTAL.issue(
        one.row.where,
        one.row.row,
        found=plain_yuan(stated),
        expected=plain_yuan(expected),
        cell=one.row.refs.get(name, f"A{one.row.row}"),
        title=one.words,
    )


def _year(block: ExportBlock, columns: tuple[str, str]) -> tuple[int, int] | None:
    one = year_row(block)
    if one is None or not set(columns) <= one.row.fen.keys():
        return None
    return one.row.fen[columns[0]], one.row.fen[columns[1]]


def year_row(block: ExportBlock) -> LabelledRow | None:
    """The last row of 本年累计."""
    years = [one for one in block.labelled if one.label is ExportLabel.YEAR]
    return years[-1] if years else None
