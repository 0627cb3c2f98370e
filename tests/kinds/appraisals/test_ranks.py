"""What is said of a unit's years: computed from the rates of its class, no more than they show."""

from __future__ import annotations

import pandas as pd
import pytest

from mingbai.kinds.appraisals.pages.ranks import peers, rank_chart, trend
from mingbai.kinds.appraisals.rates import CLASS

UNITS = ("zhujian", "jiaotong", "shuili")


def votes(*rounds: tuple[int | None, int | None, int | None]) -> pd.DataFrame:
    """Rounds from 2021 on: the rates of three units of one class, in tenths of a per cent."""
    frame = pd.DataFrame(
        [
            (f"R{2021 + i}", str(2021 + i), "执法监管类", unit, rate)
            for i, rates in enumerate(rounds)
            for unit, rate in zip(UNITS, rates, strict=True)
        ],
        columns=["round_id", "year", "class", "unit", "permille"],
    ).astype({"permille": "Int64"})
    rates = frame.groupby(CLASS)["permille"]
    low, high = rates.transform("min"), rates.transform("max")
    return frame.assign(
        place=rates.rank(method="min", ascending=False).astype("Int64"),
        class_size=3,
        is_worst=((frame["permille"] == low) & (low < high)).fillna(value=False).astype(bool),
        label=frame["year"],
    )


def said(*rounds: tuple[int | None, int | None, int | None]) -> str:
    """What is said of the first unit."""
    every = votes(*rounds)
    return trend(every[every["unit"] == "zhujian"], peers(every))


@pytest.mark.parametrize(
    ("rounds", "sentence"),
    [
        (
            [
                (709, 825, 900),
                (723, 820, 900),
                (742, 830, 910),
                (730, 840, 910),
                (718, 840, 910),
                (735, 852, 920),
            ],
            "连续六年本类末位。满意率从 70.9% 到 73.5%，涨了 2.6 个百分点；"
            "本类中间水平涨了 2.7 个百分点，差距没有缩小。",
        ),
        (
            [(900, 800, 700), (710, 800, 900), (700, 800, 900)],
            "连续两年本类末位。满意率从 90.0% 到 70.0%，降了 20.0 个百分点；本类中间水平没有变。",
        ),
        (
            [(700, 800, 900), (760, 800, 740)],
            "两年里本类名次在第 2 到第 3 之间。满意率从 70.0% 到 76.0%，涨了 6.0 个百分点；"
            "本类中间水平降了 4.0 个百分点。",
        ),
        (
            [(700, 800, 900), (600, 800, 900)],
            "连续两年本类末位。满意率从 70.0% 到 60.0%，降了 10.0 个百分点；"
            "本类中间水平没有变，差距拉大了 10.0 个百分点。",
        ),
        (
            [(950, 800, 900), (960, 800, 900)],
            "连续两年本类第一。满意率从 95.0% 到 96.0%，涨了 1.0 个百分点；本类中间水平没有变。",
        ),
        ([(700, 800, 900)], ""),
        ([(None, 800, 900), (700, 800, 900)], ""),
    ],
)
def test_a_sentence_says_what_the_rates_show(
    rounds: list[tuple[int | None, int | None, int | None]], sentence: str
) -> None:
    """A run at the end of the class or the head of it, or the places between.

    A gap that moved by less than one point is said to be neither wider nor narrower.
    """
    assert said(*rounds) == sentence


def test_the_chart_has_the_median_and_the_rank_of_each_round() -> None:
    """The unit itself is not among the others; a round without a valid vote has neither."""
    every = votes((700, 800, 900), (None, 810, 910))
    own = every[every["unit"] == "zhujian"]
    chart = rank_chart("rates", "历年", own, peers(every))
    assert "第 3/3" in chart.twin.body
    assert "80.0" in chart.twin.body
    assert "86.0" in chart.twin.body, "of two, half way between"
    assert "无有效票" in chart.twin.body
    assert chart.svg.count('class="chart__other"') == 2
    assert chart.says == "2021：70.0%，本类中间水平 80.0%，名次第 3/3。纵轴不从 0 开始。"
