"""Plan -> what the township and village party organisations publish, each with its approvals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pandas as pd

from demo import content, months
from demo.chance import Chance
from demo.packages import DemoPackage
from demo.plan import Plan

_QUARTERS = ("03", "06", "09", "12")


def packages(plan: Plan, chance: Chance) -> Iterator[DemoPackage]:
    """One package a township and quarter: an item of the township, one of each village."""
    for period in [p for p in plan.periods if p[-2:] in _QUARTERS]:
        for town in content.records(plan.towns):
            rows = list(_items(plan, town, period, chance))
            yield DemoPackage(
                kind="party_affairs",
                publisher=town["town"],
                period=f"{period[:4]}q{_QUARTERS.index(period[-2:]) + 1}",
                title=f"{town['name']} {months.zh(period)}止一季度党务公开",
                published=min(months.working(months.day_after(period, 9)), plan.as_of),
                approved_by=f"{town['name']}党委（演示）",
                tables={"items": pd.DataFrame(rows)},
            )


def _items(
    plan: Plan, town: dict[str, Any], period: str, chance: Chance
) -> Iterator[dict[str, Any]]:
    villages = plan.places[(plan.places["town"] == town["town"]) & (plan.places["kind"] == "村")]
    bodies = [
        (town["place_code"], f"{town['name']}党委"),
        *((v["place_code"], f"{v['name']}党支部") for v in content.records(villages)),
    ]
    first = months.first_day(months.name(months.number(period) + 1))
    for code, organisation in bodies:
        class_, title, text = (
            chance.of(code, period).one(content.document("party_affairs")["items"]).split("|")
        )
        yield {
            "item_no": f"DW-{code}-{period}",
            "place_code": code,
            "organisation": organisation,
            "class": class_,
            "title": f"{organisation}：{title}",
            "text": text,
            "scope": "社会公开",
            "proposed": first,
            "proposed_by": "组织委员",
            "reviewed": first + timedelta(days=2),
            "reviewed_by": "纪检委员",
            "approved": first + timedelta(days=4),
            "approved_by": "党组织书记",
        }
