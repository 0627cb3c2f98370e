"""A book's ledger and its last statement -> the statement of the month, computed and compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from mingbai import dates
from mingbai.exports import AnswerChoice, Inquiry, Question, TableLine, rules
from mingbai.issues import Issue
from mingbai.kinds.accounts.exports import ledger as ledgers
from mingbai.kinds.accounts.exports.ledger import Ledger, Movement
from mingbai.money import plain_yuan
from mingbai.read import Tables
from mingbai.sentences import Sentence

_REVIEWS = (Sentence("同意公开"), Sentence("有意见"))


@dataclass(frozen=True)
class Statements:
    """What statements of a month are made with. tables: of the publisher, earlier periods."""

    period: str
    tables: Tables
    books: Mapping[str, str]
    inquiry: Inquiry

    def _last(self, book: str) -> pd.Series | None:
        """The statement of the month before, None where none is published."""
        before = dates.before(self.period)
        frame = self.tables.frame("sheets")
        rows = frame[(frame["book_id"] == book) & (frame["period"] == before)]
        return rows.iloc[-1] if len(rows) else None

    def opening(self, one: Ledger, issues: list[Issue]) -> int | None:
        """The opening balance: last month's closing, else what is printed, else asked."""
        book = one.block.thing
        name, last = self.books.get(book, book), self._last(book)
        printed = one.opening_fen
        first = ledgers.balance(one.movements[0].row) if one.movements else None
        derived = first - one.movements[0].signed_fen if first is not None else None
        if last is not None:
            closing = int(last["closing_fen"])
            stated = printed if printed is not None else derived
            if stated is not None and stated != closing:
                issues.append(
                    rules.WRONG_OPENING.issue(
                        one.block.where,
                        one.block.row,
                        found=plain_yuan(stated),
                        expected=plain_yuan(closing),
                        thing=name,
                    )
                )
            return closing
        if printed is not None:
            return printed
        answer = self._derived(name, book, derived) if derived is not None else "不对"
        if answer != "不对":
            return derived if answer else None
        return _fen(
            self.inquiry.ask(
                Question(
                    key=f"期初/{book}/{self.period}",
                    text=Sentence(
                        "{name}没有写期初，上月也没有公开过：期初结余是多少元？", name=name
                    ),
                    form="amount",
                )
            )
        )

    def _derived(self, name: str, book: str, derived: int) -> str | None:
        text = Sentence(
            "{name}没有写期初，由第一笔的余额推算是 {yuan} 元，对吗？",
            name=name,
            yuan=plain_yuan(derived),
        )
        return self.inquiry.ask(Question(key=f"期初/{book}/{self.period}/推算", text=text))

    def line(
        self, one: Ledger, moved: Sequence[Movement], opening: int, issues: list[Issue]
    ) -> TableLine:
        """The statement; what is still asked stays blank."""
        book = one.block.thing
        income = sum(movement.income_fen for movement in moved)
        expense = sum(movement.expense_fen for movement in moved)
        year = self._year(one, income, expense, issues)
        review = self._review(book)
        cells = {
            "book_id": book,
            "period": self.period,
            "opening": plain_yuan(opening),
            "income": plain_yuan(income),
            "expense": plain_yuan(expense),
            "closing": plain_yuan(opening + income - expense),
            "ytd_income": plain_yuan(year[0]) if year else "",
            "ytd_expense": plain_yuan(year[1]) if year else "",
            **review,
        }
        return TableLine(cells, one.block.where, one.block.row)

    def _year(
        self, one: Ledger, income: int, expense: int, issues: list[Issue]
    ) -> tuple[int, int] | None:
        """The year so far, from last month's; without one from what is printed, if that is said."""
        book, last = one.block.thing, self._last(one.block.thing)
        name, stated = self.books.get(book, book), one.year_fen
        if self.period.endswith("-01"):
            before: tuple[int, int] | None = (0, 0)
        elif last is not None:
            before = (int(last["ytd_income_fen"]), int(last["ytd_expense_fen"]))
        else:
            before = None
        if before is not None:
            computed = (before[0] + income, before[1] + expense)
            self._compare_year(one, computed, issues)
            return computed
        if stated is not None:
            answer = self.inquiry.ask(
                Question(
                    key=f"本年累计/{book}/{self.period}/照印",
                    text=Sentence(
                        "{name}以前没有公开过，本年累计照导出的填："
                        "收入 {income}、支出 {expense}，对吗？",
                        name=name,
                        income=plain_yuan(stated[0]),
                        expense=plain_yuan(stated[1]),
                    ),
                )
            )
            if answer != "不对":
                return stated if answer else None
        asked = [
            _fen(
                self.inquiry.ask(
                    Question(
                        key=f"本年累计/{book}/{self.period}/{side}",
                        text=Sentence(
                            "{name}从一月到上月底，{side}一共多少元？", name=name, side=side
                        ),
                        form="amount",
                    )
                )
            )
            for side in (Sentence("收入"), Sentence("支出"))
        ]
        if asked[0] is None or asked[1] is None:
            return None
        return asked[0] + income, asked[1] + expense

    def _compare_year(self, one: Ledger, computed: tuple[int, int], issues: list[Issue]) -> None:
        """An issue where the printed year differs; asked where both sides differ by the same.

        That is what red ink does: it is taken off one side there, and stands on the other here.
        """
        stated, row = one.year_fen, ledgers.year_row(one.block)
        if stated is None or row is None or stated == computed:
            return
        gaps = (computed[0] - stated[0], computed[1] - stated[1])
        if gaps[0] == gaps[1] > 0:
            text = Sentence(
                "{name}的本年累计，收入、支出都比公开的少 {yuan} 元：是今年红字冲销过的，对吗？",
                name=self.books.get(one.block.thing, ""),
                yuan=plain_yuan(gaps[0]),
            )
            key = f"本年累计/{one.block.thing}/{self.period}/红字"
            if self.inquiry.ask(Question(key=key, text=text)) != "不对":
                return
        for name, value, right in zip(("income", "expense"), stated, computed, strict=True):
            if value != right:
                column = name if name in row.row.refs else {"income": "debit"}.get(name, "credit")
                issues.append(ledgers.total_issue(row, column, value, right))

    def _review(self, book: str) -> dict[str, str]:
        """What the reviewers said: once for all books, for each where not all agreed."""
        answer = self._asked_review(
            f"理财小组意见/{self.period}",
            Sentence("理财小组对这个月的账是什么意见？（各本账都一样的答一次）"),
        )
        note = ""
        if answer == _REVIEWS[1]:
            name = self.books.get(book, book)
            answer = self._asked_review(
                f"理财小组意见/{self.period}/{book}",
                Sentence("理财小组对{name}是什么意见？", name=name),
            )
            if answer == _REVIEWS[1]:
                note = self._said(
                    f"意见内容/{self.period}/{book}",
                    Sentence("理财小组对{name}的意见，内容是什么？", name=name),
                    "text",
                )
        day = self._said(f"审核日期/{self.period}", Sentence("理财小组是哪一天审核的？"), "date")
        return {"review": answer or "", "reviewed_on": day, "review_note": note}

    def _asked_review(self, key: str, text: str) -> str | None:
        choices = tuple(AnswerChoice(str(one), one) for one in _REVIEWS)
        return self.inquiry.ask(Question(key=key, text=text, form="choice", choices=choices))

    def _said(self, key: str, text: str, form: str) -> str:
        return self.inquiry.ask(Question(key=key, text=text, form=form)) or ""


def _fen(yuan: str | None) -> int | None:
    return int(Decimal(yuan) * 100) if yuan is not None else None
