"""Things by months -> a mark a month in a row a thing: a quiet tick, and loud what is not fine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from markupsafe import Markup
from markupsafe import escape as escape_one

from mingbai.dates import month_zh
from mingbai.page.components import DotGridView, TableView

_WIDTH, _NAME, _HEAD, _TALL, _EDGE = 326, 72, 34, 26, 8
_BOTH_ENDS = 2  # months from which on the first is named, too
_NAME_LETTERS = 4  # a longer name is cut in the drawing; the table has the whole of it


class DotState(StrEnum):
    """What became of one month, from what is fine to what is worst; NOTHING where none was due."""

    NOTHING = "nothing"
    ON_TIME = "on_time"
    CORRECTED = "corrected"
    LATE = "late"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class DotRow:
    """One thing through time. cells: one a month, oldest first."""

    name: str
    url: str
    cells: tuple[DotState, ...]


def dot_grid(
    *,
    id_: str,
    title: str,
    says: str,
    periods: Sequence[str],
    rows: Sequence[DotRow],
    twin: TableView,
) -> DotGridView:
    """Rows of marks, a column a month. periods: `2026-06`, oldest first, one at least.

    says: the counts in words. twin: the same as a table.
    """
    at = _columns(len(periods))
    height = _HEAD + _TALL * len(rows)
    parts = [*_heads(periods, at, height), *(_row(row, i, at) for i, row in enumerate(rows))]
    svg = Markup(  # noqa: S704 - numbers and escaped words only
        f'<svg class="dots__drawing" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" '
        f'height="{height}" role="group" aria-labelledby="{id_}-t {id_}-d">'
        f'<title id="{id_}-t">{escape_one(title)}</title>'
        f'<desc id="{id_}-d">{escape_one(says)}同样的内容见图后的表。</desc>{"".join(parts)}</svg>'
    )
    return DotGridView(id=id_, title=title, svg=svg, says=says, twin=twin)


def _columns(count: int) -> list[float]:
    """The middle of each month's column; a single one stands at the right edge."""
    pitch = (_WIDTH - _NAME - 2 * _EDGE) / max(1, count - 1)
    return [_WIDTH - _EDGE - pitch * (count - 1 - i) for i in range(count)]


def _heads(periods: Sequence[str], at: Sequence[float], height: int) -> Iterable[str]:
    """The first and the last month in words, and a fine line before each January."""
    yield _text(_WIDTH, 20, month_zh(periods[-1]), "dots__head", "end")
    if len(periods) >= _BOTH_ENDS:
        yield _text(_NAME - 6, 20, month_zh(periods[0]), "dots__head", "start")
    for i, period in enumerate(periods[1:], start=1):
        if period.endswith("-01"):
            x = (at[i] + at[i - 1]) / 2
            yield (
                f'<line class="chart__grid" stroke="currentColor" stroke-opacity=".3" '
                f'x1="{x:.1f}" x2="{x:.1f}" y1="28" y2="{height}"/>'
            )


def _row(row: DotRow, position: int, at: Sequence[float]) -> str:
    """The name as a link, all ticks in one path, then what is not fine."""
    y = _HEAD + _TALL * position + _TALL / 2
    name = row.name if len(row.name) <= _NAME_LETTERS else row.name[: _NAME_LETTERS - 1] + "…"
    ticks = "".join(
        f"M{x - 3.4:.1f} {y + 0.2:.1f}l2.4 2.6l4.6 -5.8"
        for x, cell in zip(at, row.cells, strict=True)
        if cell == DotState.ON_TIME
    )
    quiet = (
        f'<path class="dots__tick" fill="none" stroke="currentColor" stroke-opacity=".7" '
        f'stroke-width="1.4" d="{ticks}"/>'
        if ticks
        else ""
    )
    loud = "".join(
        _SHAPES[cell](x, y) for x, cell in zip(at, row.cells, strict=True) if cell in _SHAPES
    )
    link = (
        f'<a class="dots__link" href="{escape_one(row.url)}">'
        f'<rect fill="none" pointer-events="all" x="0" y="{y - _TALL / 2:.0f}" width="{_NAME - 6}" '
        f'height="{_TALL}"/>{_text(0, y + 5.6, name, "dots__name", "start")}</a>'
    )
    return link + quiet + loud


def _late(x: float, y: float) -> str:
    """A circle, its right half full."""
    return (
        f'<g class="dots__late"><circle fill="none" stroke="currentColor" stroke-width="1.8" '
        f'cx="{x:.1f}" cy="{y:.1f}" r="5.6"/>'
        f'<path fill="currentColor" d="M{x:.1f} {y - 5.6:.1f}a5.6 5.6 0 0 1 0 11.2z"/></g>'
    )


def _missing(x: float, y: float) -> str:
    """An empty ring, heavier than anything else."""
    return (
        f'<circle class="dots__missing" fill="none" stroke="currentColor" stroke-width="2.8" '
        f'cx="{x:.1f}" cy="{y:.1f}" r="5.4"/>'
    )


def _corrected(x: float, y: float) -> str:
    """An arrow that turns round."""
    return (
        f'<g class="dots__corrected"><path fill="none" stroke="currentColor" stroke-width="1.7" '
        f'd="M{x - 4.4:.1f} {y - 1.4:.1f}a4.7 4.7 0 1 1 1.2 5"/>'
        f'<path fill="currentColor" d="M{x - 7:.1f} {y - 2.2:.1f}l5.4 -.2l-3 4.4z"/></g>'
    )


_SHAPES = {
    DotState.LATE: _late,
    DotState.MISSING: _missing,
    DotState.CORRECTED: _corrected,
}


def _text(x: float, y: float, words: str, name: str, anchor: str) -> str:
    return (
        f'<text class="{name}" font-size="16" fill="currentColor" text-anchor="{anchor}" '
        f'x="{x:.1f}" y="{y:.1f}">{escape_one(words)}</text>'
    )
