"""Receipts beside the ledgers -> what was compared, what was not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from mingbai.county import County
from mingbai.kinds.holdings.ledger_reconciliation import reconciled_receipts, uncompared_receipts
from mingbai.money import yuan
from mingbai.page import Mark, ProofLine
from mingbai.read import Tables

RULE = "receipt-not-in-ledger"


def receipt_proofs(tables: Tables, county: County) -> Mapping[str, tuple[ProofLine, ...]]:
    """By contract number; what could not be compared is never a tick."""
    compared = reconciled_receipts(tables, county)
    reasons = uncompared_receipts(tables, county)
    numbers = tables.frame("receipts")["contract_no"].loc[reasons.index]
    counts = reasons.groupby([numbers, reasons]).size()
    uncompared = zip(*(counts.index.get_level_values(i) for i in (0, 1)), counts, strict=True)
    lines = {
        str(number): tuple(_compared(rows)) for number, rows in compared.groupby("contract_no")
    }
    for number, reason, count in uncompared:
        line = ProofLine(Mark("none", "没法比"), f"{count:,} {reason}，没法和账上比")
        lines[str(number)] = (*lines.get(str(number), ()), line)
    return lines


def _compared(rows: pd.DataFrame) -> Iterator[ProofLine]:
    """Those that are equal in one line with their sum, each other one by itself."""
    is_equal = rows["paid_fen"] == rows["booked_fen"]
    if is_equal.any():
        total = yuan(int(rows.loc[is_equal, "amount_fen"].sum()))
        text = f"{int(is_equal.sum()):,} 笔收款有凭证，和账上逐笔对得上（元）"
        yield ProofLine(Mark("ok", "核对一致"), text, total)
    columns = (
        rows.loc[~is_equal, name] for name in ("period", "voucher_no", "booked_fen", "paid_fen")
    )
    for period, voucher, booked, paid in zip(*columns, strict=True):
        text = f"{period} 凭证 {voucher}：账上和收款不相等（元）"
        yield ProofLine(Mark("warn", "不相等"), text, f"{yuan(booked)} ≠ {yuan(paid)}")
