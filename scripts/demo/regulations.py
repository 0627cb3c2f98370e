"""Plan -> the county's normative documents and the decisions that ended or changed some of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import Any

import pandas as pd

from demo import content, months
from demo.chance import Chance
from demo.packages import DemoPackage
from demo.plan import Plan

Row = dict[str, Any]


def _documents() -> list[Row]:
    told = [line.split("|") for line in content.document("regulations")["documents"]]
    made: list[Row] = []
    for number, (title, issuer, issued, years, summary, replaces) in enumerate(told, start=1):
        day = date.fromisoformat(issued)
        last = day.replace(year=day.year + int(years)) - timedelta(days=1)
        made.append(
            {
                "document_no": f"清源政规〔{day.year}〕{number}号",
                "slug": f"qyzg-{day.year}-{number:02d}",
                "title": title,
                "issuer": issuer,
                "issued": day,
                "effective": day + timedelta(days=30),
                "expires": last if int(years) else None,
                "summary": summary,
                "replaces": made[int(replaces) - 1]["document_no"] if int(replaces) else None,
            }
        )
    return made


def _decisions(documents: list[Row]) -> list[Row]:
    told = [line.split("|") for line in content.document("regulations")["decisions"]]
    return [
        {
            "document_no": documents[int(number) - 1]["document_no"],
            "decision_no": f"清源政发〔{day[:4]}〕{n}号",
            "action": action,
            "reason": reason or None,
            "decided": date.fromisoformat(day),
            "effective": date.fromisoformat(day),
        }
        for n, (number, action, reason, day) in enumerate(told, start=1)
    ]


def packages(plan: Plan, chance: Chance) -> Iterator[DemoPackage]:
    """One package a year by the county's office: what was issued, what was decided."""
    del chance
    documents = [d for d in _documents() if d["issued"] <= plan.as_of]
    decisions = [d for d in _decisions(documents) if d["decided"] <= plan.as_of]
    for year, own in groupby(documents, key=lambda row: row["issued"].year):
        ended = [d for d in decisions if d["decided"].year == year]
        issued = list(own)
        newest = max(row["issued"] for row in issued)
        newest = max([newest, *(d["decided"] for d in ended)])
        tables = {"documents": pd.DataFrame(issued)}
        if ended:
            tables["decisions"] = pd.DataFrame(ended)
        yield DemoPackage(
            kind="regulations",
            publisher="office",
            period=str(year),
            title=f"清源县 {year} 年规范性文件和清理结果",
            published=min(months.working(newest + timedelta(days=5)), plan.as_of),
            approved_by="清源县人民政府办公室（演示）",
            tables=tables,
        )
