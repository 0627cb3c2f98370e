"""A snapshot -> its contracts, assets and resources as rows that pages cut, and in a sentence."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from mingbai.check import lookup
from mingbai.county import County
from mingbai.dates import iso
from mingbai.kinds.holdings.pages.snapshot import HoldingsSnapshot, contract_marks, contract_url
from mingbai.money import yuan
from mingbai.page import (
    Cells,
    Column,
    Row,
    TableView,
    WrittenRows,
    mark_cells,
    records,
    rows_by,
    written_rows,
)

ORDER = "欠收多的在前，其余最近签订的在前"
_LISTS = {"assets": ("asset_no", "资产"), "resources": ("resource_no", "资源")}
_SUBJECT_FIELDS = ("kind", "area", "location", "use", "certificate")


def contract_rows(snapshot: HoldingsSnapshot) -> WrittenRows:
    """A row a contract, in the order of the snapshot, each linked to its page."""
    frame = snapshot.contracts
    urls = "/holdings/contracts/" + frame["contract_no"] + "/"
    return written_rows(
        [
            (Column("合同"), Cells(frame["title"], "head", urls=urls)),
            (Column("租（包）给谁"), Cells(frame["lessee"])),
            (Column("从哪天起"), Cells(frame["starts"], "date")),
            (Column("到哪天止"), Cells(frame["last"], "date")),
            (Column("总额（元）", is_num=True), Cells(frame["total"], "num")),
            (Column("欠收（元）", is_num=True), Cells(frame["arrears"], "num")),
            (Column("预警（条）", is_num=True), Cells(frame["warnings"], "num")),
            (Column("情况"), Cells(mark_cells(contract_marks(snapshot, frame)), "html")),
        ]
    )


@dataclass(frozen=True)
class SubjectRows:
    """All assets, or all resources. by_place: which rows are those of a place.

    word: what one of them is called.
    """

    word: str
    rows: WrittenRows
    by_place: Mapping[Hashable, Sequence[int]]

    def count(self, place: str) -> int:
        """How many a place has."""
        return len(self.by_place.get(place, ()))

    def table(self, place: str, id_: str, most: int | None = None) -> TableView | None:
        """Those of a place as a table, not more than `most`; None where it has none."""
        rows = self.by_place.get(place, [])[:most]
        return self.rows.table(rows, id_, f"集体{self.word}") if rows else None


def subject_rows(snapshot: HoldingsSnapshot, table: str) -> SubjectRows:
    """Assets or resources, each with its anchor and to whom it is let."""
    key, word = _LISTS[table]
    frame = records.without_lines(snapshot.tables.frame(table))
    schema = snapshot.tables[table].schema
    names = (*_SUBJECT_FIELDS, "cost") if table == "assets" else _SUBJECT_FIELDS
    name_cells = Cells(frame["name"], "head", ids=[f"{table}-{no}" for no in frame[key]])
    columns = [
        (Column("名称"), name_cells),
        (Column("编号"), Cells(frame[key], "code")),
        *(records.column(schema[name], frame, snapshot.edition) for name in names),
        (Column("合同"), _contract_cells(snapshot, word, frame[key])),
    ]
    return SubjectRows(word, written_rows(columns), rows_by(frame["place_code"]))


def _contract_cells(snapshot: HoldingsSnapshot, word: str, numbers: pd.Series) -> Cells:
    """To whom each thing is let now: the contract, or how many."""
    subjects = word + "/" + numbers
    first_contract = lookup(subjects, snapshot.active_contracts["first"])
    contract_count = lookup(subjects, snapshot.active_contracts["many"]).fillna(0)
    text = first_contract.where(contract_count < 2, first_contract + " 等")
    return Cells(
        text, "code", urls=[None if pd.isna(n) else contract_url(n) for n in first_contract]
    )


def contracts_sentence(frame: pd.DataFrame, county: County) -> str:
    """Contracts in one sentence: how many in force, due, received, owed."""
    if not len(frame):
        return f"到 {county.as_of}，合同 0 份，还在期内 0 份。"
    return contracts_sentences(frame.assign(all="all"), "all", county)["all"]


def contracts_sentences(frame: pd.DataFrame, by: str, county: County) -> dict[str, str]:
    """The sentence of each group of contracts, by a field that each may have."""
    in_arrears = frame["arrears_fen"] > 0
    sums = (
        frame.assign(in_arrears=in_arrears)
        .groupby(by)
        .agg(
            count=("contract_no", "size"),
            active=("is_active", "sum"),
            due=("due_fen", "sum"),
            received=("received_fen", "sum"),
            arrears=("arrears_fen", "sum"),
            in_arrears=("in_arrears", "sum"),
            first=("until", "min"),
            last=("until", "max"),
        )
    )
    keys = (str(key) for key in sums.index)
    return {k: _sentence(row, county) for k, row in zip(keys, records.rows(sums), strict=True)}


def _sentence(row: Row, county: County) -> str:
    owed = f"，欠收 {yuan(row['arrears'])} 元（{row['in_arrears']:,} 份）"
    days = sorted({iso(row["first"]), iso(row["last"])})
    return (
        f"到 {county.as_of}，合同 {row['count']:,} 份，还在期内 {row['active']:,} 份。"
        f"收款公开到 {' 至 '.join(days)}，算到这一天：应收 {yuan(row['due'])} 元，"
        f"实收 {yuan(row['received'])} 元{owed if row['arrears'] else '，没有欠收'}。"
    )
