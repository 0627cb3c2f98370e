"""Entries -> what each was for, in villagers' words, and the sums of every month."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from mingbai.kinds.accounts import frames, reference
from mingbai.kinds.accounts.frames import Ints
from mingbai.read import Tables

OTHER = "其他"
INCOME, EXPENSE = "收入", "支出"


@dataclass(frozen=True)
class Purposes:
    """names: all purposes, and the rest as the last. code: of each row of the table of entries.

    sums: by statement (its position), direction (收入, 支出) and name, largest first within one:
    fen, count (of lines).
    """

    names: tuple[str, ...]
    code: Ints
    sums: pd.DataFrame

    @cached_property
    def fen(self) -> Mapping[tuple[int, str, str], int]:
        """The sums alone, by statement, direction and name."""
        keys = zip(self.sums["statement"], self.sums["direction"], self.sums["name"], strict=True)
        return dict(zip(keys, self.sums["fen"].tolist(), strict=True))

    @cached_property
    def _ranges(self) -> Mapping[tuple[int, str], tuple[int, int]]:
        """By statement and direction, the rows of its sums."""
        keys = self.sums[["statement", "direction"]]
        first = np.flatnonzero(~keys.duplicated().to_numpy())
        columns = (keys[name].iloc[first].tolist() for name in keys)
        ends = [*first[1:].tolist(), len(keys)]
        rows = zip(*columns, first.tolist(), ends, strict=True)
        return {(statement, side): (start, end) for statement, side, start, end in rows}

    def of(self, statement: int, direction: str) -> Sequence[tuple[str, int]]:
        """What one statement had for which purpose, in 分, the largest first."""
        start, end = self._ranges.get((statement, direction), (0, 0))
        return self._pairs[start:end]

    @cached_property
    def _pairs(self) -> Sequence[tuple[str, int]]:
        """Name and sum in 分 of each row of `sums`."""
        return list(zip(self.sums["name"].tolist(), self.sums["fen"].tolist(), strict=True))

    @cached_property
    def largest(self) -> Mapping[int, tuple[str, int]]:
        """What cost most in each statement that has an expense: its name and sum in 分."""
        first = self.sums[self.sums["direction"] == EXPENSE].drop_duplicates("statement")
        pairs = zip(first["name"], first["fen"].tolist(), strict=True)
        return dict(zip(first["statement"].tolist(), pairs, strict=True))


def purposes(tables: Tables) -> Purposes:
    """Through `tables.shared` it is made once for all pages."""
    entries, frame = tables.shared(frames.entries), tables.frame("entries")
    known = reference.purposes()
    names = (*dict.fromkeys(known["purpose"]), OTHER)
    code = _codes(frame, known, names)
    rows = entries.rows
    lines = pd.DataFrame(
        {
            "statement": entries.statement,
            "direction": np.where(entries.signed_fen < 0, EXPENSE, INCOME),
            "code": code[rows],
            "fen": np.abs(entries.signed_fen),
        }
    )
    keys = ["statement", "direction", "code"]
    sums = lines.groupby(keys, sort=True)["fen"].agg(["sum", "size"]).reset_index()
    sums = sums.rename(columns={"sum": "fen", "size": "count"})
    sums["name"] = np.array(names, object)[sums["code"].to_numpy(np.int64)]
    order = ["statement", "direction", "fen", "code"]
    sums = sums.sort_values(order, ascending=[True, True, False, True], kind="stable")
    return Purposes(names, code, sums.reset_index(drop=True))


def _codes(frame: pd.DataFrame, known: pd.DataFrame, names: tuple[str, ...]) -> Ints:
    """The purpose of each row, by its distinct summaries and items: few, however many rows."""
    lines = frame[["summary", "disclosure_code", "direction"]].astype("str")
    distinct = lines.drop_duplicates().reset_index(drop=True)
    code = np.full(len(distinct), -1, np.int64)
    for by, column in (("words", "summary"), ("items", "disclosure_code")):
        rows = zip(known["direction"], known["purpose"], known[by], strict=True)
        for direction, purpose, wanted in rows:
            pattern = "|".join(re.escape(one) for one in str(wanted).split("、") if one)
            if not pattern:
                continue
            texts = distinct[column].str
            is_it = texts.contains(pattern) if by == "words" else texts.fullmatch(pattern)
            is_it &= distinct["direction"] == direction
            code[(code < 0) & is_it.to_numpy(bool)] = names.index(purpose)
    code[code < 0] = len(names) - 1
    at = pd.MultiIndex.from_frame(distinct).get_indexer(pd.MultiIndex.from_frame(lines))
    return code[at]
