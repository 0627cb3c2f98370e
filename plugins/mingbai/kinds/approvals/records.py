"""Tables of approvals -> one Item each, with its papers, fees, bases and flow beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mingbai.kinds.approvals import forms
from mingbai.kinds.approvals.flows import ItemFlow, flows
from mingbai.page import records
from mingbai.read import Package, Tables

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Item:
    """One guide's data. row: its cells, None where empty. forms: (paper no., field) -> file."""

    row: Row
    package: Package
    papers: tuple[Row, ...]
    fees: tuple[Row, ...]
    bases: tuple[Row, ...]
    flow: ItemFlow | None
    forms: Mapping[tuple[int, str], forms.FormFile]

    @property
    def code(self) -> str:
        """Its code, the last part of its address."""
        return str(self.row["item_code"])


def items(tables: Tables) -> Mapping[str, Item]:
    """By item_code, in the order of the data. Use it as `tables.shared(items)`."""
    drawn = tables.shared(flows)
    papers, fees, bases = (_by_item(tables, name) for name in ("materials", "fees", "bases"))
    files = tables.shared(forms.files)
    table = tables["items"]
    found: dict[str, Item] = {}
    for row, package in zip(records.rows(table.frame), tables.package_of(table), strict=True):
        code = row["item_code"]
        own = papers.get(code, ())
        found[code] = Item(
            row=row,
            package=tables.packages[package],
            papers=own,
            fees=fees.get(code, ()),
            bases=bases.get(code, ()),
            flow=drawn.get(code),
            forms={
                (paper["material_no"], field): files[package, paper[field]]
                for paper in own
                for field in forms.FIELDS
                if paper[field]
            },
        )
    return found


def _by_item(tables: Tables, name: str) -> Mapping[str, tuple[Row, ...]]:
    rows: dict[str, list[Row]] = {}
    for row in records.rows(tables.frame(name)):
        rows.setdefault(row["item_code"], []).append(row)
    return {code: tuple(own) for code, own in rows.items()}
