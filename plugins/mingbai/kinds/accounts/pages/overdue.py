"""Books whose months did not come -> the band that says so at the top of a page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from mingbai.check import clock
from mingbai.kinds.accounts.pages import months
from mingbai.kinds.accounts.states import LATE
from mingbai.kinds.accounts.village_accounts import DueMonth, VillageAccounts
from mingbai.model import Band
from mingbai.page import Alarm, Mark, month_zh

_NAMED = 3  # months that are named one by one


def of_book(accounts: VillageAccounts, book_id: str) -> Band | None:
    """Which months of a book are missing, and which one its page shows; None where none is."""
    missing = _missing(accounts, book_id)
    if not missing:
        return None
    latest = accounts.books.latest(book_id)
    newest_words = f"下面是 {month_zh(latest.period)}的账。" if latest else ""
    return _band(accounts, f"{_names(missing)}的账到期没有公开", missing, newest_words)


def late(accounts: VillageAccounts, book_id: str, mark: Mark | None) -> Alarm | None:
    """That the month which fell due last came late, and how late; None where it did not."""
    if mark is None or mark.text != LATE:
        return None
    newest = months.fallen_due(accounts, book_id)[-1]
    days = (newest.done - newest.due).days
    says = f"应在 {newest.due.date()} 前公开，{newest.done.date()} 才公开，迟了 {days:,} 天。"
    return Alarm(mark, says)


def of_place(accounts: VillageAccounts, book_ids: Sequence[str]) -> Band | None:
    """Which books of a village or group are behind, by name; None where none is."""
    behind = [book for book in book_ids if _missing(accounts, book)]
    if len(behind) != 1:
        return of_many(accounts, book_ids)
    missing = _missing(accounts, behind[0])
    name = accounts.books.registered[behind[0]].name
    return _band(accounts, f"{name} {_names(missing)}的账到期没有公开", missing)


def of_many(accounts: VillageAccounts, book_ids: Sequence[str]) -> Band | None:
    """How many of these books are behind; None where none is."""
    missing = [of_book for book in book_ids if (of_book := _missing(accounts, book))]
    if not missing:
        return None
    every = [due for of_book in missing for due in of_book]
    return _band(accounts, f"{len(missing):,} 本账到期没有公开", every)


def _missing(accounts: VillageAccounts, book_id: str) -> list[DueMonth]:
    """The months of a book that are overdue, oldest first."""
    fallen_due = months.fallen_due(accounts, book_id)
    return [due for due in fallen_due if due.state == clock.UNPUBLISHED]


def _band(
    accounts: VillageAccounts, before: str, missing: Sequence[DueMonth], after: str = ""
) -> Band:
    as_of, due = accounts.county.as_of, min(m.due for m in missing).date()
    words = "已经" if len(missing) == 1 else "最早的已经"
    return Band(
        f"{before}，{words}",
        due,
        (as_of - due).days,
        as_of=as_of,
        after=after,
        series="accounts/months",
    )


def _names(missing: Sequence[DueMonth]) -> str:
    """`2026 年 5 月、6 月`; of more than a few months how many, with the first and the last."""
    if len(missing) > _NAMED:
        first, last = missing[0].period, missing[-1].period
        return f"{month_zh(first)}到 {month_zh(last)}之间 {len(missing):,} 个月"
    years = groupby((due.period for due in missing), key=lambda period: period[:4])
    return "，".join(
        f"{year} 年 " + "、".join(f"{int(period[5:])} 月" for period in periods)
        for year, periods in years
    )
