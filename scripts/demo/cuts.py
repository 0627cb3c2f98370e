"""Agencies -> the items that are no longer asked for, and the documents that said so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

import pandas as pd

from demo import content, items

_FIRST_NUMBER = 9001
_ORDER = ("取消", "合并", "下放")


@dataclass(frozen=True, eq=False)
class Cut:
    """An item that was cut. told: its row of cuts.toml."""

    item_code: str
    agency_name: str
    told: Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class CutDocument:
    """What the county decided on a day, and the items that it cut. year_no: counted in its year."""

    decided: date
    year_no: int
    cuts: tuple[Cut, ...]

    @property
    def title(self) -> str:
        """`清源县人民政府关于取消、合并一批行政权力事项的决定（2024 年第 1 批）`."""
        actions = "、".join(a for a in _ORDER if a in {cut.told["action"] for cut in self.cuts})
        batch = f"{self.decided.year} 年第 {self.year_no} 批"
        return f"清源县人民政府关于{actions}一批行政权力事项的决定（{batch}）"

    @property
    def summary(self) -> str:
        """`取消 1 项，合并 1 项。`"""
        actions = [cut.told["action"] for cut in self.cuts]
        return "，".join(f"{a} {actions.count(a)} 项" for a in _ORDER if a in actions) + "。"

    @property
    def text(self) -> bytes:
        """The decision as Markdown: a chapter for each action, an item a paragraph."""
        parts = [f"# {self.title}"]
        for action in _ORDER:
            of_action = [cut for cut in self.cuts if cut.told["action"] == action]
            if of_action:
                parts.append(f"## {action}的事项")
                parts += [_paragraph(n, cut) for n, cut in enumerate(of_action, start=1)]
        parts.append("## 怎样执行")
        parts.append(
            "各单位自公布之日起照本决定办理，同时改办事指南；已经收了的件继续办完，不再收新的。"
        )
        return ("\n\n".join(parts) + "\n").encode()


def _paragraph(number: int, cut: Cut) -> str:
    facts = cut.told
    into = f"，并入“{facts['into']}”" if facts["action"] == "合并" else ""
    return f"{number}. {facts['name']}（{cut.agency_name}）{into}：{facts['reason']}。"


def of_agency(agency: Mapping[str, Any]) -> tuple[Cut, ...]:
    """The items of an agency that were cut, in the order of cuts.toml."""
    cuts_of_agency = [c for c in content.document("cuts")["cuts"] if c["agency"] == agency["slug"]]
    return tuple(
        Cut(items.code(agency["initials"], facts["type"], number), agency["name"], facts)
        for number, facts in enumerate(cuts_of_agency, start=_FIRST_NUMBER)
    )


def documents(agencies: pd.DataFrame) -> tuple[CutDocument, ...]:
    """The documents that cut items of these agencies, oldest first; one a day."""
    every = [cut for agency in content.records(agencies) for cut in of_agency(agency)]
    every.sort(key=lambda cut: (cut.told["decided_on"], cut.item_code))
    made: list[CutDocument] = []
    for decided, cuts_of_day in groupby(every, key=lambda cut: cut.told["decided_on"]):
        of_year = sum(document.decided.year == decided.year for document in made)
        made.append(CutDocument(decided, of_year + 1, tuple(cuts_of_day)))
    return tuple(made)
