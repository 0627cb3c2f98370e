"""Plan -> Layout: every box and every level of a line, in units of the view box.

From top to bottom, once: a row of the spine moves down until what hangs on it stands clear of all
above it in the side column, so nothing overlaps whatever the flow.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mingbai.page.flowchart.graph import DECISION, Transition
from mingbai.page.flowchart.measure import wrap
from mingbai.page.flowchart.plan import NodeKind, Plan, Routing, SideNode
from mingbai.page.flowchart.shapes import Box, box

WIDTH = 372.0
EXIT, EXIT_LINE = 14.0, 16.0
SPINE, SPINE_WIDE, OVERHANG = 122.0, 180.0, 6.0
SIDE_LEFT, TRUNK, LAST_LANE = 250.0, 234.0, 370.0
_GAP, _CLEAR = 32.0, 14.0


@dataclass(frozen=True, slots=True)
class SideColumn:
    """The side column, between the trunk and the lanes. lanes: x of each, from the innermost."""

    lanes: tuple[float, ...]

    @property
    def inner(self) -> float:
        """Left of all lanes."""
        return min(self.lanes, default=LAST_LANE)

    @property
    def wide(self) -> float:
        """The width of a side box."""
        return self.inner - 9 - SIDE_LEFT

    @property
    def centre(self) -> float:
        """The middle of the side column."""
        return SIDE_LEFT + self.wide / 2


@dataclass(frozen=True)
class Layout:
    """Where all stands. labels: the words of each line, broken to the room beside it.

    levels: y of the horizontal part of a wire, or of a branch that enters its box from above.
    entries: y of the line that comes back to a step of the spine. bands: steps that it meets above
    the box, on the spine's own line, because their side is taken.
    """

    plan: Plan
    side_column: SideColumn
    labels: Mapping[Transition, tuple[str, ...]]
    boxes: Mapping[str, Box]
    levels: Mapping[Transition, float]
    entries: Mapping[str, float]
    bands: frozenset[str]
    height: float


def place(plan: Plan) -> Layout:
    """Sizes and places of all; the width is WIDTH whatever the flow."""
    frame = _side_column(plan)
    groups: dict[int, list[SideNode]] = {row: [] for row in range(len(plan.spine))}
    for node in plan.side_nodes:
        if node.kind is not NodeKind.ENTRY:
            groups[node.row].append(node)
    first_transitions = {group[0].transition for group in groups.values() if group}
    labels = {
        t: wrap(t.condition, _room(plan, frame, t, t in first_transitions)) for t in plan.routings
    }
    bands = frozenset(
        s for row, s in enumerate(plan.spine) if groups[row] or plan.flow.by_id[s].kind == DECISION
    )
    cursor = _Cursor(plan, frame, labels, bands)
    for row, step_id in enumerate(plan.spine):
        cursor.row(step_id, groups[row])
        for i, node in enumerate(groups[row]):
            cursor.side_node(node, cursor.boxes[step_id].middle if i == 0 else None)
    height = max(cursor.spine, cursor.side) + 6
    return Layout(
        plan=plan,
        side_column=frame,
        labels=labels,
        boxes=cursor.boxes,
        levels=cursor.levels,
        entries=cursor.entries,
        bands=bands,
        height=height,
    )


def _side_column(plan: Plan) -> SideColumn:
    count = max(plan.lanes.values(), default=-1) + 1
    pitch = 7.0 if count < 5 else 21.0 / (count - 1)
    return SideColumn(tuple(LAST_LANE - pitch * (count - 1 - i) for i in range(count)))


def _room(plan: Plan, frame: SideColumn, t: Transition, is_first: bool) -> float:
    """Ems of one line of words beside a line."""
    routing = plan.routings[t]
    if routing is Routing.DOWN:
        return 4.0
    if routing is Routing.BRANCH and is_first:
        return 3.0
    on_spine = t.from_id in plan.rows or routing is Routing.EDGE
    return (frame.inner - 4 - (TRUNK + 4 if on_spine else frame.centre + 6)) / EXIT


@dataclass
class _Cursor:
    """How far down (y) the spine and the side column are filled, and what was placed so far."""

    plan: Plan
    side_column: SideColumn
    labels: Mapping[Transition, tuple[str, ...]]
    bands: frozenset[str]
    spine: float = 0.0
    side: float = 0.0
    boxes: dict[str, Box] = field(default_factory=dict)
    entries: dict[str, float] = field(default_factory=dict)
    levels: dict[Transition, float] = field(default_factory=dict)

    def label_height(self, t: Transition | None) -> float:
        """The height of a line's words."""
        return EXIT_LINE * len(self.labels[t]) if t else 0.0

    def side_box(self, step_id: str) -> Box:
        """A box of the side column, not yet placed."""
        return box(self.plan.flow.by_id[step_id], self.side_column.centre, self.side_column.wide, 0)

    def row(self, step_id: str, group: Sequence[SideNode]) -> None:
        """A box of the spine: below the last one, and with room beside it for its first node."""
        shape = box(self.plan.flow.by_id[step_id], SPINE, SPINE_WIDE, OVERHANG)
        half_height = shape.height / 2
        entries = self.plan.flow.entries[step_id]
        down = next((t for t in entries if self.plan.routings.get(t) is Routing.DOWN), None)
        words = self.label_height(down)
        gap = 24 + words if words else _GAP
        middle = half_height + (
            self.spine + gap if self.boxes else 4 + 10 * shape.step.is_off_clock
        )
        lead = self.lead(group[0]) if group else 0.0
        if group:
            middle = max(middle, self.side + _CLEAR + lead, self.spine + 4 + lead)
        if self.plan.into(step_id):
            middle = self.entry(step_id, middle, half_height, self.spine + words, lead)
        self.boxes[step_id] = dataclasses.replace(shape, top=middle - half_height)
        self.spine = self.boxes[step_id].bottom

    def entry(self, step_id: str, middle: float, half: float, above: float, lead: float) -> float:
        """Room for the line that comes back to a row; the row's middle, moved down for it."""
        at_entry = (t for t in self.plan.into(step_id) if self.plan.routings[t] is Routing.EDGE)
        label = sum(self.label_height(t) for t in at_entry)
        level = max(self.side + _CLEAR, 4.0) + (label + 6 if label else 0.0)
        if step_id in self.bands:
            level = max(level, above + 18)
            middle = max(middle, level + 16 + half, level + 6 + lead)
        else:
            middle = level = max(middle, level)
        self.entries[step_id] = level
        self.side = level + 6
        return middle

    def lead(self, node: SideNode) -> float:
        """How far a row's first node reaches above the row's middle."""
        words = self.label_height(node.transition) + 10
        return (
            words
            if node.kind is NodeKind.WIRE
            else max(words, self.side_box(node.step_id).height / 2)
        )

    def side_node(self, node: SideNode, middle: float | None) -> None:
        """A box or wire of the side column; `middle` is its row's if it is the first there."""
        words, transition = self.label_height(node.transition), node.transition
        level = self.side + _CLEAR + words if middle is None else middle
        if transition and (
            node.kind is NodeKind.WIRE or self.plan.routings[transition] is Routing.BRANCH
        ):
            self.levels[transition] = level
        if node.kind is NodeKind.WIRE:
            self.side = level + 6
            return
        shape = self.side_box(node.step_id)
        if middle is not None:
            top = middle - shape.height / 2
        elif transition is None:
            top = self.side + _CLEAR
        elif self.plan.routings[transition] is Routing.BRANCH:
            top = level + 18
        else:
            top = self.side + (20 + words if words else 28)
        self.boxes[node.step_id] = dataclasses.replace(shape, top=top)
        leaving = self.plan.flow.exits[node.step_id]
        direct = sum(
            self.label_height(t) for t in leaving if self.plan.routings[t] is Routing.DIRECT
        )
        self.side = self.boxes[node.step_id].bottom + (direct + 8 if direct else 0)
