"""A book -> its months: a mark each, the grid of its years, the chart of its last three years."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from mingbai.check import clock
from mingbai.kinds.accounts.books import MonthlyStatement
from mingbai.kinds.accounts.disclosures import month_url
from mingbai.kinds.accounts.village_accounts import DueMonth, VillageAccounts
from mingbai.page import ChartView, Mark, Month, MonthRow, charts
from mingbai.page.charts import MonthSum

_CHART_MONTHS = 36
_WORDS = {
    clock.ON_TIME: Mark("", "已公开"),
    clock.LATE: Mark("late", "迟公开"),
    clock.UNPUBLISHED: Mark("missing", "未公开"),
    clock.WAITING: Mark("none", "未到期"),
}


_CORRECTED = Mark("fixed", "更正")


def mark(due: DueMonth) -> Mark:
    """What became of a month, in the words of the book's own page."""
    return _WORDS[due.state]


def month_rows(
    accounts: VillageAccounts, book_id: str, year: str | None = None
) -> tuple[MonthRow, ...]:
    """The months of a book by year, newest year first; `year` alone if it is given.

    On the page of a year the links stay on the page.
    """
    due_months = accounts.due_months.get(book_id, ())
    chosen = [d for d in due_months if year is None or d.period.startswith(year)]
    rows = [
        MonthRow(f"{y} 年", tuple(_month(accounts, book_id, due, year) for due in group))
        for y, group in groupby(chosen, key=lambda d: d.period[:4])
    ]
    return tuple(reversed(rows))


def _month(accounts: VillageAccounts, book_id: str, due: DueMonth, year: str | None) -> Month:
    title = f"{int(due.period[5:])} 月"
    if due.state in (clock.UNPUBLISHED, clock.WAITING):
        return Month(title, mark(due))
    url = f"#{due.period[5:]}" if year else month_url(book_id, due.period)
    is_corrected = due.state == clock.ON_TIME and (book_id, due.period) in accounts.corrected_months
    return Month(title, _CORRECTED if is_corrected else mark(due), url)


def chart(accounts: VillageAccounts, book_id: str) -> ChartView | None:
    """Income and expense of the last 36 months that had to be published; None without any."""
    statements = {s.period: s for s in accounts.books.monthly.get(book_id, ())}
    due_months = [
        due
        for due in accounts.due_months.get(book_id, ())
        if due.state != clock.WAITING or due.period in statements
    ]
    months = [_sum(due, statements.get(due.period)) for due in due_months[-_CHART_MONTHS:]]
    if not any(m.income_fen is not None for m in months):
        return None
    return charts.bars("months-chart", f"最近 {len(months)} 个月的收入和支出", months)


def _sum(due: DueMonth, statement: MonthlyStatement | None) -> MonthSum:
    if statement is None:
        return MonthSum(due.period, None, None, None, mark(due))
    amounts = (statement.income, statement.expense, statement.closing)
    return MonthSum(due.period, *amounts, mark(due))


def fallen_due(accounts: VillageAccounts, book_id: str) -> Sequence[DueMonth]:
    """The months of a book whose last day is over, oldest first."""
    return [d for d in accounts.due_months.get(book_id, ()) if d.state != clock.WAITING]


def is_open(accounts: VillageAccounts, book_id: str, year: str) -> bool:
    """Whether months of a year are yet to come, or to be published: another day changes it."""
    months = [d for d in accounts.due_months.get(book_id, ()) if d.period.startswith(year)]
    is_over = len(months) > 0 and year < f"{accounts.county.as_of.year:04d}"
    return not is_over or any(d.state in (clock.UNPUBLISHED, clock.WAITING) for d in months)


def on_time(accounts: VillageAccounts, book_id: str) -> str:
    """How many of the last twelve months that fell due were published in time: `11/12`."""
    latest = fallen_due(accounts, book_id)[-12:]
    if not latest:
        return "未到期"
    in_time = sum(1 for due in latest if due.state == clock.ON_TIME)
    return f"{in_time}/{len(latest)}"
