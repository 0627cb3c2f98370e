"""Rounds of one thing among its like -> its line, the middle, the others thin, its rank below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mingbai.page.charts.svg import WIDTH, drawing, words_at
from mingbai.page.components import ChartView, TableView

_LEFT, _RIGHT, _TOP, _BOTTOM = 50, WIDTH - 50, 60, 330
_YEARS, _RANKS, _HEIGHT = 374, 414, 428
_MOST = 6  # rounds: so many names stand beside each other on a phone


@dataclass(frozen=True, slots=True)
class RankedRound:
    """One round. value is drawn, text written; None where nothing is known. rank: `第 8`.

    middle: the median of its like; others: their values, by name.
    """

    name: str
    value: int | None
    text: str
    rank: str
    middle: int | None
    others: dict[str, int]


def rank_lines(
    *, id_: str, title: str, unit: str, rounds: Sequence[RankedRound], says: str, twin: TableView
) -> ChartView:
    """The last six rounds, oldest first, as lines between the lowest and the highest value.

    Needs one round with a value. unit: of the values, `%`. says: what the lines show, in words.
    """
    rounds = rounds[-_MOST:]
    svg = drawing(id_, title, says, _HEIGHT, list(_shapes(rounds)))
    key = (("own", "本单位"), ("middle", "本类中间水平"), ("others", "本类其他单位"))
    return ChartView(id=id_, title=title, unit=unit, svg=svg, key=key, says=says, twin=twin)


def _shapes(rounds: Sequence[RankedRound]) -> Iterator[str]:
    at = _columns(len(rounds))
    heights = _Heights.of(rounds)
    for name in dict.fromkeys(name for one in rounds for name in one.others):
        values = [one.others.get(name) for one in rounds]
        yield _line("chart__other", values, at, heights, 'stroke-width="1.5" stroke-opacity=".45"')
    middles = [one.middle for one in rounds]
    yield _line("chart__axis", middles, at, heights, 'stroke-width="3" stroke-dasharray="10 7"')
    values = [one.value for one in rounds]
    yield _line("chart__own", values, at, heights, 'stroke-width="5"')
    for x, one in zip(at, rounds, strict=True):
        if one.value is not None:
            y = heights.y(one.value)
            is_high = one.middle is not None and one.value >= one.middle
            yield (
                f'<circle class="chart__own-dot" fill="currentColor" '
                f'cx="{x:.1f}" cy="{y:.1f}" r="8"/>'
            )
            yield words_at(x, y - 18 if is_high else y + 42, one.text, 0)
        yield words_at(x, _YEARS, one.name, 0)
        yield words_at(x, _RANKS, one.rank, 0)


def _columns(count: int) -> list[float]:
    if count == 1:
        return [WIDTH / 2]
    return [_LEFT + (_RIGHT - _LEFT) * i / (count - 1) for i in range(count)]


@dataclass(frozen=True, slots=True)
class _Heights:
    """Values -> heights: the lowest of all stands at the bottom, for no zero is among them."""

    low: int
    high: int

    @classmethod
    def of(cls, rounds: Sequence[RankedRound]) -> _Heights:
        values = [
            value
            for one in rounds
            for value in (one.value, one.middle, *one.others.values())
            if value is not None
        ]
        return cls(min(values), max(values))

    def y(self, value: int) -> float:
        """Where a value stands."""
        share = (value - self.low) / max(1, self.high - self.low)
        return _BOTTOM - 40 - share * (_BOTTOM - 40 - _TOP)


def _line(
    name: str, values: Sequence[int | None], at: Sequence[float], heights: _Heights, looks: str
) -> str:
    """A line through the values that there are; it is broken where one is missing."""
    path, is_open = "", False
    for x, value in zip(at, values, strict=True):
        if value is not None:
            path += f"{'L' if is_open else 'M'}{x:.1f} {heights.y(value):.1f}"
        is_open = value is not None
    return f'<path class="{name}" fill="none" stroke="currentColor" {looks} d="{path}"/>'
