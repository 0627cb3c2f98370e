"""Flow -> the same content as an ordered list: each step, who, how long, and where its exits lead.

A side step that only one line leads to, and that leads on by at most one, is told where it
happens (`否：不予受理，出具决定书。`); all others have a number of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mingbai.page.flowchart.graph import DECISION, Flow, Step, Transition
from mingbai.page.flowchart.plan import Kind, Plan
from mingbai.page.flowchart.shapes import limit_words
from mingbai.page.views import StepLine

_TOLD = 3  # a longer side way gets numbers of its own


def steps(plan: Plan) -> tuple[StepLine, ...]:
    """The twin of the drawing, in its reading order."""
    told = _told(plan)
    side: dict[int, list[str]] = {row: [] for row in range(len(plan.spine))}
    for spot in plan.spots:
        if spot.kind is Kind.BOX and spot.step_id not in told:
            side[spot.row].append(spot.step_id)
    numbered = [s for row, step_id in enumerate(plan.spine) for s in (step_id, *side[row])]
    number = {step_id: i for i, step_id in enumerate(numbered, 1)}
    return tuple(_line(plan.flow, number, step_id) for step_id in numbered)


def _told(plan: Plan) -> frozenset[str]:
    """Side steps that are told inside an exit instead of having a number."""
    flow, side = plan.flow, [s.step_id for s in plan.spots if s.kind is Kind.BOX]
    plain = {
        s
        for s in side
        if flow.by_id[s].kind != DECISION
        and len(flow.entries[s]) == 1
        and len(flow.exits[s]) <= 1
        and flow.entries[s][0].from_id != s
    }
    told: set[str] = set()
    for head in side:
        if head in plain and flow.entries[head][0].from_id not in plain:
            chain = list(_chain(flow, plain, head))
            told.update(chain if len(chain) <= _TOLD else ())
    return frozenset(told)


def _chain(flow: Flow, plain: set[str], head: str) -> Iterator[str]:
    here = head
    while True:
        yield here
        onward = [t.to_id for t in flow.exits[here] if t.to_id in plain]
        if not onward:
            return
        here = onward[0]


def _line(flow: Flow, number: Mapping[str, int], step_id: str) -> StepLine:
    step, own = flow.by_id[step_id], number[step_id]
    exits = tuple(_exit(flow, number, own, t) for t in flow.exits[step_id])
    is_plain = len(exits) == 1 and exits[0] == "到下一步。"
    return StepLine(
        id=f"{flow.id}-{step_id}",
        name=step.label,
        who="，".join(fact for fact in (_who(step), _what(step)) if fact),
        exits=() if is_plain else exits or (("到此结束。",) if own < len(number) else ()),
        note=_observed(step),
    )


def _who(step: Step) -> str:
    """Post and limit."""
    return "，".join(fact for fact in (step.post, limit_words(step)) if fact)


def _what(step: Step) -> str:
    """The detail, and whether the clock stands."""
    stands = "不计时" if step.is_off_clock and "不计时" not in step.detail else ""
    return "，".join(fact for fact in (step.detail.rstrip("。；，"), stands) if fact)


def _observed(step: Step) -> str:
    if not step.observed:
        return ""
    seen = step.observed
    return (
        f"实际：一半的件{_within(seen.median_days)}办完，"
        f"九成{_within(seen.p90_days)}（{seen.cases} 件）。"
    )


def _within(days: float) -> str:
    return f"在 {days:g} 个工作日内" if days else "在当天"


def _exit(flow: Flow, number: Mapping[str, int], own: int, t: Transition) -> str:
    """`否：不予受理，出具决定书；到此结束。`, `补齐后回到第 2 步。`"""
    said, told = f"{t.condition}：" if t.condition else "", []
    lead = ""
    while t.to_id not in number:
        told.append(lead + _telling(flow.by_id[t.to_id]))
        if not flow.exits[t.to_id]:
            return f"{said}{'；'.join([*told, '到此结束'])}。"
        t = flow.exits[t.to_id][0]
        lead = f"{t.condition}，" if t.condition else ""
    return f"{said}{'；'.join([*told, lead + _goal(number[t.to_id], own)])}。"


def _telling(step: Step) -> str:
    """`不予受理（综合窗口，当场），出具决定书`."""
    who, what, seen = _who(step), _what(step), _observed(step).rstrip("。")
    said = f"{step.label}（{who}）" if who else step.label
    return "，".join(fact for fact in (said, what, seen) if fact)


def _goal(to: int, own: int) -> str:
    if to == own + 1:
        return "到下一步"
    return f"{'到' if to > own else '回到'}第 {to} 步"
