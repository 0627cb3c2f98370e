"""Two Editions -> each figure that moves: `太平镇柳塘村 6 月支出 9,516.41 → 9,561.41`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from mingbai.model import FIGURE, Edition, Kind
from mingbai.money import yuan
from mingbai.preview.consequences import Consequence, Move

_MOVES = {"left_only": Move.GONE, "right_only": Move.NEW, "both": Move.CHANGED}


def figures(kinds: Sequence[Kind], edition: Edition) -> pd.DataFrame:
    """All figures of an edition, with the columns of FIGURE; ValueError where two have one id."""
    parts = [kind.figures(edition.tables[kind.name], edition.county) for kind in kinds]
    filled = [part for part in parts if len(part)]
    empty = pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in FIGURE.items()})
    frame = pd.concat(filled, ignore_index=True) if filled else empty
    repeated = frame.loc[frame["id"].duplicated(), "id"]
    if len(repeated):
        raise ValueError(f"two figures are called {repeated.iloc[0]}")
    return frame[frame["value"].notna()]


def moved(before: pd.DataFrame, after: pd.DataFrame) -> Iterator[Consequence]:
    """Figures whose value is another, that are new or gone; by their ids."""
    joined = before.merge(
        after, on="id", how="outer", suffixes=("_before", "_after"), indicator=True
    )
    is_same = (joined["value_before"] == joined["value_after"]).fillna(value=False).astype(bool)
    for row in joined[~is_same].sort_values("id").to_dict("records"):
        move = _MOVES[str(row["_merge"])]
        side = "before" if move is Move.GONE else "after"
        old, new = (
            _text(row[f"value_{name}"], row[f"unit_{side}"]) for name in ("before", "after")
        )
        yield Consequence(
            id=row["id"],
            move=move,
            words=_words(str(row[f"title_{side}"]), move, old, new),
            url=str(row[f"url_{side}"]),
            before=old,
            after=new,
            is_bad=move is Move.GONE,
        )


def _words(title: str, move: Move, before: str, after: str) -> str:
    if move is Move.CHANGED:
        return f"{title} {before} → {after}"
    return f"{title} {after}（新）" if move is Move.NEW else f"{title} {before} → 没有了"


def _text(value: object, unit: str) -> str:
    """Whole hundredths as pages print them: `9,561.41`, `12 件`, `65.2%`; "" where absent."""
    if not isinstance(value, int):
        return ""
    text = yuan(value)
    if unit == "元":
        return text
    number = text.rstrip("0").rstrip(".")
    return f"{number}%" if unit == "%" else f"{number} {unit}"
