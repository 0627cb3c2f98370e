"""Months -> one column a month, the newest and those that it is compared with set apart."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup
from markupsafe import escape as escape_one

from mingbai.page.charts.history import Point
from mingbai.page.charts.svg import WIDTH, axis, drawing, ring
from mingbai.page.components import ChartView, Column
from mingbai.page.tables import Cells, table_view

_TALL, _ZERO, _YEAR = 200, 250, 13


def lately(id_: str, title: str, unit: str, points: Sequence[Point], says: str) -> ChartView:
    """Months, oldest first; the last is solid, the one before it and that of a year ago are dark.

    says: the comparison in words. A month without a value is a ring. Needs one value.
    """
    twin = table_view(
        f"{id_}-table",
        title,
        (
            (Column("月份"), Cells([p.name for p in points], "head")),
            (Column(f"支出（{unit}）", True), Cells([p.text for p in points], "num")),
        ),
        mode="",
    )
    svg = _svg(id_, title, says, points)
    return ChartView(id=id_, title=title, unit="", svg=svg, key=(), says=says, twin=twin)


def _svg(id_: str, title: str, says: str, points: Sequence[Point]) -> Markup:
    top = max(1, *(p.value or 0 for p in points))
    pitch = WIDTH / len(points)
    last = len(points) - 1
    named = {last, last - 1} | ({0} if len(points) == _YEAR else set())
    parts = []
    for i, point in enumerate(points):
        middle = (i + 0.5) * pitch
        if point.value is None:
            parts.append(ring(middle, _ZERO, 8))
            continue
        tall = point.value * _TALL / top
        tone = "chart__bar--in" if i == last else "chart__bar--out" if i in named else "chart__pale"
        looks = "" if i in named else ' fill-opacity=".35"'
        parts.append(
            f'<rect class="{tone}" fill="currentColor"{looks} x="{middle - pitch * 0.38:.1f}" '
            f'y="{_ZERO - tall:.1f}" width="{pitch * 0.76:.1f}" height="{tall:.1f}"/>'
        )
    ends = ((0.0, "start", points[0].name), (float(WIDTH), "end", points[-1].name))
    words = [
        f'<text class="chart__text" text-anchor="{anchor}" x="{x:.1f}" y="{_ZERO + 34}">'
        f"{escape_one(text)}</text>"
        for x, anchor, text in (ends if len(points) > 1 else ends[1:])
    ]
    return drawing(id_, title, says, _ZERO + 44, [*parts, axis(0, _ZERO), *words])
