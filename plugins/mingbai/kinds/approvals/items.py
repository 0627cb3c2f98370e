"""Tables of approvals -> one Item each, with its papers, fees, bases and flow beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mingbai.kinds.approvals import forms
from mingbai.kinds.approvals.flows import ItemFlow, flows
from mingbai.page import Row, records
from mingbai.read import Package, Tables


@dataclass(frozen=True)
class Item:
    """One item with all its rows. row: of `items`, None where a cell is empty.

    forms: (material_no, `form` or `sample`) -> the file that the material names there.
    former_limits: the oldest first.
    """

    row: Row
    package: Package
    papers: tuple[Row, ...]
    fees: tuple[Row, ...]
    bases: tuple[Row, ...]
    former_limits: tuple[Row, ...]
    flow: ItemFlow | None
    forms: Mapping[tuple[int, str], forms.FormFile]

    @property
    def code(self) -> str:
        """Its code, the last part of its address."""
        return str(self.row["item_code"])


def items(tables: Tables) -> Mapping[str, Item]:
    """By item_code, in the order of the data. Use it as `tables.shared(items)`."""
    flows_by_code = tables.shared(flows)
    papers, fees, bases, limits = (
        _by_item(tables, name) for name in ("materials", "fees", "bases", "former_limits")
    )
    files = tables.shared(forms.files)
    table = tables["items"]
    items_by_code: dict[str, Item] = {}
    for row, package in zip(records.rows(table.frame), tables.package_of(table), strict=True):
        code = row["item_code"]
        papers_of_item = papers.get(code, ())
        items_by_code[code] = Item(
            row=row,
            package=tables.packages[package],
            papers=papers_of_item,
            fees=fees.get(code, ()),
            bases=bases.get(code, ()),
            former_limits=tuple(sorted(limits.get(code, ()), key=lambda limit: limit["until"])),
            flow=flows_by_code.get(code),
            forms={
                (paper["material_no"], field): files[package, paper[field]]
                for paper in papers_of_item
                for field in forms.FIELDS
                if paper[field]
            },
        )
    return items_by_code


def _by_item(tables: Tables, name: str) -> Mapping[str, tuple[Row, ...]]:
    rows_by_code: dict[str, list[Row]] = {}
    for row in records.rows(tables.frame(name)):
        rows_by_code.setdefault(row["item_code"], []).append(row)
    return {code: tuple(rows) for code, rows in rows_by_code.items()}
