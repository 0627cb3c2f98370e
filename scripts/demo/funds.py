"""Ledger lines of earmarked funds -> what each received and spent, month by month."""

from __future__ import annotations

import numpy as np
import pandas as pd

from demo.ledger_lines import Numbers


def table(lines: pd.DataFrame, month_count: int) -> pd.DataFrame:
    """Fund lines -> the months of each fund, from its first money until nothing is left.

    Columns: book, month, fund_no, name, opening_fen, received_fen, spent_fen, closing_fen.
    """
    keys = lines[["book", "fund_no", "fund"]].drop_duplicates(ignore_index=True)
    row = pd.MultiIndex.from_frame(keys[["book", "fund_no"]]).get_indexer(
        pd.MultiIndex.from_frame(lines[["book", "fund_no"]])
    )
    received, spent = _monthly(lines, row, (len(keys), month_count))
    closing = np.cumsum(received - spent, axis=1)
    opening = closing - received + spent
    at = np.nonzero((opening > 0) | (received > 0))
    return (
        keys.iloc[at[0]]
        .rename(columns={"fund": "name"})
        .assign(
            month=at[1],
            opening_fen=opening[at],
            received_fen=received[at],
            spent_fen=spent[at],
            closing_fen=closing[at],
        )
    )


def _monthly(lines: pd.DataFrame, row: Numbers, shape: tuple[int, int]) -> tuple[Numbers, Numbers]:
    """What came in and what went out, by [fund, month]."""
    received, spent = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    income = lines["is_income"].to_numpy(dtype=bool)
    at = (row, lines["month"].to_numpy())
    fen = lines["amount_fen"].to_numpy()
    np.add.at(received, at, np.where(income, fen, 0))
    np.add.at(spent, at, np.where(income, 0, fen))
    return received, spent
