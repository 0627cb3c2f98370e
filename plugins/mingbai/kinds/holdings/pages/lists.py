"""Assets, resources and contracts -> the tables that pages and panels show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from mingbai.check import lookup
from mingbai.county import County
from mingbai.kinds.holdings import alerts, overlaps
from mingbai.kinds.holdings.rules import WARNINGS
from mingbai.kinds.holdings.standing import accounts, is_active, standing
from mingbai.model import HOME_CRUMB, Crumb, Edition
from mingbai.money import yuan, yuan_column
from mingbai.page import Cells, Column, Mark, TableView, mark_cells, records, table_view
from mingbai.read import Tables

HOME = (HOME_CRUMB, Crumb("村账", "/books/"))
TITLE = "集体资产资源与合同"
TITLES = {"assets": "集体资产", "resources": "集体资源"}
FEED = "/feeds/kinds/holdings.atom"
WARNINGS_URL = "/holdings/warnings/"
_LISTS = {"assets": ("asset_no", "资产"), "resources": ("resource_no", "资源")}
_SHOWN = ("kind", "area", "location", "use", "certificate")


@dataclass(frozen=True, eq=False)
class Holdings:
    """Everything of holdings as it stands on the day of the edition.

    contracts: `standing` with sums (due_fen, received_fen, arrears_fen), is_active, warnings (how
    many), publisher, total and arrears (texts, written once for all); its index is no place.
    warned: rule code -> its early warnings, in the order of the rules. let: by subject, the newest
    contract in force (first) and how many there are (many).
    """

    tables: Tables
    edition: Edition
    contracts: pd.DataFrame
    warned: dict[str, pd.DataFrame]
    let: pd.DataFrame


_FOUND = (
    alerts.expiring,
    alerts.overdue,
    alerts.low_rent,
    alerts.too_long,
    alerts.signed_before_decided,
    alerts.undecided,
    alerts.unfiled,
    alerts.unit_price_differs,
    alerts.rent_differs,
    overlaps.let_twice,
    overlaps.exceeding,
)


def holdings(tables: Tables, edition: Edition) -> Holdings:
    """All contracts, newest first, with what pages say of each."""
    county = edition.county
    warned = {c.rule.code: f(tables, county) for c, f in zip(WARNINGS, _FOUND, strict=True)}
    counts = pd.concat([found["contract_no"] for found in warned.values()]).value_counts()
    frame = tables.shared(standing)
    sums = tables.shared(accounts).reindex(pd.Index(frame["contract_no"]))
    frame = frame.assign(
        **{name: sums[name].to_numpy() for name in sums.columns},
        is_active=is_active(frame, county.as_of),
        warnings=lookup(frame["contract_no"], counts).fillna(0).astype("int64"),
        total=yuan_column(frame["total_fen"]),
    )
    frame["arrears"] = yuan_column(frame["arrears_fen"])
    slugs = pd.Series([p.publisher for p in tables.packages], dtype="str")
    frame["publisher"] = lookup(tables.package_of(tables["contracts"]), slugs)
    frame = records.without_lines(
        frame.sort_values(["signed", "contract_no"], ascending=[False, True])
    )
    by = frame[frame["is_active"]].groupby("subject")["contract_no"]
    let = pd.DataFrame({"first": by.first(), "many": by.size()})
    return Holdings(tables, edition, frame, warned, let)


def place_url(code: str) -> str:
    """What a place owns and lets."""
    return f"/holdings/places/{code}/"


def contract_url(number: str) -> str:
    """The page of a contract."""
    return f"/holdings/contracts/{number}/"


def state(starts: date, ends: date, ended: date | None, as_of: date) -> Mark:
    """How a contract stands on a day."""
    if ended is not None and ended < as_of:
        return Mark("none", "已提前终止")
    if ends < as_of:
        return Mark("none", "已到期")
    return Mark("none", "尚未开始") if starts > as_of else Mark("ok", "正在履行")


def contracts(frame: pd.DataFrame, county: County, id_: str, caption: str) -> TableView | None:
    """Contracts as a table, each linked to its page; None where there are none."""
    if not len(frame):
        return None
    numbers = frame["contract_no"]
    kept = records.rows(frame[["starts", "ends", "ended", "arrears_fen"]])
    marks = [
        Mark("late", "有欠收")
        if row["arrears_fen"]
        else state(row["starts"], row["ends"], row["ended"], county.as_of)
        for row in kept
    ]
    urls = "/holdings/contracts/" + numbers + "/"
    columns = [
        (Column("合同"), Cells(frame["title"], "head", urls=urls)),
        (Column("承租（包）人"), Cells(frame["lessee"])),
        (Column("起"), Cells(frame["starts"], "date")),
        (Column("止"), Cells(frame["last"], "date")),
        (Column("总额（元）", is_num=True), Cells(frame["total"], "num")),
        (Column("欠收（元）", is_num=True), Cells(frame["arrears"], "num")),
        (Column("预警（条）", is_num=True), Cells(frame["warnings"], "num")),
        (Column("情况"), Cells(mark_cells(marks), "html")),
    ]
    return table_view(id_, caption, columns)


def things(book_: Holdings, table: str, frame: pd.DataFrame, id_: str) -> TableView | None:
    """Assets or resources as a table, each with its anchor; None where there are none."""
    if not len(frame):
        return None
    key, word = _LISTS[table]
    schema = book_.tables[table].schema
    names = (*_SHOWN, "cost") if table == "assets" else _SHOWN
    first = Cells(frame["name"], "head", ids=[f"{table}-{no}" for no in frame[key]])
    columns = [
        (Column("名称"), first),
        (Column("编号"), Cells(frame[key], "code")),
        *(records.column(schema[name], frame, book_.edition) for name in names),
        (Column("合同"), _let(book_, word, frame[key])),
    ]
    return table_view(id_, f"集体{word}", columns)


def _let(book_: Holdings, word: str, numbers: pd.Series) -> Cells:
    """To whom each thing is let now: the contract, or how many."""
    subjects = word + "/" + numbers
    first = lookup(subjects, book_.let["first"])
    many = lookup(subjects, book_.let["many"]).fillna(0)
    text = first.where(many < 2, first + " 等")
    return Cells(text, "code", urls=[None if pd.isna(n) else contract_url(n) for n in first])


def says(frame: pd.DataFrame, county: County) -> str:
    """Contracts in one sentence: how many in force, due, received, owed."""
    due, paid, owed = (int(frame[n].sum()) for n in ("due_fen", "received_fen", "arrears_fen"))
    late = int((frame["arrears_fen"] > 0).sum())
    active = int(frame["is_active"].sum())
    end = f"，欠收 {yuan(owed)} 元（{late:,} 份）" if owed else "，没有欠收"
    told = f"到 {county.as_of}，合同 {len(frame):,} 份，正在履行 {active:,} 份。"
    if not len(frame):
        return told
    days = sorted({day.date().isoformat() for day in (frame["until"].min(), frame["until"].max())})
    return (
        f"{told}收款公开到 {' 至 '.join(days)}，算到这一天：应收 {yuan(due)} 元，"
        f"实收 {yuan(paid)} 元{end}。"
    )


def by_place(frame: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Rows by the place they belong to."""
    return {str(code): own for code, own in records.without_lines(frame).groupby("place_code")}
