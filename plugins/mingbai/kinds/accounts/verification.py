"""Verdicts and warnings of the rules -> what was proved and warned of each monthly statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

import numpy as np
import pandas as pd

from mingbai.check import Proofs
from mingbai.issues import Issue, Rule
from mingbai.kinds.accounts import frames
from mingbai.kinds.accounts.frames import Entries
from mingbai.model import Edition
from mingbai.read import Tables

_STATEMENT_RULES = (
    "wrong-balance-sheet",
    "wrong-net-value",
    "wrong-subtotal",
    "wrong-distribution",
    "wrong-undistributed",
    "wrong-money-line",
    "statement-line-differs",
)
_NUMBERS = ("expected_fen", "found_fen", "rows")
_Warning = tuple[int, int | None, Issue]  # statement's position, entry's number, issue


class Proof(NamedTuple):
    """One identity of one statement: amounts in 分, how many rows stand behind the first."""

    expected: int
    found: int
    rows: int


class StatementProof(NamedTuple):
    """One identity of an annual statement: its name, its line, the title of the rule."""

    statement: str
    line: str
    rule: str
    proof: Proof


@dataclass(frozen=True)
class Verification:
    """What the rules proved and what they warned of."""

    tables: Tables
    edition: Edition

    @cached_property
    def proofs(self) -> Mapping[str, Mapping[int, Proof]]:
        """Rule code -> position of a monthly statement -> what was compared."""
        subjects = pd.Index(self.tables.shared(frames.monthly_statements).frame["subject"])
        return {rule.code: _by_position(subjects, proofs.frame) for rule, proofs in self._proved()}

    @cached_property
    def statement_proofs(self) -> Mapping[tuple[str, str], Sequence[StatementProof]]:
        """(book_id, year) -> what was proved of its annual statements."""
        by_year: dict[tuple[str, str], list[StatementProof]] = {}
        for rule, proofs in self._proved():
            if not rule.code.startswith(_STATEMENT_RULES):
                continue
            for subject, *numbers in proofs.frame.itertuples(index=False):
                book, year, statement, line = str(subject).split("/", 3)
                row = StatementProof(statement, line, rule.title, Proof(*numbers))
                by_year.setdefault((book, year), []).append(row)
        return by_year

    @cached_property
    def warnings(self) -> Mapping[int, Sequence[tuple[Issue, int | None]]]:
        """Position of a monthly statement -> its warnings, each with its entry's number if any."""
        issues = [i for i in self.edition.warnings if i.row and i.path.startswith("accounts/")]
        statements = self.tables.shared(frames.monthly_statements).frame.index
        warnings = _of_statements(issues, statements)
        warnings += _of_entries(issues, self.tables.shared(frames.entries))
        warnings.sort(key=lambda row: (row[0], row[2].code, row[1] or 0))
        return {
            position: tuple((issue, number) for _, number, issue in rows)
            for position, rows in groupby(warnings, key=lambda row: row[0])
        }

    def _proved(self) -> Sequence[tuple[Rule, Proofs]]:
        verdicts = self.edition.verdicts["accounts"]
        return [(check.rule, v.proofs) for check, v in verdicts if v.proofs is not None]


def _by_position(subjects: pd.Index, frame: pd.DataFrame) -> Mapping[int, Proof]:
    """What was proved of each statement; of its accounts and funds together, as many as `rows`."""
    if frame["subject"].str.count("/").eq(2).any():
        statements = frame.assign(rows=1).groupby(frame["subject"].str.rsplit("/", n=1).str[0])
        frame = statements[list(_NUMBERS)].sum().reset_index()
    positions = subjects.get_indexer(pd.Index(frame["subject"]))
    is_monthly = positions >= 0
    columns = [frame.loc[is_monthly, name].tolist() for name in _NUMBERS]
    proofs = map(Proof._make, zip(*columns, strict=True))
    return dict(zip(positions[is_monthly].tolist(), proofs, strict=True))


def _rows(issues: Sequence[Issue], index: pd.Index) -> list[int]:
    """The position of each issue's row in a frame, -1 where it has none."""
    places = pd.MultiIndex.from_tuples([(i.path, i.row) for i in issues], names=index.names)
    return [int(row) for row in index.get_indexer(places)]


def _of_statements(issues: Sequence[Issue], index: pd.Index) -> list[_Warning]:
    on_statements = [i for i in issues if i.path.endswith("/sheets.csv")]
    if not on_statements:
        return []
    rows = zip(_rows(on_statements, index), on_statements, strict=True)
    return [(row, None, issue) for row, issue in rows if row >= 0]


def _of_entries(issues: Sequence[Issue], entries: Entries) -> list[_Warning]:
    on_entries = [i for i in issues if i.path.endswith("/entries.csv")]
    if not on_entries:
        return []
    order = np.empty(len(entries.rows), np.int64)
    order[entries.rows] = np.arange(len(entries.rows))
    places = [int(order[row]) for row in _rows(on_entries, entries.index) if row >= 0]
    return [
        (int(entries.statement[at]), int(entries.number[at]), issue)
        for at, issue in zip(places, on_entries, strict=True)
    ]
