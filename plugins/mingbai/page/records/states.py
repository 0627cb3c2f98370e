"""How things stand -> their marks, the order of their rows, the figures that count them.

The words are those of `Edition.states`: what a kind decided once for titles, lists and panels.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat

import pandas as pd

from mingbai.model import Edition
from mingbai.page.components import Figure, Mark

WORST_FIRST = "有问题的在前"


def state_marks(
    edition: Edition, scope: str, ids: Iterable[str], notes: Iterable[str] | None = None
) -> list[Mark | None]:
    """A mark a thing; None where its kind says nothing of it. notes: what stands beside each."""
    decided = edition.states[scope].reindex(list(ids))
    columns = (decided.index, decided["word"], decided["tone"])
    return [
        None if pd.isna(word) else Mark(tone, word, f"{scope}/{id_}", note)
        for id_, word, tone, note in zip(*columns, notes or repeat(""), strict=False)
    ]


def worst_first(frame: pd.DataFrame, marks: Sequence[Mark | None]) -> pd.DataFrame:
    """Bad news before all else, the worst of it first; the same frame where nothing moves."""
    ranks = pd.Series([(mark or Mark("none", "")).rank for mark in marks], dtype="int64")
    if ranks.is_monotonic_increasing:
        return frame
    return frame.iloc[ranks.sort_values(kind="stable").index]


def in_order(frame: pd.DataFrame, chosen: pd.DataFrame, caption: str) -> str:
    """What is said of the order of rows: `最近的在前`, or that bad news moved before it."""
    return caption if chosen is frame else f"{WORST_FIRST}，其余{caption}"


def state_figure(
    edition: Edition, scope: str, word: str, unit: str, url: str | None = None, *, name: str = ""
) -> Figure:
    """How many things stand so: `逾期未答复 3 份`. name: what it is called instead."""
    decided = edition.states[scope]
    standing = decided[decided["word"] == word]
    is_alarm = any(Mark(str(tone), word).is_alarm for tone in standing["tone"].unique())
    value = f"{len(standing):,} {unit}"
    return Figure(name or word, value, url, f"{scope}/{word}", is_alarm)


def alarm_figures(edition: Edition, scope: str, unit: str, what: str = "") -> Iterator[Figure]:
    """A figure for every state that is bad news of any thing, the worst first.

    what: said before the state where the page is not of these things alone: `整改逾期未完成`.
    """
    decided = edition.states[scope]
    tones: dict[str, str] = dict(zip(decided["word"], decided["tone"], strict=True))
    marks = sorted((Mark(tone, word) for word, tone in tones.items()), key=lambda mark: mark.rank)
    for mark in marks:
        if mark.is_alarm:
            yield state_figure(edition, scope, mark.text, unit, name=f"{what}{mark.text}")


def alarms_first(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """Bad news before the other figures, which keep their order."""
    return tuple(sorted(figures, key=lambda figure: not figure.is_alarm))
