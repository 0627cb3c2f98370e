"""Years -> one column a year with its value written above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup
from markupsafe import escape as escape_one

from mingbai.page.charts.svg import WIDTH, axis, drawing, ring
from mingbai.page.components import ChartView, Column
from mingbai.page.tables import Cells, table_view


@dataclass(frozen=True, slots=True)
class Point:
    """One year of a history: `value` is drawn, `text` is written; None where there is none."""

    name: str
    value: int | None
    text: str


def history(id_: str, title: str, unit: str, points: Sequence[Point]) -> ChartView:
    """Years, oldest first -> one column a year with its value written above it.

    Needs one point with a value; values are not negative. A point without one is a ring.
    """
    says = _range_sentence(points)
    twin = table_view(
        f"{id_}-table",
        title,
        (
            (Column("年度"), Cells([p.name for p in points], "head")),
            (Column(f"数值（{unit}）", True), Cells([p.text for p in points], "num")),
        ),
        mode="",
    )
    return ChartView(
        id=id_,
        title=title,
        unit=unit,
        svg=_history_svg(id_, title, says, points),
        key=(),
        says=says,
        twin=twin,
    )


def _range_sentence(points: Sequence[Point]) -> str:
    if len(points) == 1:
        return f"{points[0].name}，{points[0].text}。"
    published = [p for p in points if p.value is not None]
    high, low = (
        max(published, key=lambda p: p.value or 0),
        min(published, key=lambda p: p.value or 0),
    )
    return (
        f"{points[0].name}至 {points[-1].name}。最高的是 {high.name}，{high.text}；"
        f"最低的是 {low.name}，{low.text}。"
    )


def _history_svg(id_: str, title: str, says: str, points: Sequence[Point]) -> Markup:
    top = max(1, *(p.value or 0 for p in points))
    pitch = WIDTH / len(points)
    parts = [_column_shape(p, i * pitch, pitch, 190 / top) for i, p in enumerate(points)]
    return drawing(id_, title, says, 280, [*parts, axis(0, 236)])


def _column_shape(point: Point, x: float, pitch: float, per_one: float) -> str:
    middle, tall = x + pitch / 2, (point.value or 0) * per_one
    shape = ring(middle, 236, 8)
    if point.value is not None:
        width = min(pitch * 0.5, 64.0)
        shape = (
            f'<rect class="chart__bar--in" fill="currentColor" x="{middle - width / 2:.1f}" '
            f'y="{236 - tall:.1f}" width="{width:.1f}" height="{tall:.1f}"/>'
        )
    words = ((236 - tall - 10, point.text), (270, point.name))
    return shape + "".join(
        f'<text class="chart__text" text-anchor="middle" x="{middle:.1f}" y="{y:.1f}">'
        f"{escape_one(text)}</text>"
        for y, text in words
    )
