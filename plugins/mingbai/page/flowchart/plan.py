"""Flow -> Plan: what stands on the spine, what beside it and in which order, how lines go.

The spine is the main road, top to bottom. All else stands in one column to its right, read from
top to bottom as side_nodes: boxes, wires (exits that leave by a lane) and entries (where lines come
back to the spine). Lanes run down the right edge, one for each step that they lead to, so lines
that meet lead to the same place. Nothing here has a size yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from mingbai.page.flowchart.graph import DECISION, Flow, Order, Transition, main_road, ordered


class Way(Enum):
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
    """Something in the side column.

    row: of the spine, that it hangs on or leads to. step_id: the box's step, the wire's source or
    the step of the spine that is entered. way: the line that a wire is, or that brings a box here;
    None for a box that only a lane leads to.
    """

    kind: NodeKind
    row: int
    step_id: str
    way: Transition | None = None


@dataclass(frozen=True)
class Plan:
    """Everything about a chart but sizes.

    rows: step of the spine -> its row. lanes: step led to -> its lane, 0 the innermost.
    """

    flow: Flow
    spine: tuple[str, ...]
    rows: Mapping[str, int]
    side_nodes: tuple[SideNode, ...]
    ways: Mapping[Transition, Way]
    lanes: Mapping[str, int]

    def into(self, step_id: str) -> list[Transition]:
        """Lines into a step that do not come straight down the spine."""
        return [t for t in self.flow.entries[step_id] if self.ways.get(t, Way.DOWN) != Way.DOWN]


@dataclass(frozen=True)
class _Tree:
    """Who hangs on whom: row of the spine's steps, kids of every step in the order of its exits."""

    flow: Flow
    spine: tuple[str, ...]
    row: Mapping[str, int]
    kids: Mapping[str, tuple[str, ...]]
    steps: tuple[str, ...]


def plan(flow: Flow) -> Plan:
    """A flow with one start, from which an end can be reached -> its plan."""
    tree = _tree(ordered(flow), main_road(flow))
    ways = {t: way for t in flow.transitions if (way := _first_way(tree, t))}
    blocks = [_blocks(tree, ways, row) for row in range(len(tree.spine))]
    target = None
    for row in reversed(range(len(blocks))):
        blocks[row] = _rejoined(tree, ways, blocks[row], target)
        if blocks[row] or _beside(tree, ways, tree.spine[row]):
            target = tree.spine[row]
    for t in [t for t, way in ways.items() if way is Way.EDGE and t.condition]:
        if t.to_id not in tree.row or len(_beside(tree, ways, t.to_id)) > 1:
            ways[t] = Way.WIRE
    side_nodes = tuple(_side_nodes(tree, ways, blocks))
    return Plan(
        flow=flow,
        spine=tree.spine,
        rows=tree.row,
        side_nodes=side_nodes,
        ways=ways,
        lanes=_lanes(side_nodes, ways),
    )


def _tree(order: Order, spine: tuple[str, ...]) -> _Tree:
    """A side step hangs on the lowest row that leads to it; of its sources there, the last."""
    flow, row = order.flow, {step_id: i for i, step_id in enumerate(spine)}
    owner, parent, place = dict(row), {}, {s: i for i, s in enumerate(order.steps)}
    for here in order.steps:
        if here not in row:
            onward = (t.from_id for t in flow.entries[here] if t not in order.back)
            source = max((s for s in onward if s in owner), key=lambda s: (owner[s], place[s]))
            parent[here], owner[here] = source, owner[source]
    kids = {
        s: tuple(t.to_id for t in flow.exits[s] if parent.get(t.to_id) == s) for s in order.steps
    }
    return _Tree(flow, spine, row, kids, order.steps)


def _first_way(tree: _Tree, t: Transition) -> Way | None:
    """How a line is drawn before anything is known of its neighbours; None if never reached."""
    if t.from_id not in tree.kids:
        return None
    source = tree.row.get(t.from_id)
    if source is not None and tree.row.get(t.to_id) == source + 1:
        return Way.DOWN
    if t.to_id in tree.kids[t.from_id]:
        if source is not None:
            return Way.BRANCH
        if tree.kids[t.from_id][0] == t.to_id:
            return Way.DROP
    is_plain = source is None and len(tree.flow.exits[t.from_id]) == 1
    return Way.EDGE if is_plain and not _is_decision(tree, t.from_id) else Way.WIRE


