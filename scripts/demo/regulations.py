"""Plan -> the county's normative documents and the decisions that ended or changed some of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

import pandas as pd

from demo import content, cuts, months
from demo.chance import Chance
from demo.packages import DemoPackage
from demo.plan import Plan

Row = dict[str, Any]


def _documents() -> list[Row]:
    outlines = [line.split("|") for line in content.document("regulations")["documents"]]
    made: list[Row] = []
    for number, (title, issuer, issued, years, summary, replaces) in enumerate(outlines, start=1):
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


def _texts(documents: list[Row], made: Mapping[str, bytes]) -> list[Row]:
    """The text of each document, and what explains some: a file `13.md`, `13-note.md` each.

    made: texts that stand in no file, by their names.
    """
    return [
        {"document_no": document["document_no"], "part": part, "file": document["slug"] + ending}
        for document in documents
        for part, ending in (("正文", ".md"), ("政策解读", "-note.md"))
        if _has_text(document["slug"], ending, made)
    ]


def _has_text(slug: str, ending: str, made: Mapping[str, bytes]) -> bool:
    """Whether there is such a part; a document whose body is made has no file beside it."""
    return slug + ending in made or (f"{slug}.md" not in made and _source(slug + ending).exists())


def _source(file: str) -> Path:
    """`qyzg-2026-13-note.md` is told in `regulation_texts/13-note.md`."""
    return content.folder("regulation_texts") / file.split("-", 2)[2]


def _bytes(file: str) -> bytes:
    return _source(file).read_bytes()


def _decisions(documents: list[Row]) -> list[Row]:
    outlines = [line.split("|") for line in content.document("regulations")["decisions"]]
    return [
        {
            "document_no": documents[int(number) - 1]["document_no"],
            "decision_no": f"清源政发〔{day[:4]}〕{n}号",
            "action": action,
            "reason": reason or None,
            "decided": date.fromisoformat(day),
            "effective": date.fromisoformat(day),
        }
        for n, (number, action, reason, day) in enumerate(outlines, start=1)
    ]


def _cutting(made: cuts.CutDocument, number: int) -> Row:
    """A document that cuts items. number: of the county's decisions, after those of reviews."""
    return {
        "document_no": f"清源政发〔{made.decided.year}〕{number}号",
        "slug": f"qyzf-{made.decided.year}-{number:02d}",
        "title": made.title,
        "issuer": "office",
        "issued": made.decided,
        "effective": made.decided,
        "expires": None,
        "summary": made.summary,
        "replaces": None,
    }


@dataclass(frozen=True)
class _Cutting:
    """Documents that cut items: their rows, what they cut, and their texts by file name."""

    documents: list[Row]
    item_cuts: list[Row]
    files: dict[str, bytes]


def _cuttings(plan: Plan) -> _Cutting:
    first = len(content.document("regulations")["decisions"]) + 1
    cutting = _Cutting([], [], {})
    for number, made in enumerate(cuts.documents(plan.agencies), start=first):
        document = _cutting(made, number)
        cutting.documents.append(document)
        cutting.files[f"{document['slug']}.md"] = made.text
        cutting.item_cuts.extend(
            {
                "document_no": document["document_no"],
                "item_code": cut.item_code,
                "name": cut.told["name"],
                "agency": cut.told["agency"],
                "action": cut.told["action"],
            }
            for cut in made.cuts
        )
    return cutting


def packages(plan: Plan, chance: Chance) -> Iterator[DemoPackage]:
    """One package a month in which a document was issued or a decision made, two days later."""
    del chance
    cutting = _cuttings(plan)
    documents = [d for d in (*_documents(), *cutting.documents) if d["issued"] <= plan.as_of]
    decisions = [d for d in _decisions(documents) if d["decided"] <= plan.as_of]
    days = sorted({*(d["issued"] for d in documents), *(d["decided"] for d in decisions)})
    for month, days_of_month in groupby(days, key="{:%Y-%m}".format):
        of_month = list(days_of_month)
        issued = [d for d in documents if d["issued"] in of_month]
        numbers = {d["document_no"] for d in issued}
        texts = _texts(issued, cutting.files)
        tables = {
            "documents": pd.DataFrame(issued),
            "decisions": pd.DataFrame([d for d in decisions if d["decided"] in of_month]),
            "texts": pd.DataFrame(texts),
            "item_cuts": pd.DataFrame(
                [row for row in cutting.item_cuts if row["document_no"] in numbers]
            ),
        }
        yield DemoPackage(
            kind="regulations",
            publisher="office",
            period=month,
            title=f"{months.zh(month)}规范性文件和清理结果",
            published=min(months.working(of_month[-1] + timedelta(days=1)), plan.as_of),
            approved_by="清源县人民政府办公室（演示）",
            tables={name: frame for name, frame in tables.items() if len(frame)},
            files={
                f"attachments/{file}": cutting.files.get(file) or _bytes(file)
                for file in (row["file"] for row in texts)
            },
        )
