"""Things with a value each -> a dot each on one line, one of them ours, the middle one marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import escape as escape_one

from mingbai.page.charts.svg import WIDTH, drawing
from mingbai.page.components import ChartView, Column
from mingbai.page.tables import Cells, table_view

_LEFT, _RIGHT, _LINE, _RADIUS = 40, WIDTH - 40, 190, 11


@dataclass(frozen=True, slots=True)
class Dot:
    """One thing: `value` is drawn, `text` is written; both in the unit of the strip."""

    name: str
    value: int
    text: str


def dot_strip(
    *,
    id_: str,
    title: str,
    unit: str,
    dots: Sequence[Dot],
    highlighted: str,
    middle: tuple[int, str],
    says: str,
) -> ChartView:
    """Dots by value, the lowest first; one at least, no value below 0.

    highlighted: the name of ours. middle: the median, and as text.
    """
    twin = table_view(
        f"{id_}-table",
        title,
        (
            (Column("村"), Cells([d.name for d in dots], "head")),
            (Column(f"每户（{unit}）", True), Cells([d.text for d in dots], "num")),
        ),
        mode="",
    )
    svg = drawing(id_, title, says, 280, _shapes(dots, highlighted, middle))
    return ChartView(id=id_, title=title, unit="", svg=svg, key=(), says=says, twin=twin)


def _shapes(dots: Sequence[Dot], highlighted: str, middle: tuple[int, str]) -> list[str]:
    low, high = dots[0].value, dots[-1].value
    per_one = (_RIGHT - _LEFT) / max(1, high - low)
    at = {dot.name: _LEFT + (dot.value - low) * per_one for dot in dots}
    middle_x = _LEFT + (middle[0] - low) * per_one
    shapes = [
        f'<line class="chart__grid" stroke="currentColor" stroke-opacity=".5" x1="0" '
        f'x2="{WIDTH}" y1="{_LINE + 14}" y2="{_LINE + 14}"/>',
        f'<line class="chart__axis" stroke="currentColor" stroke-width="2" stroke-dasharray="5 5" '
        f'x1="{middle_x:.1f}" x2="{middle_x:.1f}" y1="70" y2="{_LINE + 30}"/>',
    ]
    heights: dict[int, int] = {}
    for dot in dots:
        column = round(at[dot.name] / (2 * _RADIUS))
        heights[column] = heights.get(column, 0) + 1
        y = _LINE - (heights[column] - 1) * 2 * _RADIUS
        tone = "chart__bar--in" if dot.name == highlighted else "chart__pale"
        looks = 'fill="currentColor"' + ("" if dot.name == highlighted else ' fill-opacity=".35"')
        shapes.append(
            f'<circle class="{tone}" {looks} stroke="currentColor" cx="{at[dot.name]:.1f}" '
            f'cy="{y}" r="{_RADIUS - 1}"/>'
        )
    words = (
        (at[highlighted], 44, next(f"{d.name} {d.text}" for d in dots if d.name == highlighted)),
        (middle_x, 264, f"正中间 {middle[1]}"),
    )
    texts = [_text(x, y, text) for x, y, text in words]
    return [*shapes, *texts]


def _text(x: float, y: int, text: str) -> str:
    """Words at a place, kept inside the picture: near an edge they begin or end there."""
    near = WIDTH / 4
    anchor = "start" if x < near else "end" if x > WIDTH - near else "middle"
    place = 0 if x < near else WIDTH if x > WIDTH - near else x
    return (
        f'<text class="chart__text" text-anchor="{anchor}" x="{place:.1f}" y="{y}">'
        f"{escape_one(text)}</text>"
    )
