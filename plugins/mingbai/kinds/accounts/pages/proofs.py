"""A monthly statement -> what was checked: the sentence, the sum evaluated, the entries to see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from mingbai.issues import Issue
from mingbai.kinds.accounts.books import MonthlyStatement
from mingbai.kinds.accounts.disclosures import entry_url
from mingbai.kinds.accounts.verification import Proof
from mingbai.kinds.accounts.village_accounts import VillageAccounts
from mingbai.money import yuan
from mingbai.page import Link, Mark, ProofLine, month_name

HELD, WARNED = Mark("ok", "核对一致"), Mark("warn", "提醒")
_PARTS = (
    ("wrong-account-opening", "个科目的期初等于上月期末"),
    ("wrong-account-closing", "个科目的期初加减本月发生额等于期末"),
    ("subject-movement-differs", "个科目的逐笔之和等于科目余额的发生额"),
    ("fund-movement-differs", "个专项资金合计（收、支）等于账上逐笔之和"),
    ("fund-balance-differs", "个专项资金的期末合计等于科目余额"),
    ("fund-lines-differ", "个专项数（收、支）等于写了它编号的各笔之和"),
    ("wrong-fund-opening", "个专项的期初等于上月期末"),
    ("wrong-fund-closing", "个专项的期初加收入减支出等于期末"),
)
_LINKS = 6  # entries a reminder links to before it says how many more there are


def status(accounts: VillageAccounts, statement: MonthlyStatement) -> Mark:
    """The mark of a statement: errors are never published, so it held; reminders are counted."""
    count = reminder_count(accounts, statement)
    return Mark("warn", f"核对一致，有 {count} 项提醒") if count else HELD


def reminder_count(accounts: VillageAccounts, statement: MonthlyStatement) -> int:
    """How many sorts of reminders a statement has."""
    warnings = accounts.verification.warnings.get(statement.position, ())
    return len({issue.code for issue, _ in warnings})


def proof_lines(accounts: VillageAccounts, statement: MonthlyStatement) -> tuple[ProofLine, ...]:
    """Identities first, then reminders; each identity with the amounts that were compared."""
    return (
        _opening(accounts, statement),
        *_totals(accounts, statement),
        _closing(statement),
        *_balance(accounts, statement),
        *_year(accounts, statement),
        *_cash(accounts, statement),
        *_parts(accounts, statement),
        *_people(accounts, statement),
        *_reminders(accounts, statement),
    )


def _proof(accounts: VillageAccounts, code: str, statement: MonthlyStatement) -> Proof | None:
    proofs = accounts.verification.proofs
    return proofs[code].get(statement.position) if code in proofs else None


def _opening(accounts: VillageAccounts, statement: MonthlyStatement) -> ProofLine:
    proof = _proof(accounts, "wrong-opening", statement)
    if proof:
        text = f"上月末结余等于 {month_name(statement.period)}初结余"
        return ProofLine(HELD, text, f"{yuan(proof.expected)} = {yuan(proof.found)}")
    if accounts.books.monthly[statement.book_id][0].position == statement.position:
        return ProofLine(Mark("none", "没有上月"), "这是第一次公开的月份，期初没有上月可比")
    return ProofLine(Mark("missing", "无法核对"), "上月没有公开，期初结余无法和上月核对")


def _totals(accounts: VillageAccounts, statement: MonthlyStatement) -> Iterator[ProofLine]:
    income = _proof(accounts, "wrong-income-total", statement)
    expense = _proof(accounts, "wrong-expense-total", statement)
    if income and expense:
        text = f"{income.rows} 笔收入、{expense.rows} 笔支出逐笔相加等于合计"
        yield ProofLine(HELD, text, f"{yuan(income.expected)}；{yuan(expense.expected)}")


def _closing(statement: MonthlyStatement) -> ProofLine:
    total = (
        f"{yuan(statement.opening)} + {yuan(statement.income)} − {yuan(statement.expense)}"
        f" = {yuan(statement.closing)}"
    )
    return ProofLine(HELD, "期初加收入减支出等于期末", total)


def _balance(accounts: VillageAccounts, statement: MonthlyStatement) -> Iterator[ProofLine]:
    proof = _proof(accounts, "wrong-balance", statement)
    if proof:
        text = f"{proof.rows} 笔账的余额一笔接一笔，最后一笔等于期末结余"
        yield ProofLine(HELD, text, f"{yuan(proof.found)} = {yuan(statement.closing)}")


def _year(accounts: VillageAccounts, statement: MonthlyStatement) -> Iterator[ProofLine]:
    income = _proof(accounts, "wrong-ytd-income", statement)
    expense = _proof(accounts, "wrong-ytd-expense", statement)
    if income and expense:
        sums = f"收入 {yuan(income.found)}；支出 {yuan(expense.found)}"
        yield ProofLine(HELD, "本年累计接得上月的累计", sums)


def _cash(accounts: VillageAccounts, statement: MonthlyStatement) -> Iterator[ProofLine]:
    proof = _proof(accounts, "wrong-cash", statement)
    if proof:
        text = "科目余额里的现金加银行存款等于期末结余"
        yield ProofLine(HELD, text, f"{yuan(proof.expected)} = {yuan(proof.found)}")
    sides = _proof(accounts, "unequal-trial-balance", statement)
    if sides:
        text = f"{sides.rows} 个科目的借方合计等于贷方合计"
        yield ProofLine(HELD, text, f"期末：{yuan(sides.found)} = {yuan(sides.expected)}")


def _parts(accounts: VillageAccounts, statement: MonthlyStatement) -> Iterator[ProofLine]:
    """Each account and each earmarked fund was proved by itself: how many of them."""
    for code, text in _PARTS:
        proof = _proof(accounts, code, statement)
        if proof:
            yield ProofLine(HELD, f"{proof.rows} {text}")


def _people(accounts: VillageAccounts, statement: MonthlyStatement) -> Iterator[ProofLine]:
    count = int(accounts.books.entries.count[statement.position])
    if count:
        yield ProofLine(HELD, "每笔的经手人和审批人不是同一人", f"{count} 笔全部符合")


def _reminders(accounts: VillageAccounts, statement: MonthlyStatement) -> Iterator[ProofLine]:
    """The reminders of one rule are one line, with a link to each entry."""
    warnings = accounts.verification.warnings.get(statement.position, ())
    for _, rows in groupby(warnings, key=lambda row: row[0].code):
        group = list(rows)
        numbers = [number for issue, entry_no in group for number in _numbers(issue, entry_no)]
        links = tuple(
            Link(
                f"{statement.period[5:]}-{number}",
                entry_url(statement.book_id, statement.period, number),
            )
            for number in numbers[:_LINKS]
        )
        more = len(numbers) - _LINKS
        note = f"还有 {more} 笔" if more > 0 else ""
        yield ProofLine(WARNED, _message(group[0][0], len(group)), note, links)


def _numbers(issue: Issue, number: int | None) -> Sequence[str]:
    """The entries an issue speaks of: its own row, or those it names."""
    if number is not None:
        return (f"{number:03d}",)
    return (issue.found or "").split("、") if issue.code == "major-expense" else ()


def _message(issue: Issue, count: int) -> str:
    values = {"field": issue.field, "found": issue.found, "expected": issue.expected}
    text = issue.message.format(**values, **issue.values)
    return text if count == 1 else f"{text}；同样的共 {count} 处"


def statement_lines(accounts: VillageAccounts, book_id: str, year: str) -> tuple[ProofLine, ...]:
    """What was proved of a year's statements; nothing where none was published."""
    proofs = accounts.verification.statement_proofs.get((book_id, year), ())
    return tuple(
        ProofLine(
            HELD, f"{statement}：{rule}（{line}）", f"{yuan(proof.expected)} = {yuan(proof.found)}"
        )
        for statement, line, rule, proof in proofs
    )
