"""Two Editions -> pairs of two kinds that come to agree or to differ, that appear or end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from mingbai.check.reconciliations import AGREES, DIFFERS, Reconciled, phrase
from mingbai.model import Edition
from mingbai.preview.consequences import Consequence, Move

_SAID = ["id", "code", "outcome", "left_text", "right_text", "reason"]


def moved(before: Edition, after: Edition) -> Iterator[Consequence]:
    """Each pair that differs or stands otherwise; other new and gone ones are summed up."""
    joined = before.reconciled.frame[_SAID].merge(
        after.reconciled.frame[_SAID],
        on="id",
        how="outer",
        suffixes=("_before", "_after"),
        indicator=True,
    )
    for move, merge in ((Move.NEW, "right_only"), (Move.GONE, "left_only")):
        reconciled = after.reconciled if move is Move.NEW else before.reconciled
        rows = reconciled.frame[
            reconciled.frame["id"].isin(joined["id"][joined["_merge"] == merge])
        ]
        yield from _alone(move, rows, reconciled)
    yield from _otherwise(joined[joined["_merge"] == "both"], before.reconciled, after.reconciled)


def _alone(move: Move, rows: pd.DataFrame, reconciled: Reconciled) -> Iterator[Consequence]:
    """Pairs that one side alone has."""
    for pair in rows[rows["outcome"] == DIFFERS].sort_values("id").to_dict("records"):
        words = _words(pair, reconciled)
        is_new = move is Move.NEW
        yield Consequence(
            id=pair["id"],
            move=move,
            words=f"对不上：{words}" if is_new else f"原来对不上的没有了：{words}",
            url=_url(pair),
            before="" if is_new else DIFFERS,
            after=DIFFERS if is_new else "",
            is_bad=is_new,
        )
    rest = rows[rows["outcome"] != DIFFERS]
    for (code, outcome), group in rest.groupby(["code", "outcome"], sort=True):
        title = reconciled.by_code[str(code)].title
        verb = "新增" if move is Move.NEW else "少了"
        yield Consequence(
            id=f"{code}:{outcome}",
            move=move,
            words=f"{title}：{verb}{outcome}的 {len(group):,} 处",
            before="" if move is Move.NEW else str(outcome),
            after=str(outcome) if move is Move.NEW else "",
            ids=tuple(sorted(group["id"])),
        )


def _otherwise(both: pd.DataFrame, before: Reconciled, after: Reconciled) -> Iterator[Consequence]:
    """Pairs that both sides have, with another outcome or another gap."""
    is_same = both["outcome_before"] == both["outcome_after"]
    for side in ("left_text", "right_text", "reason"):
        is_same &= both[f"{side}_before"] == both[f"{side}_after"]
    changed = both.loc[~is_same, "id"]
    old = before.frame[before.frame["id"].isin(changed)].set_index("id", drop=False)
    new = after.frame[after.frame["id"].isin(changed)].set_index("id", drop=False)
    former = old.to_dict("index")
    for id_, pair in sorted(new.to_dict("index").items()):
        was, now = former[id_]["outcome"], pair["outcome"]
        if was == now == AGREES:
            continue  # both say another number, and still the same: the figures tell of it
        yield Consequence(
            id=str(id_),
            move=Move.CHANGED,
            words=f"{was} → {now}：{_words(pair, after)}",
            url=_url(pair),
            before=_words(former[id_], before),
            after=_words(pair, after),
            is_bad=now == DIFFERS,
        )


def _words(pair: Mapping[Any, Any], reconciled: Reconciled) -> str:
    of = reconciled.by_code[pair["code"]]
    left, right = phrase(pair, "left", of.left), phrase(pair, "right", of.right)
    return f"{pair['title']}：{left}，{right}" + (f"（{pair['reason']}）" if pair["reason"] else "")


def _url(pair: Mapping[Any, Any]) -> str:
    return str(pair["left_url"] or pair["right_url"])
