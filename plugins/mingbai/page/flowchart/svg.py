"""Layout and wires -> inline SVG: outlines, lines, words and clocks.

Classes carry the looks. Each shape says its own as attributes too, which any rule of a style sheet
overrides: where the sheet is not understood, or was not loaded, the drawing can still be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from mingbai.page.flowchart.graph import DECISION, DOCUMENT, END, START, longest_on_clock
from mingbai.page.flowchart.place import EXIT_LINE, WIDTH, Layout
from mingbai.page.flowchart.route import Point, Wire
from mingbai.page.flowchart.shapes import WAVE, Box

_TEXT = Markup(
    '<text class="flowchart__text flowchart__text--{}" fill="{}" font-size="{}" '
    'text-anchor="middle" x="{}" y="{}">{}</text>'
)
_STROKE = 'fill="none" stroke="currentColor"'
_LINE = Markup(f'<path class="flowchart__line" {_STROKE} d="{{}}"/>')  # noqa: S704 - our own
_BRACKET_LINE = Markup(  # noqa: S704 - our own
    f'<path class="flowchart__line flowchart__line--clock" {_STROKE} stroke-width="3" d="{{}}"/>'
)
_HEAD = Markup('<polygon class="flowchart__head" fill="currentColor" points="{}"/>')
_CLOCK = Markup(
    '<circle class="flowchart__clock" fill="#fff" stroke="currentColor" cx="{}" cy="{}" r="10"/>'
)
_SIZES = {"exit": 14, "clock": 14, "small": 13.5}  # of letters, in px; as in the style sheet
_USUAL_SIZE = 16
_DIGITS = "零一二三四五六七八九"
_BRACKET, _CHARACTER = 10.0, 17.0


def svg(layout: Layout, wires: Iterable[Wire]) -> Markup:
    """The drawing; each step and transition is a group that names it (`data-step`, `data-way`)."""
    flow, spine = layout.plan.flow, layout.plan.spine
    parts = [
        Markup('<title id="{}-t">{}</title>').format(flow.id, flow.title),
        Markup('<desc id="{}-d">从“{}”到“{}”，共 {} 步，内容与文字步骤相同。</desc>').format(
            flow.id, flow.by_id[spine[0]].label, flow.by_id[spine[-1]].label, len(layout.boxes)
        ),
        *(_wire(wire) for wire in wires),
        *(_box(layout.boxes[step.id]) for step in flow.steps if step.id in layout.boxes),
        *_bracket(layout),
    ]
    return Markup(
        '<svg viewBox="0 0 {} {}" role="img" aria-labelledby="{}-t {}-d">\n{}\n</svg>'
    ).format(_n(WIDTH), _n(layout.height), flow.id, flow.id, Markup("\n").join(parts))


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _text(style: str, x: float, y: float, words: str, *, is_end: bool = False) -> Markup:
    """Words set around x. is_end: they stand on a filled shape."""
    size = _SIZES.get(style.partition(" ")[0], _USUAL_SIZE)
    return _TEXT.format(style, "#fff" if is_end else "currentColor", size, _n(x), _n(y), words)


def _path(points: Iterable[Point]) -> str:
    """Right angles as H and V, points in line joined."""
    (x, y), *rest = points
    path = f"M{_n(x)} {_n(y)}"
    for to_x, to_y in rest:
        if to_x != x:
            path += f"H{_n(to_x)}"
        if to_y != y:
            path += f"V{_n(to_y)}"
        x, y = to_x, to_y
    return path


def _wire(wire: Wire) -> Markup:
    (x, y), end = wire.points[-1], wire.points[-2]
    head = _arrow(x, y, *end)
    parts = [_LINE.format(_path(wire.points)), head]
    if wire.label:
        parts += [
            _text("exit", wire.label.centre, wire.label.baseline + i * EXIT_LINE, t)
            for i, t in enumerate(wire.label.lines)
        ]
    group = Markup('<g data-way="{} {}">{}</g>')
    return group.format(wire.transition.from_id, wire.transition.to_id, Markup("").join(parts))


def _arrow(x: float, y: float, from_x: float, from_y: float) -> Markup:
    """Nine long, ten wide, its tip at (x, y)."""
    if x == from_x:
        back = 9 if y > from_y else -9
        corners = [(x - 5, y - back), (x + 5, y - back), (x, y)]
    else:
        back = 9 if x > from_x else -9
        corners = [(x - back, y - 5), (x - back, y + 5), (x, y)]
    return _HEAD.format(" ".join(f"{_n(a)},{_n(b)}" for a, b in corners))


def _box(box: Box) -> Markup:
    is_end = box.step.kind in (START, END)
    parts = [_outline(box, is_end)]
    for line in box.lines:
        style = f"{line.style} flowchart__text--end" if is_end else line.style
        parts.append(_text(style, box.centre, box.top + line.baseline, line.text, is_end=is_end))
    if box.step.is_off_clock:
        parts.append(_clock(box))
    return Markup('<g data-step="{}">{}</g>').format(box.step.id, Markup("").join(parts))


def _outline(box: Box, is_end: bool) -> Markup:
    name = "flowchart__shape"
    name += " flowchart__shape--end" if is_end else ""
    name += " flowchart__shape--off" if box.step.is_off_clock and not is_end else ""
    fill = "currentColor" if is_end else "none"
    dash = ' stroke-dasharray="4 3"' if box.step.is_off_clock and not is_end else ""
    looks = Markup(f'fill="{fill}" stroke="currentColor" stroke-width="1.5"{dash}')  # noqa: S704
    left, top, right, bottom = (_n(v) for v in (box.left, box.top, box.right, box.bottom))
    middle, centre = _n(box.middle), _n(box.centre)
    if box.step.kind == DECISION:
        points = f"{centre},{top} {right},{middle} {centre},{bottom} {left},{middle}"
        return Markup('<polygon class="{}" {} points="{}"/>').format(name, looks, points)
    if box.step.kind == DOCUMENT:
        return Markup('<path class="{}" {} d="{}"/>').format(name, looks, _paper(box))
    rounding = _n(min(28.0, box.height / 2)) if is_end else "0"
    size = Markup('width="{}" height="{}"').format(_n(box.width), _n(box.height))
    return Markup('<rect class="{}" {} x="{}" y="{}" {} rx="{}"/>').format(
        name, looks, left, top, size, rounding
    )


def _paper(box: Box) -> str:
    """A sheet with a wavy lower edge."""
    edge, quarter = box.bottom - WAVE, box.width / 4
    curve = (
        f"C{_n(box.right - quarter)} {_n(edge - WAVE)} "
        f"{_n(box.left + quarter)} {_n(edge + 1.4 * WAVE)} {_n(box.left)} {_n(edge + 2)}"
    )
    return f"M{_n(box.left)} {_n(box.top)}H{_n(box.right)}V{_n(edge)}{curve}Z"


def _clock(box: Box) -> Markup:
    """Time stops here: a clock on the upper edge, or on a diamond's upper left side."""
    is_diamond = box.step.kind == DECISION
    x = box.centre - box.width / 4 if is_diamond else box.right - 16
    y = box.top + (box.height / 4 if is_diamond else 0)
    hands = f"M{_n(x)} {_n(y - 6)}V{_n(y)}L{_n(x + 4.5)} {_n(y + 3)}"
    return _CLOCK.format(_n(x), _n(y)) + _LINE.format(hands)


