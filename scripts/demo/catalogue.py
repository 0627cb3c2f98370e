"""Plan -> the county's catalogue: each promise once for every agency that made it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd

from demo import content, delays, months
from demo.chance import Chance
from demo.packages import DemoPackage
from demo.plan import Plan

_COLUMNS = (
    "entry_no",
    "domain",
    "level_1",
    "level_2",
    "content",
    "basis_id",
    "limit_text",
    "subject",
    "channels",
    "audience",
    "manner",
    "level",
    "kind",
)
_FINANCE = "CWGK"


def packages(plan: Plan, chance: Chance) -> Iterator[DemoPackage]:
    """One package, in the January of the last year."""
    del chance
    yield DemoPackage(
        kind="catalogue",
        publisher="office",
        period=str(plan.size.year),
        title=f"清源县 {plan.size.year} 年公开目录",
        published=min(months.working(date(plan.size.year, 1, 15)), plan.as_of),
        approved_by="清源县人民政府办公室（演示）",
        tables={"entries": pd.DataFrame(list(_entries(plan)))},
    )


def _entries(plan: Plan) -> Iterator[dict[str, Any]]:
    with_items = [s for s in plan.agencies["slug"] if s in set(plan.items["agency"])]
    late = {package.publisher for package in delays.packages(plan, plan.chance.of("delays"))}
    groups = {
        "{all}": with_items,
        "{towns}": list(plan.towns["town"]),
        "{late}": [slug for slug in with_items if slug in late],
    }
    for line in content.document("catalogue")["entries"]:
        entry = dict(zip(_COLUMNS, line.split("|"), strict=True))
        entry["basis_id"] = entry["basis_id"].replace("{finance}", _FINANCE)
        subjects = groups.get(entry["subject"], [entry["subject"]])
        for n, subject in enumerate(subjects, start=1):
            number = entry["entry_no"] if len(subjects) == 1 else f"{entry['entry_no']}-{n:02d}"
            row = {**entry, "entry_no": number, "subject": subject}
            yield {name: value or None for name, value in row.items()}
