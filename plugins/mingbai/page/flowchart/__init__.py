"""Flow -> FlowView: a flowchart drawn when the site is built, and the same content in words.

The main road runs down the page; side exits, papers and waiting stand in one column beside it,
lines that return run along the right edge. The view box is as wide as a phone whatever the flow.
"""

from mingbai.page.components import FlowView
from mingbai.page.flowchart.graph import (
    DECISION,
    END,
    START,
    Flow,
    Step,
    StepTimes,
    Transition,
    longest_on_clock,
    reached,
)
from mingbai.page.flowchart.outline import steps
from mingbai.page.flowchart.place import place
from mingbai.page.flowchart.plan import plan
from mingbai.page.flowchart.route import wires
from mingbai.page.flowchart.svg import svg

__all__ = [
    "DECISION",
    "END",
    "START",
    "Flow",
    "Step",
    "StepTimes",
    "Transition",
    "draw",
    "longest_on_clock",
    "reached",
]


def draw(flow: Flow) -> FlowView:
    """A sound flow -> its drawing and its outline; the same flow gives the same bytes.

    Sound: exactly one start, and every step on a way from it to an end. A step that cannot be
    reached from the start is not drawn.
    """
    layout = place(plan(flow))
    return FlowView(
        id=flow.id,
        title=flow.title,
        svg=svg(layout, wires(layout)),
        steps=steps(layout.plan),
        note=_note(flow),
    )


def _note(flow: Flow) -> str:
    days = longest_on_clock(flow)
    sentences = []
    if any(step.is_off_clock for step in flow.steps):
        sentences.append("虚线框、带钟的：停表，这段时间不计入办理时限。")
    if days:
        sentences.append(f"左边的竖线是计时：最长 {days} 个工作日。")
    return "".join(sentences)
