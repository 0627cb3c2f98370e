"""What village books receive and pay for a known reason -> lines of their ledgers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import pandas as pd

COLUMNS = (
    "book",
    "month",
    "day",
    "is_income",
    "subject",
    "disclosure",
    "summary",
    "amount_fen",
    "handler",
    "witness",
    "files",
    "payee",
    "paid_for",
)


_TYPES = {"book": "int64", "month": "int64", "day": "int64", "is_income": "bool"}


def lines_of(rows: Iterable[Mapping[str, Any] | None], *more: str) -> pd.DataFrame:
    """Lines that fall into the months of the ledgers: COLUMNS, and `more`; often none."""
    frame = pd.DataFrame([row for row in rows if row is not None], columns=[*COLUMNS, *more])
    return frame.astype({**_TYPES, "amount_fen": "int64"})


@dataclass(frozen=True, eq=False)
class VillageLedgers:
    """The village books among all books, and the months that ledgers cover."""

    books: pd.DataFrame
    periods: tuple[str, ...]

    @cached_property
    def _books(self) -> Mapping[str, tuple[int, str, str, str]]:
        """By place: the position among all books, who handles income, expense, who witnesses."""
        frame = self.books.reset_index(drop=True)
        frame = frame[frame["kind"] == "村账"]
        people = (frame[name] for name in ("handler_1", "handler_2", "witness_1"))
        rows = zip(frame.index, *people, strict=True)
        return dict(zip(frame["place_code"], rows, strict=True))

    @cached_property
    def _months(self) -> Mapping[str, int]:
        return {period: i for i, period in enumerate(self.periods)}

    def line(
        self,
        place_code: str,
        day: date,
        *,
        is_income: bool,
        codes: tuple[str, str],
        summary: str,
        amount_fen: int,
        payee: str | None = None,
        paid_for: str | None = None,
    ) -> dict[str, Any] | None:
        """One line of a village's book (COLUMNS), None outside of its months.

        codes: subject and item of disclosure. paid_for: what the line is the payment of.
        """
        month = self._months.get(f"{day:%Y-%m}")
        if month is None:
            return None
        position, first, second, witness = self._books[place_code]
        values = (position, month, day.day, is_income, *codes, summary, amount_fen)
        people = (first if is_income else second, witness, 3 if is_income else 5)
        return dict(zip(COLUMNS, (*values, *people, payee, paid_for), strict=True))
