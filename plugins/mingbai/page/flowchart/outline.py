"""Flow -> the same content as an ordered list: each step, who, how long, and where its exits lead.

A side step with one line to it and at most one line from it stands inside the exit that leads to
it (`否：不予受理，出具决定书。`); all others have a number of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mingbai.page.components import StepLine
from mingbai.page.flowchart.graph import DECISION, Flow, Step, Transition
from mingbai.page.flowchart.plan import NodeKind, Plan
from mingbai.page.flowchart.shapes import limit_text

_INLINE_LIMIT = 3  # a longer chain of side steps gets numbers of its own


def steps(plan: Plan) -> tuple[StepLine, ...]:
    """The steps of the drawing, in reading order."""
    inlined = _inlined(plan)
    side_steps: dict[int, list[str]] = {row: [] for row in range(len(plan.spine))}
    for node in plan.side_nodes:
        if node.kind is NodeKind.BOX and node.step_id not in inlined:
            side_steps[node.row].append(node.step_id)
    numbered = [s for row, step_id in enumerate(plan.spine) for s in (step_id, *side_steps[row])]
    numbers = {step_id: i for i, step_id in enumerate(numbered, 1)}
    return tuple(_line(plan.flow, numbers, step_id) for step_id in numbered)


def _inlined(plan: Plan) -> frozenset[str]:
    """Ids of side steps that stand inside an exit and have no number."""
    flow, side = plan.flow, [s.step_id for s in plan.side_nodes if s.kind is NodeKind.BOX]
    plain = {
        s
        for s in side
        if flow.by_id[s].kind != DECISION
        and len(flow.entries[s]) == 1
        and len(flow.exits[s]) <= 1
        and flow.entries[s][0].from_id != s
    }
    inlined: set[str] = set()
    for first in side:
        if first in plain and flow.entries[first][0].from_id not in plain:
            chain = list(_chain(flow, plain, first))
            inlined.update(chain if len(chain) <= _INLINE_LIMIT else ())
    return frozenset(inlined)


def _chain(flow: Flow, simple: set[str], first: str) -> Iterator[str]:
    current = first
    while True:
        yield current
        onward = [t.to_id for t in flow.exits[current] if t.to_id in simple]
        if not onward:
            return
        current = onward[0]


def _line(flow: Flow, numbers: Mapping[str, int], step_id: str) -> StepLine:
    step, number = flow.by_id[step_id], numbers[step_id]
    exits = tuple(_exit(flow, numbers, number, t) for t in flow.exits[step_id])
    is_plain = len(exits) == 1 and exits[0] == "到下一步。"
    return StepLine(
        id=f"{flow.id}-{step_id}",
        name=step.label,
        who="，".join(fact for fact in (_who(step), _what(step)) if fact),
        exits=() if is_plain else exits or (("到此结束。",) if number < len(numbers) else ()),
        note=_observed(step),
    )


def _who(step: Step) -> str:
    """Post and limit."""
    return "，".join(fact for fact in (step.post, limit_text(step)) if fact)


def _what(step: Step) -> str:
    """The detail, and whether the time of the step is not counted."""
    stands = "不计时" if step.is_off_clock and "不计时" not in step.detail else ""
    return "，".join(fact for fact in (step.detail.rstrip("。；，"), stands) if fact)


def _observed(step: Step) -> str:
    if not step.times:
        return ""
    times = step.times
    return (
        f"实际：半数{_within(times.median_days)}办完，"
        f"九成{_within(times.p90_days)}（{times.cases} 件）。"
    )


def _within(days: float) -> str:
    return f"在 {days:g} 个工作日内" if days else "在当天"


def _exit(flow: Flow, numbers: Mapping[str, int], number: int, t: Transition) -> str:
    """`否：不予受理，出具决定书；到此结束。`, `补齐后回到第 2 步。`"""
    condition, parts = f"{t.condition}：" if t.condition else "", []
    next_condition = ""
    while t.to_id not in numbers:
        parts.append(next_condition + _inline_text(flow.by_id[t.to_id]))
        if not flow.exits[t.to_id]:
            return f"{condition}{'；'.join([*parts, '到此结束'])}。"
        t = flow.exits[t.to_id][0]
        next_condition = f"{t.condition}，" if t.condition else ""
    parts.append(next_condition + _target_text(numbers[t.to_id], number))
    return f"{condition}{'；'.join(parts)}。"


def _inline_text(step: Step) -> str:
    """`不予受理（综合窗口，当场），出具决定书`."""
    who, what, observed = _who(step), _what(step), _observed(step).rstrip("。")
    name = f"{step.label}（{who}）" if who else step.label
    return "，".join(fact for fact in (name, what, observed) if fact)


def _target_text(target: int, number: int) -> str:
    if target == number + 1:
        return "到下一步"
    return f"{'到' if target > number else '回到'}第 {target} 步"