def _bracket(layout: Layout) -> Iterator[Markup]:
    """Beside the steps on the clock, with the days of the longest way."""
    flow = layout.plan.flow
    timed = [layout.boxes[s] for s in layout.plan.spine if flow.by_id[s].on_clock_days]
    if not timed:
        return
    days = longest_on_clock(flow)
    is_all = days == sum(box.step.on_clock_days for box in timed)
    words = f"{'计时' if is_all else '最多'}{han(days)}个工作日"
    top, bottom, high = timed[0].top, timed[-1].bottom, len(words) * _CHARACTER
    x, tip = _n(_BRACKET), _n(_BRACKET + 10)
    if bottom - top > high + 40:
        first = (top + bottom - high) / 2
        yield _BRACKET_LINE.format(f"M{tip} {_n(top)}H{x}V{_n(first - 4)}")
        yield _BRACKET_LINE.format(f"M{x} {_n(first + high + 4)}V{_n(bottom)}H{tip}")
    else:
        yield _BRACKET_LINE.format(f"M{tip} {_n(top)}H{x}V{_n(bottom)}H{tip}")
        is_room_below = bottom + 8 + high < layout.height
        first = bottom + 8 if is_room_below else max(4.0, top - 8 - high)
    for i, character in enumerate(words):
        yield _text("clock", _BRACKET, first + 14 + i * _CHARACTER, character)


def han(number: int) -> str:
    """`21` -> `二十一`, `105` -> `一百零五`: numbers below ten thousand, set upright."""
    text, is_gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            text += ("零" if is_gap else "") + _DIGITS[digit] + name
        is_gap = bool(text) and not digit
    return text.removeprefix("一") if 10 <= number < 20 else text or _DIGITS[0]
