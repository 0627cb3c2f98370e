"""Ledger entries -> who was paid: a firm, several persons (个人), one with a hidden given name."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from demo import content
from demo.chance import Chance


def payees(entries: pd.DataFrame, books: int, chance: Chance) -> NDArray[np.object_]:
    """The payee of each entry, None where money came in or nothing told says who it was.

    entries: book, is_income, summary. Each book keeps whom it pays for one sort of thing.
    """
    summary, book = entries["summary"].astype("str"), entries["book"].to_numpy()
    is_open = ~entries["is_income"].to_numpy(dtype=bool)
    names = np.full(len(entries), None, dtype=object)
    for payee in content.document("payees")["payees"]:
        chosen = chance.of(*payee["words"]).integers(0, len(payee["names"]) - 1, books)
        is_told = is_open & summary.str.contains("|".join(payee["words"])).to_numpy(dtype=bool)
        names[is_told] = np.array(payee["names"], dtype=object)[chosen[book[is_told]]]
        is_open &= ~is_told
    return names
