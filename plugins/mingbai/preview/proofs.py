"""Two Editions -> proofs that appear, change or end, rule by rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from mingbai.check import Check
from mingbai.model import Edition, Kind
from mingbai.preview.consequences import Consequence, Move

_VERBS = {Move.NEW: "新增核对", Move.CHANGED: "数变了、重新核对", Move.GONE: "不再核对"}
_COLUMNS = ["id", "code", "expected", "found", "holds"]


def moved(kinds: Sequence[Kind], before: Edition, after: Edition) -> Iterator[Consequence]:
    """A line a rule and move: how many, how many of them fail, the ids of all."""
    titles = {check.rule.code: check.rule.title for check in _checks(kinds, after)}
    joined = _frame(kinds, before).merge(
        _frame(kinds, after),
        on="id",
        how="outer",
        suffixes=("_before", "_after"),
        indicator=True,
    )
    for move, rows in _of_moves(joined):
        side = "before" if move is Move.GONE else "after"
        for code, group in rows.groupby(f"code_{side}", sort=True):
            failing = group[~group[f"holds_{side}"].astype(bool)]
            yield Consequence(
                id=str(code),
                move=move,
                words=f"{titles[str(code)]}：{_VERBS[move]} {len(group):,} 处，{_outcome(failing)}",
                url=f"/rules/{code}/",
                is_bad=bool(len(failing)) and move is not Move.GONE,
                ids=tuple(sorted(group["id"])),
            )


def _outcome(failing: pd.DataFrame) -> str:
    return f"{len(failing):,} 处对不上" if len(failing) else "全部对得上"


def _of_moves(joined: pd.DataFrame) -> Iterator[tuple[Move, pd.DataFrame]]:
    yield Move.NEW, joined[joined["_merge"] == "right_only"]
    yield Move.GONE, joined[joined["_merge"] == "left_only"]
    both = joined[joined["_merge"] == "both"]
    is_same = (both["expected_before"] == both["expected_after"]) & (
        both["found_before"] == both["found_after"]
    )
    yield Move.CHANGED, both[~is_same]


def _checks(kinds: Sequence[Kind], edition: Edition) -> Iterator[Check]:
    return (check for kind in kinds for check, _ in edition.verdicts[kind.name])


def _frame(kinds: Sequence[Kind], edition: Edition) -> pd.DataFrame:
    """Every proof of an edition; id: `<code>:<subject>`, numbered where a subject has several."""
    parts = [
        _of_rule(check.rule.code, verdict.proofs.frame)
        for kind in kinds
        for check, verdict in edition.verdicts[kind.name]
        if verdict.proofs is not None and len(verdict.proofs.frame)
    ]
    types: Mapping[str, str] = {"id": "str", "code": "str"}
    empty = pd.DataFrame({name: pd.Series(dtype=types.get(name, "int64")) for name in _COLUMNS})
    return pd.concat(parts, ignore_index=True) if parts else empty


def _of_rule(code: str, frame: pd.DataFrame) -> pd.DataFrame:
    number = frame.groupby("subject", sort=False).cumcount()
    tail = (":" + (number + 1).astype("str")).where(number > 0, "")
    return pd.DataFrame(
        {
            "id": code + ":" + frame["subject"] + tail,
            "code": code,
            "expected": frame["expected_fen"],
            "found": frame["found_fen"],
            "holds": frame["expected_fen"] == frame["found_fen"],
        }
    )
