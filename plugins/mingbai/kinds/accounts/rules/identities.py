"""Two sums that must be one -> issues where they differ, a proof wherever they were compared."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from mingbai.check import Proofs, Verdict, faults
from mingbai.issues import Rule
from mingbai.kinds.accounts.frames import Ints


@dataclass(frozen=True)
class Identity:
    """What was compared, row by row.

    index: rows of a table (file, line). subject: address of each proof. expected_fen, found_fen:
    the two sums. rows: how many rows stand behind the expected one.
    """

    index: pd.Index
    subject: pd.Series
    expected_fen: Ints
    found_fen: Ints
    rows: Ints

    def verdict(self, rule: Rule, field: str, **values: pd.Series) -> Verdict:
        """Issues name found, expected and `gap` in yuan; values: the rule's own, on `index`."""
        bad = self.expected_fen != self.found_fen
        index = self.index[bad]
        issues = faults(
            rule,
            pd.Series(True, index=index),
            field,
            found=plain(self.found_fen[bad], index),
            expected=plain(self.expected_fen[bad], index),
            gap=plain(self.found_fen[bad] - self.expected_fen[bad], index),
            **{name: column.loc[index] for name, column in values.items()},
        )
        return Verdict(len(self.index), issues, self.proofs())

    def proofs(self) -> Proofs:
        """A proof a row, whether it holds or not."""
        return Proofs(
            pd.DataFrame(
                {
                    "subject": self.subject.to_numpy(),
                    "expected_fen": self.expected_fen,
                    "found_fen": self.found_fen,
                    "rows": self.rows,
                }
            )
        )


def plain(fens: Ints, index: pd.Index) -> pd.Series:
    """分 as a clerk types yuan: `11569.05`, `-0.45`; for the few rows that are wrong."""
    texts = [
        f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}" for fen in fens.tolist()
    ]
    return pd.Series(texts, index=index, dtype="str")


def ones(index: pd.Index) -> Ints:
    """One row behind each sum."""
    return np.ones(len(index), np.int64)
