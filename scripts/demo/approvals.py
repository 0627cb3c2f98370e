"""Plan -> each agency's catalogue for the year: items, papers, fees, flows, bases, cuts, forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pandas as pd

from demo import content, cuts, flows, forms, items, months
from demo.chance import Chance
from demo.items import Item
from demo.packages import DemoPackage
from demo.plan import Plan

_ORIGINALS = {"原": "原件", "复": "复印件", "核": "原件核对"}
_SOURCES = {"自": "申请人自备", "府": "政府部门核发", "他": "其他"}
_OPTIONAL = ("materials", "fees", "bases", "cuts", "former_limits")
_LICENCE_PROCEDURE = ("程序", "XKF-32")
# 行政许可法第四十二条 sets twenty days where no other law sets a limit of its own.
_USUAL_LIMIT, _USUAL_LIMIT_DAYS = ("时限", "XKF-42"), 20
Row = dict[str, Any]


def packages(plan: Plan, chance: Chance) -> Iterator[DemoPackage]:
    """One package an agency that has items."""
    published = {slug: _published(plan, chance.of(slug)) for slug in plan.items["agency"].unique()}
    for agency in content.records(plan.agencies):
        slug = agency["slug"]
        items_of_agency = plan.items[plan.items["agency"] == slug]
        if items_of_agency.empty:  # nobody applies to it
            continue
        items_told = [item for item in items.told(plan.agencies) if item.agency == slug]
        files: dict[str, bytes] = {}
        tables = _tables(
            items_of_agency,
            items_told,
            agency,
            cut_rows=list(_cuts(agency, items_of_agency, plan.as_of)),
            files=files,
            published=published[slug],
        )
        yield DemoPackage(
            kind="approvals",
            publisher=slug,
            period=str(plan.size.year),
            title=f"{agency['name']} {plan.size.year} 年办事指南",
            published=published[slug],
            approved_by=f"{agency['name']}（演示）",
            tables=tables,
            files=files,
        )


def _published(plan: Plan, chance: Chance) -> date:
    """In the first days of the last year, before anything that speaks of its items is in the log.

    Some have changed their guides since: `slips.toml`.
    """
    day = months.working(date(plan.size.year, 1, 3 + chance.number(0, 3)))
    return min(day, plan.as_of)


def _tables(
    item_rows: pd.DataFrame,
    listed_items: list[Item],
    agency: Mapping[str, Any],
    *,
    cut_rows: list[Row],
    files: dict[str, bytes],
    published: date,
) -> dict[str, pd.DataFrame]:
    """Every table that has rows; the forms that its papers name are put into `files`."""
    rows: dict[str, list[Row]] = {
        "materials": [r for i in listed_items for r in _materials(i, agency["name"], files)],
        "fees": [row for item in listed_items for row in _fees(item)],
        "steps": [
            row
            for item in content.records(item_rows)
            for row in flows.steps(item["flow"], item["item_code"], item["promised_days"])
        ],
        "transitions": [
            row
            for item in content.records(item_rows)
            for row in flows.transitions(item["flow"], item["item_code"])
        ],
        "bases": [row for item in listed_items for row in _bases(item)],
        "cuts": cut_rows,
        "former_limits": [row for item in listed_items for row in _former_limits(item, published)],
    }
    tables = {"items": item_rows.drop(columns="flow")}
    tables |= {name: pd.DataFrame(r) for name, r in rows.items() if r or name not in _OPTIONAL}
    tables["steps"] = tables["steps"].astype({"limit_days": "Int64"})
    return tables


def _materials(item: Item, agency: str, files: dict[str, bytes]) -> Iterator[Row]:
    for number, line in enumerate(item.told["materials"], start=1):
        name, original, copies, source, note, marks = line.split("|")
        form = _form(item, number, name, agency, files, is_sample=False) if "表" in marks else None
        sample = _form(item, number, name, agency, files, is_sample=True) if "样" in marks else None
        yield {
            "item_code": item.code,
            "material_no": number,
            "name": name,
            "original": _ORIGINALS[original],
            "copies": int(copies),
            "source": _SOURCES[source],
            "note": note or None,
            "form": form,
            "sample": sample,
        }


def _form(
    item: Item, number: int, name: str, agency: str, files: dict[str, bytes], *, is_sample: bool
) -> str:
    file = f"{item.code.lower()}-{number}{'-sample' if is_sample else ''}.docx"
    files[f"forms/{file}"] = forms.docx(name, item.told["name"], agency, is_sample=is_sample)
    return file


def _fees(item: Item) -> Iterator[Row]:
    for number, line in enumerate(item.told.get("fees", []), start=1):
        name, amount, per, standard, basis = line.split("|")
        yield {
            "item_code": item.code,
            "fee_no": number,
            "name": name,
            "amount_fen": int(amount) * 100,
            "per": per,
            "standard": standard,
            "basis_id": basis,
        }


def _bases(item: Item) -> Iterator[Row]:
    uses = [("设定", basis) for basis in item.told["bases"]]
    is_licence = item.told["type"] == "行政许可"
    if is_licence:
        uses.append(_LICENCE_PROCEDURE)
    if "limit_basis" in item.told:
        uses.append(("时限", item.told["limit_basis"]))
    elif is_licence and item.told["legal"] == _USUAL_LIMIT_DAYS:
        uses.append(_USUAL_LIMIT)
    for use, basis in uses:
        yield {"item_code": item.code, "use": use, "basis_id": basis}


def _former_limits(item: Item, published: date) -> Iterator[Row]:
    """Limits that the item was promised with before, as far as they were over when published."""
    listed = content.table("former_limits")
    for row in content.records(listed[listed["item"] == item.told["name"]]):
        until = date.fromisoformat(row["until"])
        if until < published:
            yield {
                "item_code": item.code,
                "until": until,
                "days": int(row["days"]),
                "days_unit": "工作日",
                "changed_by": row["changed_by"],
            }


def _cuts(agency: Mapping[str, Any], item_rows: pd.DataFrame, as_of: date) -> Iterator[Row]:
    """The items that were cut until a day."""
    codes = dict(zip(item_rows["name"], item_rows["item_code"], strict=True))
    for cut in cuts.of_agency(agency):
        facts = cut.told
        if facts["decided_on"] > as_of:
            continue
        yield {
            "item_code": cut.item_code,
            "name": facts["name"],
            "agency": agency["slug"],
            "action": facts["action"],
            "into_item": codes[facts["into"]] if facts["action"] == "合并" else None,
            "decided_on": facts["decided_on"],
            "reason": facts["reason"],
        }
