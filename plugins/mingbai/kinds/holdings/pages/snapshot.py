"""Assets, resources and contracts -> all that pages and panels say of them, gathered once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from mingbai.check import lookup, publisher
from mingbai.kinds.holdings import early_warnings, overlaps
from mingbai.kinds.holdings.contracts import contract_balances, contract_terms, is_active
from mingbai.kinds.holdings.rules import WARNINGS
from mingbai.kinds.holdings.states import SCOPE
from mingbai.model import HOME_CRUMB, Crumb, Edition
from mingbai.money import yuan_column
from mingbai.page import Mark, records, rows_by
from mingbai.read import Tables

HOME = (HOME_CRUMB, Crumb("村账", "/books/"))
TITLE = "集体资产资源与合同"
TITLES = {"assets": "集体资产", "resources": "集体资源"}
Ints = npt.NDArray[np.int64]
FEED = "/feeds/kinds/holdings.atom"
WARNINGS_URL = "/holdings/warnings/"


@dataclass(frozen=True, eq=False)
class HoldingsSnapshot:
    """Everything of holdings as it stands on the day of the edition.

    contracts: `standing` with sums (due_fen, received_fen, arrears_fen), is_active, warnings (how
    many), publisher, total and arrears (texts, written once for all); its index is no place.
    warnings_by_rule: rule code -> its early warnings, in the order of the rules.
    active_contracts: by subject, the newest contract in force (first) and how many (many).
    """

    tables: Tables
    edition: Edition
    contracts: pd.DataFrame
    warnings_by_rule: dict[str, pd.DataFrame]
    active_contracts: pd.DataFrame

    @cached_property
    def worst_first(self) -> Ints:
        """Rows of contracts: those with the largest arrears first, the others in their order."""
        return np.argsort(-self.contracts["arrears_fen"].to_numpy("int64"), kind="stable")

    def contracts_by(self, field: str) -> dict[str, list[int]]:
        """Rows of contracts by a field that each may have, the worst first."""
        by_field = rows_by(self.contracts[field].iloc[self.worst_first])
        return {str(key): self.worst_first[rows].tolist() for key, rows in by_field.items()}


_EARLY_WARNINGS = (
    early_warnings.expiring,
    early_warnings.overdue,
    early_warnings.low_rent,
    early_warnings.too_long,
    early_warnings.signed_before_decided,
    early_warnings.undecided,
    early_warnings.unfiled,
    early_warnings.unit_price_differs,
    early_warnings.rent_differs,
    overlaps.let_twice,
    overlaps.exceeding,
)


def snapshot_of(edition: Edition) -> HoldingsSnapshot:
    """That of an edition; through `edition.shared` pages and panels look at the same."""
    return take_snapshot(edition.tables["holdings"], edition)


def take_snapshot(tables: Tables, edition: Edition) -> HoldingsSnapshot:
    """All contracts, newest first, with what pages say of each."""
    county = edition.county
    warnings_by_rule = {
        rule_check.rule.code: find_warnings(tables, county)
        for rule_check, find_warnings in zip(WARNINGS, _EARLY_WARNINGS, strict=True)
    }
    counts = pd.concat(
        [warnings["contract_no"] for warnings in warnings_by_rule.values()]
    ).value_counts()
    frame = tables.shared(contract_terms)
    sums = tables.shared(contract_balances).reindex(pd.Index(frame["contract_no"]))
    frame = frame.assign(
        **{name: sums[name].to_numpy() for name in sums.columns},
        is_active=is_active(frame, county.as_of),
        warnings=lookup(frame["contract_no"], counts).fillna(0).astype("int64"),
        total=yuan_column(frame["total_fen"]),
    )
    frame["arrears"] = yuan_column(frame["arrears_fen"])
    frame["publisher"] = publisher(tables, tables["contracts"])
    frame = records.without_lines(
        frame.sort_values(["signed", "contract_no"], ascending=[False, True])
    )
    by = frame[frame["is_active"]].groupby("subject")["contract_no"]
    let = pd.DataFrame({"first": by.first(), "many": by.size()})
    return HoldingsSnapshot(tables, edition, frame, warnings_by_rule, let)


def place_url(code: str) -> str:
    """What a place owns and lets."""
    return f"/holdings/places/{code}/"


def contract_url(number: str) -> str:
    """The page of a contract."""
    return f"/holdings/contracts/{number}/"


def contract_marks(snapshot: HoldingsSnapshot, frame: pd.DataFrame) -> list[Mark]:
    """How contracts stand, as every page shows them."""
    decided = snapshot.edition.states[SCOPE]
    rows = decided.loc[frame["contract_no"]]
    return [
        Mark(tone, word, f"{SCOPE}/{number}")
        for number, word, tone in zip(rows.index, rows["word"], rows["tone"], strict=True)
    ]
