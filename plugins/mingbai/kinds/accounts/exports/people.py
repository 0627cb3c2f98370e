"""Who signed, how many papers: what an export may lack and only the clerk can say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from mingbai.exports import Inquiry, Question
from mingbai.sentences import Sentence

TITLES = {"handler": Sentence("经手人"), "approver": Sentence("审批人")}


@dataclass(frozen=True)
class Signers:
    """The names of the month before, and the questions. before: that month; books: id -> name."""

    entries: pd.DataFrame
    before: str
    books: Mapping[str, str]
    inquiry: Inquiry

    def names(self, field: str) -> Mapping[str, str]:
        """By book who signs as handler or approver; books that are still asked about are absent.

        Where one person signed everything last month, all books are one question.
        """
        known = self._last_month(field)
        listed = "、".join(f"{self.books[book]} {name}" for book, name in known.items())
        is_agreed = bool(known) and self.inquiry.agrees(
            Question(
                key=f"{TITLES[field]}/照{self.before}",
                text=Sentence(
                    "导出的表里没有{title}。照 {month} 公开的填，对吗？{listed}",
                    title=TITLES[field],
                    month=self.before,
                    listed=listed,
                ),
            )
        )
        if known and not is_agreed and f"{TITLES[field]}/照{self.before}" in self._open:
            return {}
        names = dict(known) if is_agreed else {}
        for book in self.books:
            if book not in names:
                name = self._asked(field, book)
                names.update({book: name} if name else {})
        return names

    @property
    def _open(self) -> frozenset[str]:
        return frozenset(one.key for one in self.inquiry.open)

    def _last_month(self, field: str) -> dict[str, str]:
        frame = self.entries
        rows = frame[(frame["period"] == self.before) & frame["book_id"].isin(list(self.books))]
        if rows.empty:
            return {}
        counts = rows.groupby("book_id")[field].agg(["nunique", "first"])
        single = counts[counts["nunique"] == 1]["first"]
        return {book: str(single[book]) for book in self.books if book in single.index}

    def _asked(self, field: str, book: str) -> str | None:
        title = TITLES[field]
        return self.inquiry.ask(
            Question(
                key=f"{title}/{book}",
                text=Sentence(
                    "{book}的{title}是谁？（只写姓名；导出的表里没有这一栏）",
                    book=self.books[book],
                    title=title,
                ),
                form="text",
                is_kept=True,
            )
        )
