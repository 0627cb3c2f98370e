"""A book -> its months: a mark each, the grid of its years, the chart of its last three years."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from mingbai.check import clock
from mingbai.kinds.accounts.books import Duty, Sheet, Shelf
from mingbai.kinds.accounts.disclosures import month_url
from mingbai.page import ChartView, Mark, Month, MonthRow, charts
from mingbai.page.charts import MonthSum

_CHART_MONTHS = 36
_WORDS = {
    clock.ON_TIME: Mark("", "已公开"),
    clock.LATE: Mark("late", "迟公开"),
    clock.MISSING: Mark("missing", "未公开"),
    clock.WAITING: Mark("none", "未到期"),
}


def mark(duty: Duty) -> Mark:
    """What became of a month, in the words of the book's own page."""
    return _WORDS[duty.state]


def month_rows(
    book_id: str, duties: Sequence[Duty], year: str | None = None
) -> tuple[MonthRow, ...]:
    """The months of a book by year, newest year first; `year` alone if it is given.

    On the page of a year the links stay on the page.
    """
    own = [d for d in duties if year is None or d.period.startswith(year)]
    rows = [
        MonthRow(f"{y} 年", tuple(_month(book_id, duty, year) for duty in group))
        for y, group in groupby(own, key=lambda d: d.period[:4])
    ]
    return tuple(reversed(rows))


def _month(book_id: str, duty: Duty, year: str | None) -> Month:
    title = f"{int(duty.period[5:])} 月"
    if duty.state in (clock.MISSING, clock.WAITING):
        return Month(title, mark(duty))
    url = f"#{duty.period[5:]}" if year else month_url(book_id, duty.period)
    return Month(title, mark(duty), url)


def chart(shelf: Shelf, book_id: str) -> ChartView | None:
    """Income and expense of the last 36 months that had to be published; None without any."""
    sheets = {sheet.period: sheet for sheet in shelf.sheets.get(book_id, ())}
    duties = [
        d for d in shelf.duties.get(book_id, ()) if d.state != clock.WAITING or d.period in sheets
    ]
    months = [_sum(duty, sheets.get(duty.period)) for duty in duties[-_CHART_MONTHS:]]
    if not any(m.income_fen is not None for m in months):
        return None
    return charts.bars("months-chart", f"最近 {len(months)} 个月的收入和支出", months)


def _sum(duty: Duty, sheet: Sheet | None) -> MonthSum:
    if sheet is None:
        return MonthSum(duty.period, None, None, None, mark(duty))
    return MonthSum(duty.period, sheet.income, sheet.expense, sheet.closing, mark(duty))


def on_time(duties: Sequence[Duty]) -> str:
    """How many of the last twelve months that fell due were published in time: `11/12`."""
    over = [d for d in duties if d.state != clock.WAITING][-12:]
    if not over:
        return "未到期"
    kept = sum(1 for d in over if d.state == clock.ON_TIME)
    return f"{kept}/{len(over)}"
