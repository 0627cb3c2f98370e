"""Instalments and receipts -> their rows, written once and cut by contract."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from mingbai.dates import iso_column, month_of
from mingbai.kinds.holdings.contracts import instalments
from mingbai.kinds.holdings.pages.snapshot import HoldingsSnapshot
from mingbai.kinds.holdings.reads import SHEETS
from mingbai.money import yuan, yuan_column
from mingbai.page import (
    Cells,
    Column,
    Mark,
    Row,
    Section,
    WrittenRows,
    mark_cells,
    records,
    rows_by,
    written_rows,
)
from mingbai.read import Tables

_PLANNED = ("amount_fen", "paid_fen", "open_fen")


@dataclass(frozen=True)
class PlanRows:
    """All instalments. by_contract: which rows are a contract's; sums_fen: its sums by column."""

    rows: WrittenRows
    by_contract: Mapping[Hashable, Sequence[int]]
    sums_fen: Mapping[Hashable, Mapping[Hashable, Any]]

    def section(self, contract: Row) -> Section:
        """What is to be received of a contract, and what was."""
        explanation = "先收的钱先抵最早的一期。欠收 = 到期应收 − 实收，算到收款公开的最后一天。"
        rows_of_contract = self.by_contract.get(contract["contract_no"])
        if rows_of_contract is None:
            return Section("plan", "收款计划与实收", explanation, None)
        sums_fen = self.sums_fen[contract["contract_no"]]
        sums = [yuan(int(sums_fen[name])) for name in _PLANNED]
        caption = f"{len(rows_of_contract)} 期，合同总额 {yuan(contract['total_fen'])} 元"
        table = self.rows.table(rows_of_contract, "plan-table", caption, ["合计", *sums, ""])
        return Section("plan", "收款计划与实收", explanation, table)


def plan_rows(tables: Tables) -> PlanRows:
    """Every instalment with what was paid of it."""
    frame = records.without_lines(tables.shared(instalments))
    marks = [_instalment(instalment) for instalment in records.rows(frame)]
    columns = [
        (Column("应收日期"), Cells(iso_column(frame["due"]), "head")),
        (Column("应收（元）", is_num=True), Cells(yuan_column(frame["amount_fen"]), "num")),
        (Column("已收（元）", is_num=True), Cells(yuan_column(frame["paid_fen"]), "num")),
        (Column("欠收（元）", is_num=True), Cells(yuan_column(frame["open_fen"]), "num")),
        (Column("情况"), Cells(mark_cells(marks), "html")),
    ]
    return PlanRows(
        rows=written_rows(columns),
        by_contract=rows_by(frame["contract_no"]),
        sums_fen=frame.groupby("contract_no")[list(_PLANNED)].sum().to_dict("index"),
    )


def _instalment(instalment: Row) -> Mark:
    if instalment["is_void"]:
        return Mark("none", "终止以后，不再收")
    if instalment["paid_fen"] == instalment["amount_fen"]:
        return Mark("ok", "已收清")
    if not instalment["is_due"]:
        return Mark("none", "未到期")
    return Mark("late", "收了一部分" if instalment["paid_fen"] else "未收")


@dataclass(frozen=True)
class ReceiptRows:
    """All receipts. rows: without vouchers; rows_vouched: with them.

    by_contract: which rows are a contract's. is_vouched: whether any of them names a voucher.
    """

    rows: WrittenRows
    rows_vouched: WrittenRows
    by_contract: Mapping[Hashable, Sequence[int]]
    sums_fen: Mapping[Hashable, Any]
    is_vouched: Mapping[Hashable, Any]

    def section(self, number: str) -> Section:
        """The receipts of a contract, by its number."""
        rows_of_contract = self.by_contract.get(number)
        if rows_of_contract is None:
            return Section("receipts", "收款记录", "还没有收款。")
        foot = ["合计", None, yuan(int(self.sums_fen[number]))]
        rows = self.rows
        if self.is_vouched[number]:
            rows = self.rows_vouched
            foot.append("")
        table = rows.table(
            rows_of_contract, "receipts-table", f"收款 {len(rows_of_contract)} 笔", foot
        )
        return Section("receipts", "收款记录", "", table)


def receipt_rows(snapshot: HoldingsSnapshot) -> ReceiptRows:
    """Every receipt by its day; its voucher is linked to the month of the book it went into."""
    receipts = snapshot.tables.frame("receipts").sort_values(["date", "receipt_no"])
    frame = records.without_lines(receipts)
    columns = [
        (Column("收据号"), Cells(frame["receipt_no"], "head")),
        (Column("收款日期"), Cells(frame["date"], "date")),
        (Column("金额（元）", is_num=True), Cells(yuan_column(frame["amount_fen"]), "num")),
    ]
    urls = _month_urls(frame, snapshot)
    voucher = (Column("记账凭证号"), Cells(frame["voucher_no"], "code", urls=urls))
    by_contract = frame.groupby("contract_no")
    return ReceiptRows(
        rows=written_rows(columns),
        rows_vouched=written_rows([*columns, voucher]),
        by_contract=rows_by(frame["contract_no"]),
        sums_fen=by_contract["amount_fen"].sum().to_dict(),
        is_vouched=(by_contract["voucher_no"].count() > 0).to_dict(),
    )


def _month_urls(receipts: pd.DataFrame, snapshot: HoldingsSnapshot) -> list[str | None]:
    """Where the month of the ledger stands that each receipt went into."""
    sheets = snapshot.edition.county.frame(SHEETS)
    columns = (sheets[name] for name in ("book_id", "period", "url"))
    sheet_urls = {(book, period): url for book, period, url in zip(*columns, strict=True)}
    books = receipts["contract_no"].map(snapshot.contracts.set_index("contract_no")["book_id"])
    days = zip(books, receipts["date"], strict=True)
    return [sheet_urls.get((book, month_of(day))) for book, day in days]
