"""Last month's earmarked funds and this month's lines -> which line is of which; the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mingbai import dates
from mingbai.exports import AnswerChoice, Inquiry, Question, TableLine, split
from mingbai.kinds.accounts import reference
from mingbai.money import plain_yuan
from mingbai.read import Tables
from mingbai.sentences import Sentence


@dataclass(frozen=True)
class Funds:
    """What funds of a month are made with. tables: of the publisher, earlier periods."""

    period: str
    tables: Tables
    books: Mapping[str, str]
    inquiry: Inquiry

    def of_line(self, book: str, code: str, label: str, summary: str) -> str:
        """The fund of a line on an account that holds funds alone, "" for any other account.

        The only one of the book, else what was answered for the account, once.
        """
        chart = reference.chart(reference.chart_of(self.period))
        known = self._last(book)
        if code[:3] not in chart.index or not chart["is_earmarked"][code[:3]] or not known:
            return ""
        if len(known) == 1:
            return next(iter(known))
        answer = self.inquiry.ask(
            Question(
                key=f"专项资金/{book}/{label}",
                text=Sentence(
                    "{book}科目“{label}”的账，是哪一个专项资金的？",
                    book=self.books.get(book, book),
                    label=label,
                ),
                form="choice",
                choices=tuple(AnswerChoice(number, name) for number, (name, _) in known.items()),
                is_split=True,
                is_kept=True,
            )
        )
        return split(answer, summary) if answer else ""

    def lines(self, entries: Sequence[TableLine]) -> Iterator[TableLine]:
        """A line for each fund with money in it or lines of this month, by book and number."""
        moved: dict[tuple[str, str], tuple[int, int, TableLine]] = {}
        for one in entries:
            number = one.cells["fund_no"]
            if number:
                key = (one.cells["book_id"], number)
                received, spent, _ = moved.get(key, (0, 0, one))
                fen = int(Decimal(one.cells["amount"]) * 100)
                is_income = one.cells["direction"] == "收入"
                received, spent = received + fen * is_income, spent + fen * (not is_income)
                moved[key] = (received, spent, one)
        firsts = {one.cells["book_id"]: one for one in reversed(entries)}
        for book, line in sorted(firsts.items()):
            known = self._last(book)
            for number in sorted({*known, *(n for b, n in moved if b == book)}):
                name, opening = known.get(number) or (self._name(book, number), 0)
                received, spent, where = moved.get((book, number), (0, 0, line))
                amounts = {
                    "opening": opening,
                    "received": received,
                    "spent": spent,
                    "closing": opening + received - spent,
                }
                if any(amounts.values()):
                    cells = {name_: plain_yuan(fen) for name_, fen in amounts.items()}
                    cells |= {"book_id": book, "period": self.period, "fund_no": number}
                    yield TableLine({**cells, "name": name}, where.where, where.row)

    def _last(self, book: str) -> dict[str, tuple[str, int]]:
        """The funds that a book had at the end of the month before: number -> name, closing."""
        frame = self.tables.frame("funds")
        rows = frame[(frame["book_id"] == book) & (frame["period"] == dates.before(self.period))]
        parts = (rows["fund_no"], rows["name"], rows["closing_fen"])
        return {no: (name, int(fen)) for no, name, fen in zip(*parts, strict=True)}

    def _name(self, book: str, number: str) -> str:
        return (
            self.inquiry.ask(
                Question(
                    key=f"专项名称/{book}/{number}",
                    text=Sentence(
                        "{book}新的专项资金 {number}，叫什么名称？",
                        book=self.books.get(book, book),
                        number=number,
                    ),
                    form="text",
                    is_kept=True,
                )
            )
            or ""
        )
