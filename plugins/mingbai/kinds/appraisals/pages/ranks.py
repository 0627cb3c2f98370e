"""A unit's rounds beside those of its class -> its rank over the years, in words and as lines."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

import pandas as pd

from mingbai.page import Cells, ChartView, Column, charts, table_view
from mingbai.page.charts import RankedRound

_HAN = ("", "", "两", "三", "四", "五", "六", "七", "八", "九", "十")
_POINT = 10  # a difference of less than one per cent, in tenths of one, says nothing of a trend
Class = tuple[str, str]  # a round and a class of it


@dataclass(frozen=True)
class Peers:
    """What the units of each class got in each round, in tenths of a per cent.

    rates: by the unit's slug, of those with a valid vote. middles: the median, half up.
    """

    rates: Mapping[Class, Mapping[str, int]]
    middles: Mapping[Class, int]


def peers(votes: pd.DataFrame) -> Peers:
    """votes: of all units, with `permille`, as rates.with_rates adds it."""
    rated = votes.dropna(subset=["permille"])
    groups = rated.groupby(["round_id", "class"], sort=False)
    rates = {
        (str(key[0]), str(key[1])): dict(
            zip(of_round["unit"], of_round["permille"].astype("int64").tolist(), strict=True)
        )
        for key, of_round in groups
    }
    return Peers(
        rates, {key: _middle(sorted(of_round.values())) for key, of_round in rates.items()}
    )


def _middle(values: Sequence[int]) -> int:
    """The median of sorted values, half up."""
    half = len(values) // 2
    return values[half] if len(values) % 2 else (values[half - 1] + values[half] + 1) // 2


def trend(votes: pd.DataFrame, of_class: Peers) -> str:
    """How a unit has stood in its class, and whether it came nearer to the middle.

    votes: of one unit, oldest round first. "" where there was only one round with a valid vote.
    """
    rated = votes.dropna(subset=["permille"])
    if len(rated) < 2:
        return ""
    return _standing(rated) + _gap(rated, of_class)


def _standing(rated: pd.DataFrame) -> str:
    """`连续六年本类末位。`, or between which places it stood."""
    unit = "次" if rated["year"].duplicated().any() else "年"
    last, first = rated["is_worst"].tolist(), (rated["place"] == 1).tolist()
    for word, is_so in (("末位", last), ("第一", first)):
        times = sum(1 for _ in takewhile(bool, reversed(is_so)))
        if times >= 2:
            return f"连续{_number(times)}{unit}本类{word}。"
    best, worst = int(rated["place"].min()), int(rated["place"].max())
    span = f"都是第 {best}" if best == worst else f"在第 {best} 到第 {worst} 之间"
    return f"{_number(len(rated))}{unit}里本类名次{span}。"


def _gap(rated: pd.DataFrame, of_class: Peers) -> str:
    """What its rate and the middle of its class gained, and what became of the gap."""
    first, last = rated.iloc[0], rated.iloc[-1]
    before, now = (int(row["permille"]) for row in (first, last))
    middle_before, middle_now = (
        of_class.middles[row["round_id"], row["class"]] for row in (first, last)
    )
    says = (
        f"满意率从 {_percent(before)} 到 {_percent(now)}，{_moved(now - before)}；"
        f"本类中间水平{_moved(middle_now - middle_before)}"
    )
    gap, gap_before = middle_now - now, middle_before - before
    if gap > 0 and gap_before > 0:
        change = gap - gap_before
        says += (
            "，差距没有缩小"
            if 0 <= change < _POINT
            else "，差距差不多"
            if -_POINT < change < 0
            else f"，差距{'拉大' if change > 0 else '缩小'}了 {_points(abs(change))}"
        )
    return f"{says}。"


def _moved(permille: int) -> str:
    if permille == 0:
        return "没有变"
    return f"{'涨' if permille > 0 else '降'}了 {_points(abs(permille))}"


def _points(permille: int) -> str:
    return f"{permille // 10}.{permille % 10} 个百分点"


def _percent(permille: int) -> str:
    return f"{permille // 10}.{permille % 10}%"


def _number(count: int) -> str:
    """Small numbers as they are spoken: 两, 六."""
    return _HAN[count] if count < len(_HAN) else f" {count} "


def rank_chart(id_: str, title: str, votes: pd.DataFrame, of_class: Peers) -> ChartView:
    """votes: of one unit, oldest round first, with `label`; one of them has a valid vote."""
    rounds = [_round(row, of_class) for row in votes.to_dict("records")]
    latest = next(one for one in reversed(rounds) if one.value is not None)
    middle = "" if latest.middle is None else f"，本类中间水平 {_percent(latest.middle)}"
    return charts.rank_lines(
        id_=id_,
        title=title,
        unit="%",
        rounds=rounds,
        says=f"{latest.name}：{latest.text}%{middle}，名次{latest.rank}。纵轴不从 0 开始。",
        twin=table_view(
            f"{id_}-table",
            f"{title}，最近的在后",
            (
                (Column("评议"), Cells([one.name for one in rounds], "head")),
                (Column("满意率（%）", True), Cells([one.text for one in rounds], "num")),
                (
                    Column("本类中间水平（%）", True),
                    Cells([_middle_text(o) for o in rounds], "num"),
                ),
                (Column("名次"), Cells([one.rank for one in rounds])),
            ),
            mode="",
        ),
    )


def _middle_text(one: RankedRound) -> str | None:
    return None if one.middle is None else _percent(one.middle).removesuffix("%")


def _round(row: Mapping[Hashable, Any], of_class: Peers) -> RankedRound:
    """One round of a unit, with what the others of its class got."""
    key = (row["round_id"], row["class"])
    permille, unit = row["permille"], row["unit"]
    is_rated = not pd.isna(permille)
    others = of_class.rates.get(key, {})
    return RankedRound(
        name=str(row["label"]),
        value=int(permille) if is_rated else None,
        text=_percent(int(permille)).removesuffix("%") if is_rated else "无有效票",
        rank=f"第 {row['place']}/{row['class_size']}" if is_rated else "",
        middle=of_class.middles.get(key),
        others={name: rate for name, rate in others.items() if name != unit},
    )
