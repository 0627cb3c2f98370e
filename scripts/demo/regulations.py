"""Plan -> the county's normative documents and the decisions that ended or changed some of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
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


def _texts(documents: list[Row]) -> list[Row]:
    """The text of each document, and what explains some: a file `13.md`, `13-note.md` each."""
    return [
        {"document_no": document["document_no"], "part": part, "file": document["slug"] + ending}
        for document in documents
        for part, ending in (("正文", ".md"), ("政策解读", "-note.md"))
        if _source(document["slug"] + ending).exists()
    ]


def _source(file: str) -> Path:
    """`qyzg-2026-13-note.md` is told in `regulation_texts/13-note.md`."""
    return content.folder("regulation_texts") / file.split("-", 2)[2]


def _bytes(file: str) -> bytes:
    return _source(file).read_bytes()


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
    """One package a month in which a document was issued or a decision made, two days later."""
    del chance
    documents = [d for d in _documents() if d["issued"] <= plan.as_of]
    decisions = [d for d in _decisions(documents) if d["decided"] <= plan.as_of]
    days = sorted({*(d["issued"] for d in documents), *(d["decided"] for d in decisions)})
    for month, own in groupby(days, key="{:%Y-%m}".format):
        of_month = list(own)
        issued = [d for d in documents if d["issued"] in of_month]
        tables = {
            "documents": pd.DataFrame(issued),
            "decisions": pd.DataFrame([d for d in decisions if d["decided"] in of_month]),
            "texts": pd.DataFrame(_texts(issued)),
        }
        yield DemoPackage(
            kind="regulations",
            publisher="office",
            period=month,
            title=f"{months.zh(month)}规范性文件和清理结果",
            published=min(months.working(of_month[-1] + timedelta(days=1)), plan.as_of),
            approved_by="清源县人民政府办公室（演示）",
            tables={name: frame for name, frame in tables.items() if len(frame)},
            files={f"attachments/{row['file']}": _bytes(row["file"]) for row in _texts(issued)},
        )
