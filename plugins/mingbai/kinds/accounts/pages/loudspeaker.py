"""A monthly statement -> what the village's loudspeaker says of it, amounts as they are spoken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from mingbai.county import ANSWER_DAYS
from mingbai.kinds.accounts import purposes
from mingbai.kinds.accounts.books import MonthlyStatement
from mingbai.kinds.accounts.village_accounts import Posting, VillageAccounts
from mingbai.page import month_day, month_zh, spoken_yuan

_INCOMES, _EXPENSES = 3, 4  # what is named; the rest is said as one sum
_A_MINUTE = 200  # characters that are read aloud so that old people can follow


@dataclass(frozen=True, slots=True)
class Announcement:
    """What is read aloud, and in how many minutes."""

    paragraphs: tuple[str, ...]
    minutes: int


def announcement(accounts: VillageAccounts, statement: MonthlyStatement, ask: str) -> Announcement:
    """What came in, what went out and for what, what is left, who to ask and by when."""
    book = accounts.books.registered[statement.book_id]
    month = month_zh(statement.period)
    known = accounts.tables.shared(purposes.purposes)
    income = known.of(statement.position, purposes.INCOME)
    expense = known.of(statement.position, purposes.EXPENSE)
    days = accounts.county.threshold(ANSWER_DAYS)
    paragraphs = (
        f"乡亲们，现在广播{book.name}，{month}的账。",
        f"上月底，账上有{spoken_yuan(statement.opening)}。",
        _side("收入", statement.income, income[:_INCOMES], "其中"),
        _side("支出", statement.expense, expense[:_EXPENSES], "花在这几样上"),
        f"到月底，账上还有{spoken_yuan(statement.closing)}。",
        f"民主理财小组的意见：{statement.review}。",
        f"{_where(accounts, statement)}有看不懂的，{_until(accounts, statement)}"
        f"请找{ask}。问了以后，{days} 个工作日内答复。",
    )
    length = sum(map(len, paragraphs))
    return Announcement(paragraphs, -(-length // _A_MINUTE))


def _side(word: str, total: int, largest: Sequence[tuple[str, int]], among: str) -> str:
    """`这个月收入……元。其中，租金和承包费……元，其余……元。`"""
    if not total:
        return f"这个月没有{word}。"
    total_words = f"这个月{word}{spoken_yuan(total)}。"
    if not largest:
        return total_words
    if len(largest) == 1 and largest[0][1] == total:
        return f"{total_words}全部是{largest[0][0]}。"
    parts = [f"{name}，{spoken_yuan(fen)}" for name, fen in largest]
    rest = total - sum(fen for _, fen in largest)
    if rest > 0:
        parts.append(f"其余的，{spoken_yuan(rest)}")
    return f"{total_words}{among}：{'；'.join(parts)}。"


def _where(accounts: VillageAccounts, statement: MonthlyStatement) -> str:
    posting = _posting(accounts, statement)
    return f"每一笔都贴在{posting.place if posting else '公开栏'}，网上也能看。"


def _until(accounts: VillageAccounts, statement: MonthlyStatement) -> str:
    """`7 月 27 日以前`: as long as the sheet hangs; "" where that is not known yet."""
    posting = _posting(accounts, statement)
    last = posting.posted_to if posting else statement.posted_to
    return "" if pd.isna(last) else f"{month_day(last)}以前"


def _posting(accounts: VillageAccounts, statement: MonthlyStatement) -> Posting | None:
    return accounts.postings.get((statement.book_id, statement.period))
