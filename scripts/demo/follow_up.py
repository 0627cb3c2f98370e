"""Votes of one round -> opinions of that year, and what the worst unit of each class must mend."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd

from demo import content
from demo.chance import Chance
from demo.plan import Plan

_OPINIONS = (("表扬", 4), ("批评", 7), ("建议", 5))


def tables(
    year: int, held_to: date, votes: pd.DataFrame, plan: Plan, chance: Chance
) -> dict[str, pd.DataFrame]:
    """`opinions` and `rectifications`: every task answers a criticism of its unit."""
    rows: list[dict[str, Any]] = []
    worst = votes[votes["rank"] == votes.groupby("class")["rank"].transform("max")]
    for kind, count in _OPINIONS:
        units = _units(kind, count, votes, worst, chance.of("units", year, kind))
        rows += _opinions(year, kind, units, chance.of("text", year, kind))
    opinions = pd.DataFrame(rows)
    opinions.insert(0, "opinion_no", [f"{year}-Y{i + 1:02d}" for i in range(len(opinions))])
    to_mend = opinions[opinions["unit"].isin(worst["unit"]) & opinions["task"].notna()]
    tasks = [
        _task(
            year=year,
            number=number,
            opinion=row,
            held_to=held_to,
            as_of=plan.as_of,
            chance=chance.of("task", year, number),
        )
        for number, row in enumerate(content.records(to_mend), start=1)
    ]
    opinions = opinions.drop(columns=["task", "outcome"])
    return {"opinions": opinions, "rectifications": pd.DataFrame(tasks)}


def _units(
    kind: str, count: int, votes: pd.DataFrame, worst: pd.DataFrame, chance: Chance
) -> list[dict[str, Any]]:
    """Whom people speak of: criticism falls on the worst of each class first."""
    everyone = content.records(votes)
    mixed = chance.some(everyone, len(everyone))
    if kind != "批评":
        return mixed[:count]
    first = content.records(worst)
    return [*first, *(u for u in mixed if u["unit"] not in set(worst["unit"]))][:count]


def _opinions(
    year: int, kind: str, units: list[dict[str, Any]], chance: Chance
) -> list[dict[str, Any]]:
    """One opinion a unit; no two of a round are the same."""
    told = content.table("opinions")
    left = told[told["kind"] == kind].iloc[chance.order((told["kind"] == kind).sum())]
    rows = []
    for unit in units:
        fits = left[left["class"].isna() | (left["class"] == unit["class"])]
        text = fits.iloc[0]
        left = left.drop(index=text.name)
        rows.append(
            {
                "round_id": str(year),
                "unit": unit["unit"],
                "kind": kind,
                **text[["gist", "handling", "task", "outcome"]].to_dict(),
            }
        )
    return rows


def _task(
    year: int, number: int, opinion: dict[str, Any], held_to: date, as_of: date, chance: Chance
) -> dict[str, Any]:
    """Due at the end of September; done some time after, or not yet by `as_of`."""
    done = held_to + timedelta(days=chance.of("done").number(30, 135))
    is_done = done <= as_of
    return {
        "task_no": f"{year}-Z{number:02d}",
        "round_id": str(year),
        "unit": opinion["unit"],
        "opinion_no": opinion["opinion_no"],
        "task": opinion["task"],
        "due": date(year, 9, 30),
        "done": done if is_done else None,
        "outcome": opinion["outcome"] if is_done else None,
    }
