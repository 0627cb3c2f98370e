"""Ledgers and days of publication -> the sheet of every book and month."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from demo import content
from demo.chance import Chance
from demo.ledgers import Ledgers

Days = NDArray[np.datetime64]
_DOUBTS_PCT = 3


def table(ledgers: Ledgers, published: Days, chance: Chance) -> pd.DataFrame:
    """All sheets, sorted by book and month, with their positions `book` and `month`.

    published: day by [book, month]. The finance group has looked at a sheet one to four days
    before; it is posted on the day of publication, or the day after, for ten days or more.
    """
    books, months = published.shape
    shape = (books, months)
    doubts = chance.of("doubt").uniform(*shape) * 100 < _DOUBTS_PCT
    posted = published + _days(chance.of("posted"), 0, 1, shape)
    columns: dict[str, NDArray[Any]] = {
        **_positions(books, months),
        "opening_fen": ledgers.opening,
        "income_fen": ledgers.income,
        "expense_fen": ledgers.expense,
        "closing_fen": ledgers.closing,
        "ytd_income_fen": ledgers.year_to_date(ledgers.income),
        "ytd_expense_fen": ledgers.year_to_date(ledgers.expense),
        "review": np.where(doubts, "有意见", "同意公开").astype(object),
        "reviewed_on": published - _days(chance.of("reviewed"), 1, 4, shape),
        "review_note": np.where(doubts, _notes(shape, chance.of("note")), np.array(None)),
        "posted_from": posted,
        "posted_to": posted + _days(chance.of("taken"), 10, 20, shape),
    }
    return pd.DataFrame({name: values.ravel() for name, values in columns.items()})


def _days(chance: Chance, low: int, high: int, shape: tuple[int, ...]) -> NDArray[np.timedelta64]:
    return chance.integers(low, high, *shape).astype("timedelta64[D]")


def _positions(books: int, months: int) -> dict[str, NDArray[np.int64]]:
    """Of each book and month: [book, month] that count along one axis each."""
    book = np.repeat(np.arange(books), months).reshape(books, months)
    return {"book": book, "month": np.tile(np.arange(months), (books, 1))}


def _notes(shape: tuple[int, ...], chance: Chance) -> NDArray[np.object_]:
    """What a finance group may object to."""
    texts = np.array(content.document("ledger")["doubts"]["texts"], dtype=object)
    return texts[chance.integers(0, len(texts) - 1, *shape)]
