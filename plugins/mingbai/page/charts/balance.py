"""Two amounts that should be one -> bars from a common spine; the short one shows what it lacks."""

from __future__ import annotations

from markupsafe import Markup
from markupsafe import escape as escape_one

_HALF, _HEIGHT = 98, 20
_SPINE = 100
_SOLID = 'fill="currentColor"'


def balance(id_: str, title: str, says: str, left: int, right: int) -> Markup:
    """The bars of two amounts in one unit, drawn to the larger of the two.

    title, says: what the picture is and shows, for those who do not see it. Amounts below zero are
    drawn by their size.
    """
    sizes = (abs(left), abs(right))
    whole = max(sizes) or 1
    lengths = [size * _HALF / whole for size in sizes]
    tone = "balance__same" if left == right else "balance__bar"
    parts = [
        _bar(tone, _SPINE - lengths[0], lengths[0]),
        _bar(tone, _SPINE, lengths[1]),
    ]
    if left != right:
        short = 0 if sizes[0] < sizes[1] else 1
        lack = _HALF - lengths[short]
        x = _SPINE - _HALF if short == 0 else _SPINE + lengths[1]
        parts.append(_bar("balance__gap", x, lack, 'fill="none" stroke="currentColor"'))
    return Markup(  # noqa: S704 - numbers and escaped words only
        f'<svg class="balance__bars" width="200" height="{_HEIGHT}" '
        f'viewBox="0 0 200 {_HEIGHT}" preserveAspectRatio="none" role="img" '
        f'aria-labelledby="{id_}-t {id_}-d"><title id="{id_}-t">{escape_one(title)}</title>'
        f'<desc id="{id_}-d">{escape_one(says)}</desc>{"".join(parts)}'
        f'<path class="balance__spine" d="M{_SPINE} 0V{_HEIGHT}" stroke="currentColor" '
        'stroke-width="2"/></svg>'
    )


def _bar(tone: str, x: float, width: float, looks: str = _SOLID) -> str:
    if width <= 0:
        return ""
    return (
        f'<rect class="{tone}" {looks} x="{x:.2f}" y="1" width="{width:.2f}" '
        f'height="{_HEIGHT - 2}"/>'
    )
