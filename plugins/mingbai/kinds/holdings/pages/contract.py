"""A contract -> its page: facts, schedule beside receipts, early warnings with their formulas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from mingbai.kinds.holdings.contracts import UNITS, area_text
from mingbai.kinds.holdings.pages.payments import plan_rows, receipt_rows
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
from mingbai.kinds.holdings.rules import WARNINGS
from mingbai.model import Crumb, Edition, Page
from mingbai.money import yuan
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
    day_zh,
    records,
    table_view,
)
from mingbai.schema import Schema

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
# What a form calls a thing in its own way -> what a reader calls it.
_NAMES = {"承租（包）人": "租给谁（承包人）", "起": "从哪天起", "止": "到哪天止"}
_ANCHORS = {"资产": "assets", "资源": "resources"}


def contract_pages(snapshot: HoldingsSnapshot) -> Iterator[Page]:
    """A page a contract."""
    plans, receipts = plan_rows(snapshot.tables), receipt_rows(snapshot)
    warnings_by_contract = _warned(snapshot)
    proofs_by_contract = records.proof_lines(snapshot.edition, "holdings")
    frame = snapshot.contracts.assign(let_text=area_text(snapshot.contracts["let_area"]))
    marks = contract_marks(snapshot, frame)
    for row, mark in zip(records.rows(frame), marks, strict=True):
        number = row["contract_no"]
        sections = (
            plans.section(row),
            receipts.section(number),
            _warnings(warnings_by_contract.get(number, []), snapshot),
        )
        proofs = proofs_by_contract.get(number, ())
        yield _page(row=row, mark=mark, snapshot=snapshot, sections=sections, proofs=proofs)


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
    facts = (*_subject(row, where), *_facts(schema, row, snapshot.edition))
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


def _facts(schema: Schema, row: Row, edition: Edition) -> Iterator[Fact]:
    """Field by field, named as a reader would say it."""
    for fact in records.facts(schema, _FACTS, row, edition):
        yield replace(fact, name=_NAMES.get(fact.name, fact.name))


def _lead(row: Row, where: str) -> str:
    arrears = f"欠收 {yuan(row['arrears_fen'])} 元" if row["arrears_fen"] else "没有欠收"
    return (
        f"{where}的{row['subject_name']}，{row['form']}给{row['lessee']}，"
        f"{day_zh(row['starts'])}至 {day_zh(row['ends'])}，合计 {yuan(row['total_fen'])} 元。"
        f"收款公开到 {day_zh(row['until'])}，算到这一天应收 {yuan(row['due_fen'])} 元，"
        f"实收 {yuan(row['received_fen'])} 元，{arrears}。"
    )


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
