"""A contract -> its page: facts, schedule beside receipts, early warnings with their formulas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from mingbai.county import County
from mingbai.dates import iso_column, month_of
from mingbai.kinds.holdings.contracts import UNITS, area_text, instalments
from mingbai.kinds.holdings.pages.snapshot import (
    FEED,
    HOME,
    TITLE,
    WARNINGS_URL,
    HoldingsSnapshot,
    contract_marks,
    contract_url,
    place_url,
)
from mingbai.kinds.holdings.reads import SHEETS
from mingbai.kinds.holdings.rules import WARNINGS
from mingbai.model import Crumb, Page
from mingbai.money import yuan, yuan_column
from mingbai.page import (
    Cells,
    Column,
    Fact,
    Link,
    Mark,
    ProofLine,
    RecordView,
    Row,
    Section,
    TableView,
    day_zh,
    mark_cells,
    records,
    table_view,
)

_FACTS = (
    "form",
    "lessee",
    "manner",
    "decided",
    "signed",
    "filed",
    "starts",
    "ends",
    "ended",
    "total",
    "yearly_rent",
    "escalation",
    "deposit",
    "book_id",
)
_ANCHORS = {"资产": "assets", "资源": "resources"}


def contract_pages(snapshot: HoldingsSnapshot) -> Iterator[Page]:
    """A page a contract."""
    schedules = _by_contract(_written(snapshot.tables.shared(instalments)))
    receipts = snapshot.tables.frame("receipts").sort_values(["date", "receipt_no"])
    receipts_by_contract = _by_contract(_written(receipts))
    warnings_by_contract, sheet_urls = _warned(snapshot), _sheets(snapshot.edition.county)
    proofs_by_contract = records.proof_lines(snapshot.edition, "holdings")
    frame = snapshot.contracts.assign(let_text=area_text(snapshot.contracts["let_area"]))
    marks = contract_marks(snapshot, frame)
    for row, mark in zip(records.rows(frame), marks, strict=True):
        number = row["contract_no"]
        sections = (
            _plan(schedules.get(number), row),
            _receipts(receipts_by_contract.get(number), row["book_id"], sheet_urls),
            _warnings(warnings_by_contract.get(number, []), snapshot),
        )
        proofs = proofs_by_contract.get(number, ())
        yield _page(row=row, mark=mark, snapshot=snapshot, sections=sections, proofs=proofs)


def _written(frame: pd.DataFrame) -> pd.DataFrame:
    """Every amount with its text beside it, written once for all contracts."""
    money = [name for name in frame.columns if name.endswith("_fen")]
    return frame.assign(**{name.removesuffix("_fen"): yuan_column(frame[name]) for name in money})


def _by_contract(frame: pd.DataFrame) -> dict[str, pd.DataFrame]:
    return {
        str(number): rows
        for number, rows in records.without_lines(frame).groupby("contract_no", sort=False)
    }


def _page(
    row: Row,
    mark: Mark,
    snapshot: HoldingsSnapshot,
    sections: tuple[Section, ...],
    proofs: tuple[ProofLine, ...],
) -> Page:
    number, place = row["contract_no"], row["place_code"]
    county = snapshot.edition.county
    where = str(county.places.at[place, "path"])
    schema = snapshot.tables["contracts"].schema
    facts = (*_subject(row, where), *records.facts(schema, _FACTS, row, snapshot.edition))
    lead = _lead(row, where.replace(" › ", ""))
    links = (Link(f"{where}的资产资源与合同", place_url(place)), Link("全部预警", WARNINGS_URL))
    crumbs = (
        *HOME,
        Crumb(TITLE, "/holdings/"),
        Crumb(where, place_url(place)),
        Crumb(number),
    )
    return Page(
        url=contract_url(number),
        template="record.html",
        title=row["title"],
        view=RecordView(
            mark=mark,
            means=_alarm(row),
            lead=lead,
            facts=facts,
            sections=sections,
            links=links,
            proofs=proofs,
        ),
        description=lead,
        crumbs=crumbs,
        subject=("contract", number),
        feed=FEED,
        is_daily=True,
    )


def _alarm(row: Row) -> str:
    """How much is owed and since when, where any is."""
    if not row["arrears_fen"]:
        return ""
    return f"欠收 {yuan(row['arrears_fen'])} 元，最早的一期应在 {row['since']} 收。"


def _subject(row: Row, where: str) -> Iterator[Fact]:
    place, word = row["place_code"], row["subject_kind"]
    url = f"{place_url(place)}#{_ANCHORS[word]}-{row['subject_no']}"
    yield Fact("合同编号", row["contract_no"])
    yield Fact("出租发包方", Link(where, f"/places/{place}/"))
    yield Fact(word, Link(f"{row['subject_name']}（{row['like']}）", url))
    if row["let_text"] is not None:
        yield Fact("租出面积", f"{row['let_text']} {UNITS[word]}")
    if row["unit_price_fen"] is not None:
        per = f"（{row['unit_price_per']}）" if row["unit_price_per"] else ""
        yield Fact("合同单价", f"{yuan(row['unit_price_fen'])} 元{per}")
    if row["rent_fen"] is not None:
        yield Fact("折合租金", f"{yuan(row['rent_fen'])} 元/{UNITS[word]}/年")


def _lead(row: Row, where: str) -> str:
    arrears = f"欠收 {yuan(row['arrears_fen'])} 元" if row["arrears_fen"] else "没有欠收"
    return (
        f"{where}的{row['subject_name']}，{row['form']}给{row['lessee']}，{day_zh(row['starts'])}至"
        f"{day_zh(row['ends'])}，合计 {yuan(row['total_fen'])} 元。"
        f"收款公开到 {day_zh(row['until'])}，算到这一天应收 {yuan(row['due_fen'])} 元，"
        f"实收 {yuan(row['received_fen'])} 元，{arrears}。"
    )


def _plan(frame: pd.DataFrame | None, row: Row) -> Section:
    explanation = "先收的钱先抵最早的一期。欠收 = 到期应收 − 实收，算到收款公开的最后一天。"
    return Section(
        "plan", "收款计划与实收", explanation, None if frame is None else _plan_table(frame, row)
    )


def _plan_table(frame: pd.DataFrame, row: Row) -> TableView:
    marks = [_instalment(instalment) for instalment in records.rows(frame)]
    columns = [
        (Column("应收日期"), Cells(iso_column(frame["due"]), "head")),
        (Column("应收（元）", is_num=True), Cells(frame["amount"], "num")),
        (Column("已收（元）", is_num=True), Cells(frame["paid"], "num")),
        (Column("欠收（元）", is_num=True), Cells(frame["open"], "num")),
        (Column("情况"), Cells(mark_cells(marks), "html")),
    ]
    sums = [yuan(int(frame[n].sum())) for n in ("amount_fen", "paid_fen", "open_fen")]
    caption = f"{len(frame)} 期，合同总额 {yuan(row['total_fen'])} 元"
    return table_view("plan-table", caption, columns, ["合计", *sums, ""])


def _instalment(instalment: Row) -> Mark:
    if instalment["is_void"]:
        return Mark("none", "终止以后，不再收")
    if instalment["paid_fen"] == instalment["amount_fen"]:
        return Mark("ok", "已收清")
    if not instalment["is_due"]:
        return Mark("none", "未到期")
    return Mark("late", "收了一部分" if instalment["paid_fen"] else "未收")


def _sheets(county: County) -> dict[tuple[str, str], str]:
    """Where each month of each ledger stands, by its book and month (`2026-06`)."""
    columns = (county.frame(SHEETS)[name] for name in ("book_id", "period", "url"))
    return {(book, period): url for book, period, url in zip(*columns, strict=True)}


def _receipts(
    frame: pd.DataFrame | None, book_id: str, sheet_urls: Mapping[tuple[str, str], str]
) -> Section:
    if frame is None:
        return Section("receipts", "收款记录", "还没有收款。")
    columns = [
        (Column("收据号"), Cells(frame["receipt_no"], "head")),
        (Column("收款日期"), Cells(frame["date"], "date")),
        (Column("金额（元）", is_num=True), Cells(frame["amount"], "num")),
    ]
    foot = ["合计", None, yuan(int(frame["amount_fen"].sum()))]
    if frame["voucher_no"].notna().any():
        urls = [sheet_urls.get((book_id, month_of(day))) for day in frame["date"]]
        columns.append((Column("记账凭证号"), Cells(frame["voucher_no"], "code", urls=urls)))
        foot.append("")
    table = table_view("receipts-table", f"收款 {len(frame)} 笔", columns, foot)
    return Section("receipts", "收款记录", "", table)


def _warned(snapshot: HoldingsSnapshot) -> dict[str, list[tuple[str, dict[str, Any]]]]:
    """Early warnings by contract: rule code and its values, in the order of the rules."""
    warnings: dict[str, list[tuple[str, dict[str, Any]]]] = {}
    for code, frame in snapshot.warnings_by_rule.items():
        for row in records.rows(frame):
            warnings.setdefault(row["contract_no"], []).append((code, row))
    return warnings


def _warnings(warnings: list[tuple[str, dict[str, Any]]], snapshot: HoldingsSnapshot) -> Section:
    as_of = snapshot.edition.county.as_of
    if not warnings:
        return Section("warnings", "预警", f"到 {as_of}，没有预警。")
    rules = {check.rule.code: check.rule for check in WARNINGS}
    columns = [
        (
            Column("预警"),
            Cells(
                [rules[code].title.removesuffix("的预警") for code, _ in warnings],
                "head",
                urls=[f"{WARNINGS_URL}#{code}-h" for code, _ in warnings],
            ),
        ),
        (Column("为什么"), Cells([rules[code].message.format(**row) for code, row in warnings])),
        (Column("怎么算的"), Cells([row["formula"] for _, row in warnings])),
    ]
    explanation = f"按 {as_of} 的数据和本县规则得出，只是提醒核对，不是结论。"
    table = table_view("warnings-table", f"预警 {len(warnings)} 条", columns)
    return Section("warnings", "预警", explanation, table)
