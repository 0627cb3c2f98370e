"""Months -> one line through their values, from zero up; broken where a month has none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mingbai.page.charts.history import Point
from mingbai.page.charts.svg import WIDTH, axis, drawing, grid_line, words_at
from mingbai.page.components import ChartView, Column
from mingbai.page.tables import Cells, table_view

_TOP, _ZERO, _NAMES, _HEIGHT = 50, 250, 290, 300


def month_line(
    *, id_: str, title: str, unit: str, points: Sequence[Point], says: str, what: str
) -> ChartView:
    """Months, oldest first, with values that are not negative; one of them has a value.

    what: the heading of the values in the table. The highest and the last value are written.
    """
    twin = table_view(
        f"{id_}-table",
        title,
        (
            (Column("月份"), Cells([p.name for p in points], "head")),
            (Column(f"{what}（{unit}）", True), Cells([p.text for p in points], "num")),
        ),
        mode="",
    )
    svg = drawing(id_, title, says, _HEIGHT, list(_shapes(points)))
    return ChartView(id=id_, title=title, unit=unit, svg=svg, key=(), says=says, twin=twin)


def _shapes(points: Sequence[Point]) -> Iterator[str]:
    top = max(1, *(p.value or 0 for p in points))
    pitch = WIDTH / len(points)
    at = [(i + 0.5) * pitch for i in range(len(points))]
    path, is_open, highest = "", False, None
    for x, point in zip(at, points, strict=True):
        if point.value is not None:
            y = _ZERO - point.value * (_ZERO - _TOP) / top
            path += f"{'L' if is_open else 'M'}{x:.1f} {y:.1f}"
            if highest is None and point.value == top:
                highest = (x, y, point.text)
        is_open = point.value is not None
    yield grid_line(0, WIDTH, _TOP, _TOP)
    yield axis(0, _ZERO)
    yield (
        f'<path class="chart__line" fill="none" stroke="currentColor" stroke-width="4" '
        f'stroke-linejoin="round" stroke-linecap="round" d="{path}"/>'
    )
    if highest:
        x, y, text = highest
        yield (
            f'<circle class="chart__bar--in" fill="currentColor" cx="{x:.1f}" cy="{y:.1f}" r="7"/>'
        )
        yield words_at(x, y - 14, text)
    yield words_at(0, _NAMES, points[0].name)
    if len(points) > 1:
        yield words_at(WIDTH, _NAMES, points[-1].name)
