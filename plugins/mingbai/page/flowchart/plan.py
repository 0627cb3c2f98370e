"""Flow -> Plan: what stands on the spine, what beside it and in which order, how lines go.

The spine is the main road, top to bottom. All else stands in one column to its right, read from
top to bottom as side nodes: boxes, wires (exits that leave by a lane) and entries (where lines
come back to the spine). Lanes run down the right edge, one for each step that they lead to, so
lines that meet lead to the same place. Nothing here has a size yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from mingbai.page.flowchart.graph import DECISION, Flow, Order, Transition, main_road, ordered


class Routing(Enum):
    """How a line is drawn."""

    DOWN = "down the spine"
    BRANCH = "from the spine to a box beside it"
    DROP = "from a side box into the one below it"
    DIRECT = "from the last side box down and back to the spine"
    EDGE = "from the edge of a side box into a lane"
    WIRE = "by a node of its own into a lane"


class NodeKind(Enum):
    """What a node of the side column is."""

    BOX = "box"
    WIRE = "wire"
    ENTRY = "entry"


@dataclass(frozen=True, slots=True)
class SideNode:
    """A box, wire or entry in the side column.

    row: of the spine, that it hangs on or leads to. step_id: the box's step, the wire's source or
    the step of the spine that is entered. transition: the line that a wire draws, or that leads to
    a box from above; None for a box that only a lane leads to.
    """

    kind: NodeKind
    row: int
    step_id: str
    transition: Transition | None = None


@dataclass(frozen=True)
class Plan:
    """Everything about a chart but sizes. routings: how each transition is drawn.

    rows: step of the spine -> its row. lanes: step led to -> its lane, 0 the innermost.
    """

    flow: Flow
    spine: tuple[str, ...]
    rows: Mapping[str, int]
    side_nodes: tuple[SideNode, ...]
    routings: Mapping[Transition, Routing]
    lanes: Mapping[str, int]

    def into(self, step_id: str) -> list[Transition]:
        """Lines into a step that do not come straight down the spine."""
        return [
            t
            for t in self.flow.entries[step_id]
            if self.routings.get(t, Routing.DOWN) != Routing.DOWN
        ]


@dataclass(frozen=True)
class _Tree:
    """The flow as a tree. row: of each spine step. children: side steps that hang on each step.

    steps: ids in an order in which each step comes before what follows it, loops left out.
    """

    flow: Flow
    spine: tuple[str, ...]
    row: Mapping[str, int]
    children: Mapping[str, tuple[str, ...]]
    steps: tuple[str, ...]


def plan(flow: Flow) -> Plan:
    """A flow with one start, from which an end can be reached -> its plan."""
    tree = _tree(ordered(flow), main_road(flow))
    routings = {t: routing for t in flow.transitions if (routing := _first_routing(tree, t))}
    blocks = [_blocks(tree, routings, row) for row in range(len(tree.spine))]
    target = None
    for row in reversed(range(len(blocks))):
        blocks[row] = _rejoined(tree, routings, blocks[row], target)
        if blocks[row] or _beside(tree, routings, tree.spine[row]):
            target = tree.spine[row]
    for t in [t for t, routing in routings.items() if routing is Routing.EDGE and t.condition]:
        if t.to_id not in tree.row or len(_beside(tree, routings, t.to_id)) > 1:
            routings[t] = Routing.WIRE
    side_nodes = tuple(_side_nodes(tree, routings, blocks))
    return Plan(
        flow=flow,
        spine=tree.spine,
        rows=tree.row,
        side_nodes=side_nodes,
        routings=routings,
        lanes=_lanes(side_nodes, routings),
    )


def _tree(order: Order, spine: tuple[str, ...]) -> _Tree:
    """A side step hangs on the lowest row that leads to it; of its sources there, the last."""
    flow, row = order.flow, {step_id: i for i, step_id in enumerate(spine)}
    owner, parent, position = dict(row), {}, {s: i for i, s in enumerate(order.steps)}
    for here in order.steps:
        if here not in row:
            onward = (t.from_id for t in flow.entries[here] if t not in order.back)
            source = max((s for s in onward if s in owner), key=lambda s: (owner[s], position[s]))
            parent[here], owner[here] = source, owner[source]
    kids = {
        s: tuple(t.to_id for t in flow.exits[s] if parent.get(t.to_id) == s) for s in order.steps
    }
    return _Tree(flow, spine, row, kids, order.steps)


def _first_routing(tree: _Tree, t: Transition) -> Routing | None:
    """How a line is drawn before anything is known of its neighbours; None if never reached."""
    if t.from_id not in tree.children:
        return None
    source_row = tree.row.get(t.from_id)
    if source_row is not None and tree.row.get(t.to_id) == source_row + 1:
        return Routing.DOWN
    if t.to_id in tree.children[t.from_id]:
        if source_row is not None:
            return Routing.BRANCH
        if tree.children[t.from_id][0] == t.to_id:
            return Routing.DROP
    is_plain = source_row is None and len(tree.flow.exits[t.from_id]) == 1
    return Routing.EDGE if is_plain and not _is_decision(tree, t.from_id) else Routing.WIRE


def _is_decision(tree: _Tree, step_id: str) -> bool:
    return tree.flow.by_id[step_id].kind == DECISION


def _blocks(tree: _Tree, routings: Mapping[Transition, Routing], row: int) -> list[tuple[str, ...]]:
    """What hangs on a row, one block an exit: side steps in reading order, then () for wires."""
    exits = tree.flow.exits[tree.spine[row]]
    boxes = [tuple(_below(tree, t.to_id)) for t in exits if routings[t] is Routing.BRANCH]
    return [*boxes, *(() for t in exits if routings[t] is Routing.WIRE)]


def _below(tree: _Tree, step_id: str) -> Iterator[str]:
    to_visit = [step_id]
    while to_visit:
        current = to_visit.pop()
        yield current
        to_visit.extend(reversed(tree.children[current]))


def _beside(tree: _Tree, routings: Mapping[Transition, Routing], step_id: str) -> list[Transition]:
    return [
        t for t in tree.flow.entries[step_id] if routings.get(t, Routing.DOWN) is not Routing.DOWN
    ]


def _rejoined(
    tree: _Tree,
    routings: dict[Transition, Routing],
    blocks: list[tuple[str, ...]],
    target: str | None,
) -> list[tuple[str, ...]]:
    """Put last the first block that leads straight to `target`, and mark its line as direct.

    target: the step of the spine below which stands next in the side column or is entered there.
    """
    for i, block in enumerate(blocks):
        exits = tree.flow.exits[block[-1]] if block else ()
        if len(exits) == 1 and exits[0].to_id == target and routings[exits[0]] is Routing.EDGE:
            routings[exits[0]] = Routing.DIRECT
            return [*blocks[:i], *blocks[i + 1 :], block]
    return blocks


def _side_nodes(
    tree: _Tree, routings: Mapping[Transition, Routing], blocks: list[list[tuple[str, ...]]]
) -> Iterator[SideNode]:
    for row, step_id in enumerate(tree.spine):
        if _beside(tree, routings, step_id):
            yield SideNode(NodeKind.ENTRY, row, step_id)
        wires = (t for t in tree.flow.exits[step_id] if routings[t] is Routing.WIRE)
        for block in blocks[row]:
            if not block:
                yield SideNode(NodeKind.WIRE, row, step_id, next(wires))
            for box_id in block:
                yield SideNode(NodeKind.BOX, row, box_id, _bringing(tree, routings, box_id))
                leaving = (t for t in tree.flow.exits[box_id] if routings[t] is Routing.WIRE)
                yield from (SideNode(NodeKind.WIRE, row, box_id, t) for t in leaving)


def _bringing(
    tree: _Tree, routings: Mapping[Transition, Routing], step_id: str
) -> Transition | None:
    attached = (Routing.BRANCH, Routing.DROP)
    return next((t for t in tree.flow.entries[step_id] if routings.get(t) in attached), None)


def _lanes(
    side_nodes: tuple[SideNode, ...], routings: Mapping[Transition, Routing]
) -> Mapping[str, int]:
    """Each step that lanes lead to gets one; short lanes stand inside the long ones."""
    position = {s.step_id: i for i, s in enumerate(side_nodes) if s.kind is not NodeKind.WIRE}
    wire_position = {s.transition: i for i, s in enumerate(side_nodes) if s.kind is NodeKind.WIRE}
    spans: dict[str, list[int]] = {}
    for t, routing in routings.items():
        if routing in (Routing.EDGE, Routing.WIRE):
            source = position[t.from_id] if routing is Routing.EDGE else wire_position[t]
            spans.setdefault(t.to_id, [position[t.to_id]]).append(source)
    lanes: dict[str, int] = {}
    spans_of_lanes: list[list[tuple[int, int]]] = []
    for to_id, ends in sorted(spans.items(), key=lambda item: max(item[1]) - min(item[1])):
        first, last = min(ends), max(ends)
        free = (
            i
            for i, spans_of in enumerate(spans_of_lanes)
            if all(last < a or b < first for a, b in spans_of)
        )
        lane = next(free, len(spans_of_lanes))
        if lane == len(spans_of_lanes):
            spans_of_lanes.append([])
        spans_of_lanes[lane].append((first, last))
        lanes[to_id] = lane
    return lanes
