"""Days that things took -> a column a day, with the limits as lines through them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mingbai.page.charts.svg import WIDTH, axis, drawing, hatch, words_at
from mingbai.page.components import ChartView, Column
from mingbai.page.tables import Cells, table_view

_TOP, _ZERO, _NAMES, _HEIGHT = 96, 300, 338, 350
_MOST = 30  # columns: more are too thin for a phone, and several days share one
_APART = 150  # limits nearer to each other are named on two lines


@dataclass(frozen=True, slots=True)
class DayLimit:
    """A limit: things that took more days than it are over it. words: `承诺 3`."""

    days: int
    words: str


def histogram(
    *, id_: str, title: str, counts: Mapping[int, int], limits: Sequence[DayLimit], says: str
) -> ChartView:
    """counts: by whole days from 0 on, how many things took so many; one at least.

    Columns behind the first limit are hatched. says: what is to be seen, in words. The table has
    the days that anything took, and no others.
    """
    limits = sorted(limits, key=lambda limit: limit.days)
    last = max(*counts, *(limit.days + 1 for limit in limits), 1)
    width = last // _MOST + 1
    bins = _bins(counts, last, width)
    over = limits[0].days if limits else last
    filled = [at for at, count in enumerate(bins) if count]
    table = table_view(
        f"{id_}-table",
        title,
        (
            (Column("用了几天"), Cells([_span(at, width) for at in filled], "head")),
            (Column("件", is_num=True), Cells([bins[at] for at in filled], "num")),
        ),
        mode="",
    )
    parts = [hatch(f"{id_}-hatch"), *_columns(f"{id_}-hatch", bins, over // width)]
    parts += [axis(0, _ZERO), *_limits(limits, WIDTH / len(bins) / width), *_ends(bins, width)]
    svg = drawing(id_, title, says, _HEIGHT, parts)
    key = (("in", "期限以内"), ("out", f"超过期限（{limits[0].words}）")) if limits else ()
    return ChartView(id=id_, title=title, unit="件", svg=svg, key=key, says=says, twin=table)


def _bins(counts: Mapping[int, int], last: int, width: int) -> list[int]:
    """How many in each column of so many days."""
    bins = [0] * (last // width + 1)
    for day, count in counts.items():
        bins[day // width] += count
    return bins


def _span(bin_: int, width: int) -> str:
    """`当天`, `3 天`, `10 到 11 天`."""
    first, last = bin_ * width, (bin_ + 1) * width - 1
    if first == last:
        return f"{first} 天" if first else "当天"
    return f"{first} 到 {last} 天"


def _columns(hatch_id: str, bins: Sequence[int], within: int) -> Iterator[str]:
    """A column a bin, its count above it where there is room for it."""
    pitch, tallest = WIDTH / len(bins), max(bins)
    for i, count in enumerate(bins):
        if not count:
            continue
        tall = count * (_ZERO - _TOP - 34) / tallest
        looks = (
            'class="chart__bar--in" fill="currentColor"'
            if i <= within
            else f'class="chart__bar--over" fill="url(#{hatch_id})" stroke="currentColor"'
        )
        yield (
            f'<rect {looks} x="{i * pitch + pitch * 0.1:.1f}" y="{_ZERO - tall:.1f}" '
            f'width="{pitch * 0.8:.1f}" height="{tall:.1f}"/>'
        )
        if pitch >= 40 or count == tallest:
            yield words_at(i * pitch + pitch / 2, _ZERO - tall - 8, f"{count:,}")


def _limits(limits: Sequence[DayLimit], per_day: float) -> Iterator[str]:
    """A dashed line behind the last day that is within each, named above."""
    at = [min(WIDTH - 2.0, (limit.days + 1) * per_day) for limit in limits]
    is_near = any(after - before < _APART for before, after in pairwise(at))
    for i, (x, limit) in enumerate(zip(at, limits, strict=True)):
        y = 28 if i % 2 == 0 or not is_near else 62
        yield (
            f'<line class="chart__axis" stroke="currentColor" stroke-width="2" '
            f'stroke-dasharray="7 5" x1="{x:.1f}" x2="{x:.1f}" y1="{y + 6}" y2="{_ZERO}"/>'
        )
        yield words_at(x, y, limit.words)


def _ends(bins: Sequence[int], width: int) -> Iterator[str]:
    """The first and the last column by their days."""
    yield words_at(0, _NAMES, _span(0, width))
    yield words_at(WIDTH, _NAMES, _span(len(bins) - 1, width))
