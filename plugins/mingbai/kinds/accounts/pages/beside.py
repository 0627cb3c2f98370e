"""A month of a book -> beside itself in earlier months, and beside villages of its township."""

from __future__ import annotations

from collections.abc import Sequence

from mingbai.county import LIKE_MIN
from mingbai.kinds.accounts.books import MonthlyStatement
from mingbai.kinds.accounts.village_accounts import VillageAccounts
from mingbai.money import yuan
from mingbai.page import ChartView, charts
from mingbai.page.charts import Dot, Point

_VILLAGE_BOOK = "村账"
_MONTHS = 13


def earlier(
    accounts: VillageAccounts, statement: MonthlyStatement
) -> Sequence[tuple[str, MonthlyStatement]]:
    """The month before (`5 月`) and the same month a year before (`去年 6 月`), where published."""
    year, month = int(statement.period[:4]), int(statement.period[5:])
    wanted = {
        f"{year - (month == 1):04d}-{(month - 2) % 12 + 1:02d}": f"{(month - 2) % 12 + 1} 月",
        f"{year - 1:04d}-{month:02d}": f"去年 {month} 月",
    }
    months = accounts.books.monthly[statement.book_id]
    by_period = {one.period: one for one in months}
    return [(words, by_period[p]) for p, words in wanted.items() if p in by_period]


def with_itself(accounts: VillageAccounts, statement: MonthlyStatement) -> ChartView | None:
    """The expense of thirteen months; None where there is no earlier month to compare with."""
    others = earlier(accounts, statement)
    if not others:
        return None
    months = accounts.books.monthly[statement.book_id]
    by_period = {one.period: one.expense for one in months}
    periods = [_months_before(statement.period, n) for n in range(_MONTHS - 1, -1, -1)]
    begins = next(i for i, p in enumerate(periods) if p in by_period)
    points = [
        Point(_name(p, statement.period), by_period.get(p), _yuan(by_period.get(p)))
        for p in periods[begins:]
    ]
    says = "，".join(_difference(statement.expense, words, one.expense) for words, one in others)
    return charts.lately("beside-itself", "和自己比", "元", points, f"{says}。")


def with_villages(accounts: VillageAccounts, statement: MonthlyStatement) -> ChartView | None:
    """The expense a household of every village of the township; None where there are too few."""
    book = accounts.books.registered[statement.book_id]
    if book.kind != _VILLAGE_BOOK:
        return None
    town = accounts.books.town_of(book.place_code)
    values = accounts.per_household.get((town, statement.period), {})
    if statement.book_id not in values or len(values) < accounts.county.threshold(LIKE_MIN):
        return None
    value = values[statement.book_id]
    middle = _median(sorted(values.values()))
    names = accounts.books.places
    dots = [
        Dot(names[accounts.books.registered[book_id].place_code].name, fen, yuan(fen))
        for book_id, fen in values.items()
    ]
    month = f"{int(statement.period[5:])} 月"
    says = f"{month}每户花 {yuan(value)} 元，{_difference(value, '正中间的村', middle)}。"
    return charts.dot_strip(
        id_="beside-villages",
        title=f"和{names[town].name}的 {len(values)} 个村比，每户花多少",
        unit="元",
        dots=dots,
        highlighted=names[book.place_code].name,
        middle=(middle, yuan(middle)),
        says=says,
    )


def _months_before(period: str, number: int) -> str:
    month = int(period[:4]) * 12 + int(period[5:7]) - 1 - number
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def _median(values: Sequence[int]) -> int:
    """The middle one, or halfway between the two in the middle, in whole 分."""
    half = len(values) // 2
    return values[half] if len(values) % 2 else (values[half - 1] + values[half] + 1) // 2


def _name(period: str, newest: str) -> str:
    """`6 月`, of the same month a year before `去年 6 月`."""
    is_same = period[5:] == newest[5:] and period != newest
    return f"{'去年 ' if is_same else ''}{int(period[5:])} 月"


def _yuan(fen: int | None) -> str:
    return "未公开" if fen is None else yuan(fen)


def _difference(fen: int, words: str, other: int) -> str:
    words = f" {words}" if words[0].isdigit() else words
    if fen == other:
        return f"和{words}一样多"
    return f"比{words}{'多' if fen > other else '少'}花 {yuan(abs(fen - other))} 元"
