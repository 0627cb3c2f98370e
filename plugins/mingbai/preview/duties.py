"""Two Editions -> duties met, missed, owed anew: how each stands on the same day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from mingbai.check import clock
from mingbai.model import Edition
from mingbai.preview.consequences import Consequence, Move

_COLUMNS = ["id", "title", "url", "state", "days_late"]
_MOVES = {"left_only": Move.GONE, "right_only": Move.NEW, "both": Move.CHANGED}
_WORDS = {
    clock.ON_TIME: "按时",
    clock.LATE: "迟了",
    **dict.fromkeys(clock.MISSING, "逾期"),
    clock.WAITING: "",
}
_BAD = (*clock.MISSING, clock.LATE)


def moved(before: Edition, after: Edition) -> Iterator[Consequence]:
    """Duties that stand otherwise; what is not yet due on either side is none of them."""
    old, new = (_standing(edition) for edition in (before, after))
    joined = old.merge(new, on="id", how="outer", suffixes=("_before", "_after"), indicator=True)
    is_same = joined["words_before"].fillna("") == joined["words_after"].fillna("")
    for row in joined[~is_same].sort_values("id").to_dict("records"):
        move = _MOVES[str(row["_merge"])]
        side = "before" if move is Move.GONE else "after"
        was, now = (
            "" if pd.isna(row[f"words_{name}"]) else str(row[f"words_{name}"])
            for name in ("before", "after")
        )
        yield Consequence(
            id=str(row["id"]),
            move=move,
            words=f"{row[f'title_{side}']}：{_change(was, now)}",
            url=str(row[f"url_{side}"]),
            before=was,
            after=now,
            is_bad=_is_bad(row),
        )


def _standing(edition: Edition) -> pd.DataFrame:
    """Every duty that has fallen due or was done: how it stands in `words`."""
    dues = edition.dues[_COLUMNS]
    words = dues["state"].map(_WORDS).astype("str")
    days = " " + dues["days_late"].astype("str") + " 天"
    stated = dues.assign(words=words.where(dues["days_late"] == 0, words + days).astype("str"))
    return stated[dues["state"] != clock.WAITING].drop_duplicates("id")


def _is_bad(row: Mapping[Any, Any]) -> bool:
    """Whether it is missed or late now, and was not as badly before."""
    if row["state_after"] not in _BAD:
        return False
    if row["state_before"] not in _BAD:
        return True
    return bool(row["days_late_after"] > row["days_late_before"])


def _change(was: str, now: str) -> str:
    if was and now:
        return f"{was} → {now}"
    return now or f"{was} → 不再要求，或还没有到期"
