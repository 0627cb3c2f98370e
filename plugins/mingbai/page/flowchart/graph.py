"""Steps and transitions -> what follows what: the order, the loops, the main road, the clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

START, DECISION, DOCUMENT, WAIT, END = "开始", "判断", "文书", "等待", "结束"

# The main road is where things go well: words that begin so lead off it.
_NO = ("不", "否", "未", "无")
_TURNED_AWAY = ("不", "退回", "退件", "驳回", "终止", "作废")
_TOLL = 50


@dataclass(frozen=True, slots=True)
class ObservedDays:
    """What was measured of a step: working days of finished cases, and how many cases."""

    cases: int
    median_days: float
    p90_days: float


@dataclass(frozen=True, slots=True)
class Step:
    """One box. kind: 开始 办理 判断 文书 等待 结束. limit_days: working days, 0 is 当场."""

    id: str
    kind: str
    label: str
    detail: str = ""
    post: str = ""
    limit_days: int | None = None
    is_off_clock: bool = False
    observed: ObservedDays | None = None

    @property
    def on_clock_days(self) -> int:
        """Working days that this step takes out of the promise."""
        return 0 if self.is_off_clock else self.limit_days or 0


@dataclass(frozen=True, slots=True)
class Transition:
    """One line from step to step; condition: the words on a decision's exit, or ""."""

    from_id: str
    to_id: str
    condition: str = ""


@dataclass(frozen=True)
class Flow:
    """The processing of one item. id: unique on its page. Order of rows is kept everywhere."""

    id: str
    title: str
    steps: tuple[Step, ...]
    transitions: tuple[Transition, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Step]:
        """Steps by their ids."""
        return {step.id: step for step in self.steps}

    @cached_property
    def exits(self) -> Mapping[str, tuple[Transition, ...]]:
        """Transitions out of each step, in the order of the data."""
        return _grouped(self.steps, ((t.from_id, t) for t in self.transitions))

    @cached_property
    def entries(self) -> Mapping[str, tuple[Transition, ...]]:
        """Transitions into each step, in the order of the data."""
        return _grouped(self.steps, ((t.to_id, t) for t in self.transitions))

    @property
    def starts(self) -> tuple[Step, ...]:
        """Steps of kind 开始; a sound flow has exactly one."""
        return tuple(s for s in self.steps if s.kind == START)

    @property
    def ends(self) -> tuple[Step, ...]:
        """Steps of kind 结束."""
        return tuple(s for s in self.steps if s.kind == END)


def _grouped(
    steps: Iterable[Step], pairs: Iterable[tuple[str, Transition]]
) -> Mapping[str, tuple[Transition, ...]]:
    lists: dict[str, list[Transition]] = {step.id: [] for step in steps}
    for key, transition in pairs:
        lists[key].append(transition)
    return {key: tuple(groups) for key, groups in lists.items()}


def reached(flow: Flow, roots: Iterable[str], *, backwards: bool = False) -> frozenset[str]:
    """All steps on a way from `roots` (or, backwards, with a way to them), roots among them."""
    ways = flow.entries if backwards else flow.exits
    step_ids, todo = set(roots), list(roots)
    while todo:
        for way in ways[todo.pop()]:
            other = way.from_id if backwards else way.to_id
            if other not in step_ids:
                step_ids.add(other)
                todo.append(other)
    return frozenset(step_ids)


@dataclass(frozen=True)
class Order:
    """The flow without its loops: steps from the start, each before what follows it.

    steps: ids, reachable ones only. back: transitions that return to a step they came through;
    in a flow whose loops have one entrance each they are the same whatever the order of rows.
    """

    flow: Flow
    steps: tuple[str, ...]
    back: frozenset[Transition]

    def onward(self, step_id: str) -> Iterator[Transition]:
        """Exits of a step that do not return."""
        return (t for t in self.flow.exits[step_id] if t not in self.back)


def ordered(flow: Flow) -> Order:
    """Depth first from the start, without recursion: rows may be many."""
    finished: list[str] = []
    back: set[Transition] = set()
    state: dict[str, bool] = {}
    for root in flow.starts:
        stack = [] if root.id in state else [(root.id, iter(flow.exits[root.id]))]
        while stack:
            here, ways = stack[-1]
            state.setdefault(here, False)
            way = next(ways, None)
            if way is None:
                state[here] = True
                finished.append(here)
                stack.pop()
            elif way.to_id not in state:
                stack.append((way.to_id, iter(flow.exits[way.to_id])))
            elif not state[way.to_id]:
                back.add(way)
    return Order(flow, tuple(reversed(finished)), frozenset(back))


def longest_on_clock(flow: Flow) -> int:
    """Working days on the longest way from the start, off-the-clock steps left out.

    A loop is walked once: its return is not followed. 0 where nothing is limited.
    """
    order = ordered(flow)
    days: dict[str, int] = {}
    for here in reversed(order.steps):
        ahead = max((days[t.to_id] for t in order.onward(here)), default=0)
        days[here] = flow.by_id[here].on_clock_days + ahead
    return max((days[s.id] for s in flow.starts), default=0)


def main_road(flow: Flow) -> tuple[str, ...]:
    """The way from the start to an end that most readers take: the spine of the chart.

    The longest one, where a step off the clock counts against a way, and whatever turns the
    applicant away counts heavily. Of equals, the first exit in the data. () without start or end.
    """
    order = ordered(flow)
    best: dict[str, tuple[int, str]] = {}
    for here in reversed(order.steps):
        onward = (t for t in order.onward(here) if t.to_id in best)
        ways = [(best[t.to_id][0] - _toll(t), t.to_id) for t in onward]
        step = flow.by_id[here]
        if step.kind == END:
            best[here] = (_gain(step), "")
        elif ways:
            far, to = max(ways, key=lambda way: way[0])
            best[here] = (far + _gain(step), to)
    here = next((s.id for s in flow.starts if s.id in best), "")
    road = []
    while here:
        road.append(here)
        here = best[here][1]
    return tuple(road)


def _gain(step: Step) -> int:
    if step.label.startswith(_TURNED_AWAY):
        return -_TOLL
    return -3 if step.is_off_clock else 2


def _toll(way: Transition) -> int:
    return 1 if way.condition.startswith(_NO) else 0
