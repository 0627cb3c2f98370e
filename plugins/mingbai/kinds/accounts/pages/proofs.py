"""A sheet -> what the machine checked: the sentence, the sum it evaluated, the lines to see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from mingbai.issues import Issue
from mingbai.kinds.accounts.books import Proof, Sheet, Shelf
from mingbai.kinds.accounts.disclosures import entry_url
from mingbai.money import yuan
from mingbai.page import Link, Mark, ProofLine, month_name

HELD, WARNED = Mark("ok", "核对一致"), Mark("warn", "提醒")
_PARTS = (
    ("wrong-account-opening", "个科目的期初等于上月期末"),
    ("wrong-account-closing", "个科目的期初加减本月发生额等于期末"),
    ("wrong-fund-opening", "个专项的期初等于上月期末"),
    ("wrong-fund-closing", "个专项的期初加收入减支出等于期末"),
)
_SHOWN = 6  # how many lines a reminder links to before it says how many more there are


def status(shelf: Shelf, sheet: Sheet) -> Mark:
    """What stands beside a sheet: errors are never published, so it held; reminders are counted."""
    warned = len({issue.code for issue, _ in shelf.warnings.get(sheet.at, ())})
    return Mark("warn", f"核对一致，有 {warned} 项提醒") if warned else HELD


def proof_lines(shelf: Shelf, sheet: Sheet) -> tuple[ProofLine, ...]:
    """Identities first, then reminders; each identity with the amounts that were compared."""
    lines = [_opening(shelf, sheet), *_totals(shelf, sheet), _closing(sheet)]
    lines += [*_balance(shelf, sheet), *_year(shelf, sheet), *_cash(shelf, sheet)]
    lines += [*_parts(shelf, sheet), *_people(shelf, sheet), *_reminders(shelf, sheet)]
    return tuple(lines)


def _proof(shelf: Shelf, code: str, sheet: Sheet) -> Proof | None:
    return shelf.proofs[code].get(sheet.at) if code in shelf.proofs else None


def _opening(shelf: Shelf, sheet: Sheet) -> ProofLine:
    proof = _proof(shelf, "wrong-opening", sheet)
    if proof:
        text = f"上月末结余等于{month_name(sheet.period)}初结余"
        return ProofLine(HELD, text, f"{yuan(proof.expected)} = {yuan(proof.found)}")
    if shelf.sheets[sheet.book_id][0].at == sheet.at:
        return ProofLine(Mark("none", "没有上月"), "这是第一次公开的月份，期初没有上月可比")
    return ProofLine(Mark("missing", "无法核对"), "上月没有公开，期初结余无法和上月核对")


def _totals(shelf: Shelf, sheet: Sheet) -> Iterator[ProofLine]:
    income = _proof(shelf, "wrong-income-total", sheet)
    expense = _proof(shelf, "wrong-expense-total", sheet)
    if income and expense:
        text = f"{income.rows} 笔收入、{expense.rows} 笔支出逐笔相加等于合计"
        yield ProofLine(HELD, text, f"{yuan(income.expected)}；{yuan(expense.expected)}")


def _closing(sheet: Sheet) -> ProofLine:
    total = (
        f"{yuan(sheet.opening)} + {yuan(sheet.income)} − {yuan(sheet.expense)}"
        f" = {yuan(sheet.closing)}"
    )
    return ProofLine(HELD, "期初加收入减支出等于期末", total)


def _balance(shelf: Shelf, sheet: Sheet) -> Iterator[ProofLine]:
    proof = _proof(shelf, "wrong-balance", sheet)
    if proof:
        text = f"{proof.rows} 笔账的余额一笔接一笔，最后一笔等于期末结余"
        yield ProofLine(HELD, text, f"{yuan(proof.found)} = {yuan(sheet.closing)}")


def _year(shelf: Shelf, sheet: Sheet) -> Iterator[ProofLine]:
    income = _proof(shelf, "wrong-ytd-income", sheet)
    expense = _proof(shelf, "wrong-ytd-expense", sheet)
    if income and expense:
        sums = f"收入 {yuan(income.found)}；支出 {yuan(expense.found)}"
        yield ProofLine(HELD, "本年累计接得上月的累计", sums)


def _cash(shelf: Shelf, sheet: Sheet) -> Iterator[ProofLine]:
    proof = _proof(shelf, "wrong-cash", sheet)
    if proof:
        text = "科目余额里的现金加银行存款等于期末结余"
        yield ProofLine(HELD, text, f"{yuan(proof.expected)} = {yuan(proof.found)}")
    sides = _proof(shelf, "unequal-trial-balance", sheet)
    if sides:
        text = f"{sides.rows} 个科目的借方合计等于贷方合计"
        yield ProofLine(HELD, text, f"期末：{yuan(sides.found)} = {yuan(sides.expected)}")


def _parts(shelf: Shelf, sheet: Sheet) -> Iterator[ProofLine]:
    """Each account and each earmarked fund was proved by itself: how many of them."""
    for code, text in _PARTS:
        proof = _proof(shelf, code, sheet)
        if proof:
            yield ProofLine(HELD, f"{proof.rows} {text}")


def _people(shelf: Shelf, sheet: Sheet) -> Iterator[ProofLine]:
    count = int(shelf.lines.count[sheet.at])
    if count:
        yield ProofLine(HELD, "每笔的经手人和审批人不是同一人", f"{count} 笔全部符合")


def _reminders(shelf: Shelf, sheet: Sheet) -> Iterator[ProofLine]:
    """The reminders of one rule are one line, with a link to each entry."""
    found = shelf.warnings.get(sheet.at, ())
    for _, rows in groupby(found, key=lambda row: row[0].code):
        group = list(rows)
        numbers = [number for issue, own in group for number in _numbers(issue, own)]
        links = tuple(
            Link(f"{sheet.period[5:]}-{number}", entry_url(sheet.book_id, sheet.period, number))
            for number in numbers[:_SHOWN]
        )
        more = len(numbers) - _SHOWN
        note = f"还有 {more} 笔" if more > 0 else ""
        yield ProofLine(WARNED, _said(group[0][0], len(group)), note, links)


def _numbers(issue: Issue, number: int | None) -> Sequence[str]:
    """The entries an issue speaks of: its own row, or those it names."""
    if number is not None:
        return (f"{number:03d}",)
    return (issue.found or "").split("、") if issue.code == "major-expense" else ()


def _said(issue: Issue, count: int) -> str:
    values = {"field": issue.field, "found": issue.found, "expected": issue.expected}
    text = issue.message.format(**values, **issue.values)
    return text if count == 1 else f"{text}；同样的共 {count} 处"


def statement_lines(shelf: Shelf, book_id: str, year: str) -> tuple[ProofLine, ...]:
    """What was proved of a year's statements; nothing where none was published."""
    return tuple(
        ProofLine(
            HELD, f"{statement}：{title}（{line}）", f"{yuan(proof.expected)} = {yuan(proof.found)}"
        )
        for statement, line, title, proof in shelf.statement_proofs.get((book_id, year), ())
    )
