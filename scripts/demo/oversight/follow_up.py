"""Votes of one round -> opinions of that year, and what the worst unit of each class must mend."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd

from demo import content
from demo.chance import Chance
from demo.oversight.votes import Round
from demo.oversight.words import Vocabulary, fill
from demo.workdays import calendar

_OPINIONS = (("表扬", 4), ("批评", 7), ("建议", 5))
_DUE = ((7, 31), (8, 31), (9, 30))
_LATE_PERCENT = 35
_WORDED = ("gist", "handling", "task", "outcome")
Row = dict[str, Any]


def tables(
    held: Round, votes: pd.DataFrame, as_of: date, words: Vocabulary, chance: Chance
) -> dict[str, pd.DataFrame]:
    """`opinions` and `rectifications`: every task answers a criticism of its unit."""
    rows: list[Row] = []
    worst = votes[votes["rank"] == votes.groupby("class")["rank"].transform("max")]
    for kind, count in _OPINIONS:
        units = _units(kind, count, votes, worst, chance.of("units", held.year, kind))
        rows += _opinions(held, kind, units, words, chance.of("text", held.year, kind))
    opinions = pd.DataFrame(rows)
    opinions.insert(0, "opinion_no", [f"{held.year}-Y{i + 1:02d}" for i in range(len(opinions))])
    to_mend = opinions[opinions["unit"].isin(worst["unit"]) & opinions["task"].notna()]
    tasks = [
        _task(held, number, row, as_of, chance.of("task", held.year, number))
        for number, row in enumerate(content.records(to_mend), start=1)
    ]
    opinions = opinions.drop(columns=["task", "outcome"])
    return {"opinions": opinions, "rectifications": pd.DataFrame(tasks)}


def _units(
    kind: str, count: int, votes: pd.DataFrame, worst: pd.DataFrame, chance: Chance
) -> list[Row]:
    """Whom people speak of: criticism falls on the worst of each class first."""
    everyone = content.records(votes)
    mixed = chance.some(everyone, len(everyone))
    if kind != "批评":
        return mixed[:count]
    first = content.records(worst)
    return [*first, *(u for u in mixed if u["unit"] not in set(worst["unit"]))][:count]


def _opinions(
    held: Round, kind: str, units: list[Row], words: Vocabulary, chance: Chance
) -> list[Row]:
    """One opinion a unit; no two of a round are the same."""
    opinions = content.table("opinions")
    left = opinions[opinions["kind"] == kind]
    left = left.iloc[chance.order(len(left))]
    rows = []
    for unit in units:
        is_own = left["class"].isna() | (left["class"] == unit["class"])
        left_words = left["gist"] + left["handling"]
        fitting = (
            line for line in left.index[is_own] if words.fits(left_words[line], unit["unit"])
        )
        text = left.loc[next(fitting)]
        left = left.drop(index=text.name)
        own_chance = chance.of(unit["unit"])
        vocabulary = words.words(unit["unit"], _some_day_before(held, own_chance), own_chance)
        said_of = {
            name: fill(text[name], vocabulary) if isinstance(text[name], str) else None
            for name in _WORDED
        }
        rows.append({"round_id": str(held.year), "unit": unit["unit"], "kind": kind, **said_of})
    return rows


def _some_day_before(held: Round, chance: Chance) -> date:
    """A weekday of the months before a round: what people remember when they are asked."""
    at = held.held_from - timedelta(days=chance.of("before").number(5, 120))
    is_known = at.year in calendar().years
    working = calendar().is_working(at) if is_known else at.weekday() < 5
    return at if working else held.held_from - timedelta(days=held.held_from.weekday() + 3)


def _task(held: Round, number: int, opinion: Row, as_of: date, chance: Chance) -> Row:
    """Due at the end of July, August or September; done before or some days late, or not yet."""
    due = date(held.year, *chance.of("due").one(_DUE))
    is_late = chance.of("late").number(1, 100) <= _LATE_PERCENT
    days = chance.of("days late").number(2, 20) if is_late else -chance.of("done").number(3, 45)
    done = due + timedelta(days=days)
    is_done = done <= as_of
    return {
        "task_no": f"{held.year}-Z{number:02d}",
        "round_id": str(held.year),
        "unit": opinion["unit"],
        "opinion_no": opinion["opinion_no"],
        "task": opinion["task"],
        "due": due,
        "done": done if is_done else None,
        "outcome": opinion["outcome"] if is_done else None,
    }
