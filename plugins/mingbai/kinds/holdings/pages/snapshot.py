"""Assets, resources and contracts -> the tables that pages and panels show."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from mingbai.check import lookup, publisher
from mingbai.county import County
from mingbai.kinds.holdings import early_warnings, overlaps
from mingbai.kinds.holdings.contracts import contract_balances, contract_terms, is_active
from mingbai.kinds.holdings.rules import WARNINGS
from mingbai.kinds.holdings.states import SCOPE
from mingbai.model import HOME_CRUMB, Crumb, Edition
from mingbai.money import yuan, yuan_column
from mingbai.page import Cells, Column, Mark, TableView, mark_cells, records, table_view
from mingbai.read import Tables

HOME = (HOME_CRUMB, Crumb("村账", "/books/"))
TITLE = "集体资产资源与合同"
TITLES = {"assets": "集体资产", "resources": "集体资源"}
ORDER = "欠收多的在前，其余最近签订的在前"
FEED = "/feeds/kinds/holdings.atom"
WARNINGS_URL = "/holdings/warnings/"
_LISTS = {"assets": ("asset_no", "资产"), "resources": ("resource_no", "资源")}
_SUBJECT_FIELDS = ("kind", "area", "location", "use", "certificate")


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


def worst_first(frame: pd.DataFrame) -> pd.DataFrame:
    """Contracts with the largest arrears before the others, which keep their order."""
    return frame.sort_values("arrears_fen", ascending=False, kind="stable")


def contract_marks(snapshot: HoldingsSnapshot, frame: pd.DataFrame) -> list[Mark]:
    """How contracts stand, as every page shows them."""
    decided = snapshot.edition.states[SCOPE]
    rows = decided.loc[frame["contract_no"]]
    return [
        Mark(tone, word, f"{SCOPE}/{number}")
        for number, word, tone in zip(rows.index, rows["word"], rows["tone"], strict=True)
    ]


def contract_table(
    snapshot: HoldingsSnapshot, frame: pd.DataFrame, id_: str, caption: str
) -> TableView | None:
    """Contracts as a table, each linked to its page; None where there are none."""
    if not len(frame):
        return None
    numbers = frame["contract_no"]
    urls = "/holdings/contracts/" + numbers + "/"
    columns = [
        (Column("合同"), Cells(frame["title"], "head", urls=urls)),
        (Column("承租（包）人"), Cells(frame["lessee"])),
        (Column("起"), Cells(frame["starts"], "date")),
        (Column("止"), Cells(frame["last"], "date")),
        (Column("总额（元）", is_num=True), Cells(frame["total"], "num")),
        (Column("欠收（元）", is_num=True), Cells(frame["arrears"], "num")),
        (Column("预警（条）", is_num=True), Cells(frame["warnings"], "num")),
        (Column("情况"), Cells(mark_cells(contract_marks(snapshot, frame)), "html")),
    ]
    return table_view(id_, caption, columns)


def subject_table(
    snapshot: HoldingsSnapshot, table: str, frame: pd.DataFrame, id_: str
) -> TableView | None:
    """Assets or resources as a table, each with its anchor; None where there are none."""
    if not len(frame):
        return None
    key, word = _LISTS[table]
    schema = snapshot.tables[table].schema
    names = (*_SUBJECT_FIELDS, "cost") if table == "assets" else _SUBJECT_FIELDS
    name_cells = Cells(frame["name"], "head", ids=[f"{table}-{no}" for no in frame[key]])
    columns = [
        (Column("名称"), name_cells),
        (Column("编号"), Cells(frame[key], "code")),
        *(records.column(schema[name], frame, snapshot.edition) for name in names),
        (Column("合同"), _contract_cells(snapshot, word, frame[key])),
    ]
    return table_view(id_, f"集体{word}", columns)


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
    due, received, arrears = (
        int(frame[n].sum()) for n in ("due_fen", "received_fen", "arrears_fen")
    )
    in_arrears = int((frame["arrears_fen"] > 0).sum())
    active = int(frame["is_active"].sum())
    arrears_text = f"，欠收 {yuan(arrears)} 元（{in_arrears:,} 份）" if arrears else "，没有欠收"
    contracts_text = f"到 {county.as_of}，合同 {len(frame):,} 份，还在期内 {active:,} 份。"
    if not len(frame):
        return contracts_text
    days = sorted({day.date().isoformat() for day in (frame["until"].min(), frame["until"].max())})
    return (
        f"{contracts_text}收款公开到 {' 至 '.join(days)}，算到这一天：应收 {yuan(due)} 元，"
        f"实收 {yuan(received)} 元{arrears_text}。"
    )


def rows_by_place(frame: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Rows by the place they belong to."""
    return {str(code): rows for code, rows in records.without_lines(frame).groupby("place_code")}