def _is_decision(tree: _Tree, step_id: str) -> bool:
    return tree.flow.by_id[step_id].kind == DECISION


def _blocks(tree: _Tree, ways: Mapping[Transition, Way], row: int) -> list[tuple[str, ...]]:
    """What hangs on a row, one block an exit: side steps in reading order, then () for wires."""
    exits = tree.flow.exits[tree.spine[row]]
    boxes = [tuple(_below(tree, t.to_id)) for t in exits if ways[t] is Way.BRANCH]
    return [*boxes, *(() for t in exits if ways[t] is Way.WIRE)]


def _below(tree: _Tree, step_id: str) -> Iterator[str]:
    todo = [step_id]
    while todo:
        here = todo.pop()
        yield here
        todo.extend(reversed(tree.kids[here]))


def _beside(tree: _Tree, ways: Mapping[Transition, Way], step_id: str) -> list[Transition]:
    return [t for t in tree.flow.entries[step_id] if ways.get(t, Way.DOWN) is not Way.DOWN]


def _rejoined(
    tree: _Tree,
    ways: dict[Transition, Way],
    blocks: list[tuple[str, ...]],
    target: str | None,
) -> list[tuple[str, ...]]:
    """Put last the first block that leads straight to `target`, and mark its line as direct.

    target: the step of the spine below which stands next in the side column or is entered there.
    """
    for i, block in enumerate(blocks):
        last = tree.flow.exits[block[-1]] if block else ()
        if len(last) == 1 and last[0].to_id == target and ways[last[0]] is Way.EDGE:
            ways[last[0]] = Way.DIRECT
            return [*blocks[:i], *blocks[i + 1 :], block]
    return blocks


def _side_nodes(
    tree: _Tree, ways: Mapping[Transition, Way], blocks: list[list[tuple[str, ...]]]
) -> Iterator[SideNode]:
    for row, step_id in enumerate(tree.spine):
        if _beside(tree, ways, step_id):
            yield SideNode(NodeKind.ENTRY, row, step_id)
        wires = (t for t in tree.flow.exits[step_id] if ways[t] is Way.WIRE)
        for block in blocks[row]:
            if not block:
                yield SideNode(NodeKind.WIRE, row, step_id, next(wires))
            for here in block:
                yield SideNode(NodeKind.BOX, row, here, _bringing(tree, ways, here))
                leaving = (t for t in tree.flow.exits[here] if ways[t] is Way.WIRE)
                yield from (SideNode(NodeKind.WIRE, row, here, t) for t in leaving)


def _bringing(tree: _Tree, ways: Mapping[Transition, Way], step_id: str) -> Transition | None:
    attached = (Way.BRANCH, Way.DROP)
    return next((t for t in tree.flow.entries[step_id] if ways.get(t) in attached), None)


def _lanes(side_nodes: tuple[SideNode, ...], ways: Mapping[Transition, Way]) -> Mapping[str, int]:
    """Each step that lanes lead to gets one; short lanes stand inside the long ones."""
    place = {s.step_id: i for i, s in enumerate(side_nodes) if s.kind is not NodeKind.WIRE}
    wire = {s.way: i for i, s in enumerate(side_nodes) if s.kind is NodeKind.WIRE}
    spans: dict[str, list[int]] = {}
    for t, way in ways.items():
        if way in (Way.EDGE, Way.WIRE):
            source = place[t.from_id] if way is Way.EDGE else wire[t]
            spans.setdefault(t.to_id, [place[t.to_id]]).append(source)
    lanes: dict[str, int] = {}
    taken: list[list[tuple[int, int]]] = []
    for to_id, ends in sorted(spans.items(), key=lambda item: max(item[1]) - min(item[1])):
        first, last = min(ends), max(ends)
        free = (
            i for i, spans_of in enumerate(taken) if all(last < a or b < first for a, b in spans_of)
        )
        lane = next(free, len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append((first, last))
        lanes[to_id] = lane
    return lanes
