"""Shapes -> one inline SVG with its title, its sentence and its hatch."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup
from markupsafe import escape as escape_one

WIDTH = 720
DIGIT = 17  # the width of a digit at the 30 px that a phone is given


def drawing(id_: str, title: str, says: str, height: int, parts: Sequence[str]) -> Markup:
    """Parts drawn by charts, 720 wide -> the whole picture, named for those who cannot see it."""
    return Markup(  # noqa: S704 - numbers and escaped words only
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="{id_}-t {id_}-d">'
        f'<title id="{id_}-t">{escape_one(title)}</title>'
        f'<desc id="{id_}-d">{escape_one(says)}同样的数字见图后的表。</desc>'
        f"{''.join(parts)}</svg>"
    )


def hatch(id_: str) -> str:
    """A pattern of slanted lines; `id_` must be the page's only one."""
    return (
        f'<defs><pattern id="{id_}" width="6" height="6" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><line class="chart__hatch" stroke="currentColor" '
        'stroke-width="1.6" x1="0" y1="0" x2="0" y2="6"/>'
        "</pattern></defs>"
    )


def dots(id_: str) -> str:
    """A pattern of dots; `id_` must be the page's only one."""
    return (
        f'<defs><pattern id="{id_}" width="5" height="5" patternUnits="userSpaceOnUse">'
        '<circle cx="2" cy="2" r="1" fill="currentColor"/></pattern></defs>'
    )


def axis(left: float, zero: float) -> str:
    """The zero line, from `left` to the right edge."""
    return (
        f'<line class="chart__axis" stroke="currentColor" stroke-width="2" x1="{left}" '
        f'x2="{WIDTH}" y1="{zero:.1f}" y2="{zero:.1f}"/>'
    )


def ring(x: float, y: float, radius: float) -> str:
    """What was not published: a ring around (x, y)."""
    return (
        f'<circle class="chart__gap-mark" fill="none" stroke="currentColor" stroke-width="3" '
        f'cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"/>'
    )


def grid_line(x1: float, x2: float, y1: float, y2: float) -> str:
    """A fine line behind the shapes."""
    return (
        f'<line class="chart__grid" stroke="currentColor" stroke-opacity=".3" '
        f'x1="{x1:.1f}" x2="{x2:.1f}" y1="{y1:.1f}" y2="{y2:.1f}"/>'
    )


def words_at(x: float, y: float, words: str, edge: float = WIDTH / 8) -> str:
    """Words at a place, kept inside the picture: within `edge` of a side they stand from it on."""
    anchor = "start" if x < edge else "end" if x > WIDTH - edge else "middle"
    return (
        f'<text class="chart__text" text-anchor="{anchor}" x="{x:.1f}" y="{y:.1f}">'
        f"{escape_one(words)}</text>"
    )
