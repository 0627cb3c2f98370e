"""Two sums that must be equal -> issues where they differ, a proof wherever they were compared."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from mingbai.check import Proofs, Verdict, faults
from mingbai.issues import Rule
from mingbai.kinds.accounts.frames import Ints
from mingbai.money import plain_yuan_column


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
            found=plain_yuan_column(pd.Series(self.found_fen[bad], index)),
            expected=plain_yuan_column(pd.Series(self.expected_fen[bad], index)),
            gap=plain_yuan_column(pd.Series(self.found_fen[bad] - self.expected_fen[bad], index)),
            **{name: column.loc[index] for name, column in values.items()},
        )
        return Verdict(len(self.index), issues, self.proofs())

    def proofs(self) -> Proofs:
        """A proof a row, whether it holds or not."""
        return Proofs(
            pd.DataFrame(
                {
                    "subject": self.subject.reset_index(drop=True),
                    "expected_fen": self.expected_fen,
                    "found_fen": self.found_fen,
                    "rows": self.rows,
                }
            )
        )


def ones(index: pd.Index) -> Ints:
    """One row behind each sum."""
    return np.ones(len(index), np.int64)
