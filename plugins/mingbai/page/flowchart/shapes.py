"""Step -> Box: its outline and the lines of text that fit in it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from mingbai.page.flowchart.graph import DECISION, DOCUMENT, END, START, ObservedDays, Step
from mingbai.page.flowchart.measure import width, wrap

HEAD, SMALL = 16.0, 13.5
_HEAD_LINE, _SMALL_LINE = 20.0, 18.0
WAVE = 10.0
_PAD, _CLOCK = 9.0, 6.0


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text. style: head or small; baseline: below the box's top."""

    text: str
    style: str
    baseline: float


@dataclass(frozen=True, slots=True)
class Box:
    """A step as it is drawn, in units of the view box; `top` is set when it is placed."""

    step: Step
    centre: float
    width: float
    height: float
    lines: tuple[Line, ...]
    top: float = 0.0

    @property
    def left(self) -> float:
        """Its left edge, or a diamond's left corner."""
        return self.centre - self.width / 2

    @property
    def right(self) -> float:
        """Its right edge, or a diamond's right corner."""
        return self.centre + self.width / 2

    @property
    def bottom(self) -> float:
        """Its lower edge, or a diamond's lower corner."""
        return self.top + self.height

    @property
    def foot(self) -> float:
        """Where a line leaves downwards: a paper's wavy edge, the bottom of all else."""
        return self.bottom - (WAVE if self.step.kind == DOCUMENT else 0)

    @property
    def middle(self) -> float:
        """Half its height: where lines meet its sides."""
        return self.top + self.height / 2


def limit_words(step: Step) -> str:
    """`当场`, `3 个工作日` or nothing."""
    if step.limit_days is None:
        return ""
    return f"{step.limit_days} 个工作日" if step.limit_days else "当场"


def observed_words(observed: ObservedDays) -> str:
    """`实际 2 天，九成 4 天内`: the median and the 90th percentile."""
    median, most = observed.median_days, observed.p90_days
    said = f"实际 {median:g} 天" if median else "实际当天"
    return f"{said}，九成 {most:g} 天内" if most else f"{said}，九成当天"


def box(step: Step, centre: float, wide: float, overhang: float) -> Box:
    """wide: of a rectangle; a diamond is wider by `overhang` on either side."""
    if step.kind == DECISION:
        return _diamond(step, centre, wide + 2 * overhang)
    rounding = 26.0 if step.kind in (START, END) else 12.0
    head = wrap(step.label, (wide - rounding) / HEAD)
    small = wrap(_says(step), (wide - rounding) / SMALL)
    if step.observed:
        small += wrap(observed_words(step.observed), (wide - rounding) / SMALL)
    above = _PAD + (_CLOCK if step.is_off_clock else 0)
    height = above + _block(head, small) + _PAD + (WAVE if step.kind == DOCUMENT else 0)
    height = max(height, 44.0)
    spare = height - _block(head, small) - (WAVE if step.kind == DOCUMENT else 0)
    top = max(above, spare / 2)
    return Box(step, centre, wide, height, _lines(head, small, top))


def _says(step: Step) -> str:
    """The small words under the label: who and how long; of ends and papers, what they say."""
    limit = limit_words(step)
    facts = [step.post, limit]
    if step.kind in (START, DOCUMENT, END):
        facts = [step.detail or step.post, limit if step.limit_days else ""]
    elif step.kind == DECISION:
        facts = [limit if step.limit_days else ""]
    elif step.detail and (step.is_off_clock or not any(facts)):
        facts = [step.detail]
    said = "，".join(fact for fact in facts if fact)
    if step.is_off_clock and "不计时" not in said:
        said = f"{said}，不计时" if said else "不计时"
    return said


def _block(head: tuple[str, ...], small: tuple[str, ...]) -> float:
    return len(head) * _HEAD_LINE + len(small) * _SMALL_LINE


def _lines(head: tuple[str, ...], small: tuple[str, ...], top: float) -> tuple[Line, ...]:
    heads = [Line(text, "head", top + 15 + i * _HEAD_LINE) for i, text in enumerate(head)]
    under = top + len(head) * _HEAD_LINE
    smalls = [Line(text, "small", under + 14 + i * _SMALL_LINE) for i, text in enumerate(small)]
    return (*heads, *smalls)


def _diamond(step: Step, centre: float, wide: float) -> Box:
    """The flattest diamond that holds its text: a block w × h fits where w/W + h/H ≤ 1."""
    usable = wide - 12
    best: tuple[float, tuple[str, ...], tuple[str, ...]] = (math.inf, (), ())
    for ems in range(3, 11):
        head = wrap(step.label, ems)
        small = wrap(_says(step), (ems + 1) * HEAD / SMALL)
        across = max([width(t) * HEAD for t in head] + [width(t) * SMALL for t in small])
        if across < usable:
            high = _block(head, small) / (1 - across / usable) + 8
            best = min(best, (high, head, small), key=lambda option: option[0])
    high, head, small = best
    height = max(76.0, math.ceil(high))
    return Box(step, centre, wide, height, _lines(head, small, (height - _block(head, small)) / 2))
