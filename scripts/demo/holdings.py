"""Lettings and purchases -> one package a township and quarter: register, contracts, receipts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

import pandas as pd

from demo import content, months
from demo.chance import Chance
from demo.lettings import Happening, Row
from demo.packages import DemoPackage
from demo.plan import Plan
from demo.purchases import purchases

_TABLES = ("assets", "resources", "contracts", "schedule", "receipts")
_MONEY = {"cost_fen", "unit_price_fen", "yearly_rent_fen", "deposit_fen"}


def packages(plan: Plan, chance: Chance) -> Iterator[DemoPackage]:
    """One package a township and quarter; the first tells all that was there before."""
    del chance  # the lettings have one of their own
    vouchers = _vouchers(plan)
    happenings = (*plan.lettings, *purchases(plan.ledgers, plan.places))
    first = True
    for quarter, until in _quarters(plan.periods):
        published = min(months.working(months.day_after(until, 10)), plan.as_of)
        last = months.day_after(until, 1) - timedelta(days=1)
        since = date(1900, 1, 1) if first else _begin(until)
        first = False
        for town in content.records(plan.towns):
            of_town = [h for h in happenings if h.town == town["town"] and since <= h.day <= last]
            tables = {name: _frame(_rows(of_town, name, vouchers)) for name in _TABLES}
            yield DemoPackage(
                kind="holdings",
                publisher=town["town"],
                period=quarter,
                title=f"{quarter[:4]} 年第{'一二三四'[int(quarter[-1]) - 1]}季度集体资产资源与合同",
                published=published,
                approved_by=f"{town['name']}人民政府（演示）",
                tables={name: frame for name, frame in tables.items() if len(frame)},
            )


def _quarters(periods: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """`2026q2` and its last month, for quarters that end within the months."""
    for period in periods:
        month = int(period[5:])
        if month % 3 == 0:
            yield f"{period[:4]}q{month // 3}", period


def _begin(until: str) -> date:
    return months.first_day(months.name(months.number(until) - 2))


def _vouchers(plan: Plan) -> Mapping[tuple[str, date], str]:
    """The ledger's voucher of each receipt, by contract and day."""
    entries = plan.ledgers.entries.dropna(subset=["contract_no"])
    days = entries["date"].dt.date
    return dict(
        zip(zip(entries["contract_no"], days, strict=True), entries["voucher_no"], strict=True)
    )


def _rows(
    happenings: Sequence[Happening], table: str, vouchers: Mapping[tuple[str, date], str]
) -> list[Row]:
    rows = [h.row for h in happenings if h.table == table]
    if table != "receipts":
        return rows
    return [
        {name: value for name, value in row.items() if name != "due"}
        | {"voucher_no": vouchers.get((row["contract_no"], row["date"]))}
        for row in rows
    ]


def _frame(rows: list[Row]) -> pd.DataFrame:
    frame = pd.DataFrame(rows)
    return frame.astype({name: "Int64" for name in _MONEY if name in frame})
