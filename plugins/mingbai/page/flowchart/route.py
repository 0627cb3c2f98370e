"""Layout -> Wires: each transition as a line of right angles, with its words beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mingbai.page.flowchart.graph import Transition
from mingbai.page.flowchart.measure import width
from mingbai.page.flowchart.place import EXIT, EXIT_LINE, SPINE, TRUNK, Layout
from mingbai.page.flowchart.plan import Routing

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Label:
    """Words on a line: middle of its lines, baseline of the first."""

    lines: tuple[str, ...]
    centre: float
    baseline: float


@dataclass(frozen=True, slots=True)
class Wire:
    """A transition as it is drawn; its arrow stands at the last point."""

    transition: Transition
    points: tuple[Point, ...]
    label: Label | None


def wires(layout: Layout) -> Iterator[Wire]:
    """Every transition of the plan, in the order of the data."""
    for t, routing in layout.plan.routings.items():
        points = tuple(_POINTS[routing](layout, t))
        yield Wire(t, points, _label(layout, t, routing, points))


def _down(layout: Layout, t: Transition) -> Iterator[Point]:
    yield SPINE, layout.boxes[t.from_id].foot
    yield SPINE, layout.boxes[t.to_id].top


def _branch(layout: Layout, t: Transition) -> Iterator[Point]:
    source, target = layout.boxes[t.from_id], layout.boxes[t.to_id]
    yield source.right, source.middle
    if layout.levels[t] == source.middle:
        yield target.left, target.middle
    else:
        yield TRUNK, source.middle
        yield TRUNK, layout.levels[t]
        yield target.centre, layout.levels[t]
        yield target.centre, target.top


def _drop(layout: Layout, t: Transition) -> Iterator[Point]:
    yield layout.side_column.centre, layout.boxes[t.from_id].foot
    yield layout.side_column.centre, layout.boxes[t.to_id].top


def _direct(layout: Layout, t: Transition) -> Iterator[Point]:
    yield layout.side_column.centre, layout.boxes[t.from_id].foot
    yield layout.side_column.centre, layout.entries[t.to_id]
    yield _arrival(layout, t)


def _edge(layout: Layout, t: Transition) -> Iterator[Point]:
    source = layout.boxes[t.from_id]
    is_entered = any(layout.plan.routings[o] in _BY_LANE for o in layout.plan.into(t.from_id))
    yield source.right, source.middle + (8 if is_entered else 0)
    yield from _lane(layout, t, source.middle + (8 if is_entered else 0))


def _wire(layout: Layout, t: Transition) -> Iterator[Point]:
    source, level = layout.boxes[t.from_id], layout.levels[t]
    if t.from_id not in layout.plan.rows:
        yield layout.side_column.centre, source.foot
        yield layout.side_column.centre, level
    else:
        yield source.right, source.middle
        if level != source.middle:
            yield TRUNK, source.middle
            yield TRUNK, level
    yield from _lane(layout, t, level)


def _lane(layout: Layout, t: Transition, level: float) -> Iterator[Point]:
    lane = layout.side_column.lanes[layout.plan.lanes[t.to_id]]
    arrival = _arrival(layout, t)
    yield lane, level
    yield lane, arrival[1]
    yield arrival


def _arrival(layout: Layout, t: Transition) -> Point:
    """Where a line that is not of the spine ends: a right side, or the spine above a band."""
    target = layout.boxes[t.to_id]
    if t.to_id in layout.bands:
        return SPINE + 1, layout.entries[t.to_id]
    if t.to_id in layout.entries:
        return target.right, layout.entries[t.to_id]
    leaves = any(layout.plan.routings[o] is Routing.EDGE for o in layout.plan.flow.exits[t.to_id])
    return target.right, target.middle - (8 if leaves else 0)


_BY_LANE = (Routing.EDGE, Routing.WIRE)
_POINTS = {
    Routing.DOWN: _down,
    Routing.BRANCH: _branch,
    Routing.DROP: _drop,
    Routing.DIRECT: _direct,
    Routing.EDGE: _edge,
    Routing.WIRE: _wire,
}


def _label(
    layout: Layout, t: Transition, routing: Routing, points: tuple[Point, ...]
) -> Label | None:
    lines = layout.labels[t]
    if not lines:
        return None
    wide = max(width(line) for line in lines) * EXIT
    above = EXIT_LINE * (len(lines) - 1)
    x, source, target = points[0][0], layout.boxes[t.from_id], layout.boxes[t.to_id]
    if routing is Routing.DOWN:
        return Label(lines, x + 7 + wide / 2, source.bottom + 22)
    if routing is Routing.DIRECT:
        return Label(lines, x + 7 + wide / 2, source.bottom + 18)
    if routing is Routing.DROP:
        return Label(lines, x + 7 + wide / 2, target.top - 12 - above)
    if routing is Routing.EDGE:
        return Label(lines, (TRUNK + layout.side_column.inner) / 2, points[-1][1] - 7 - above)
    return _beside(layout, t, lines, wide)


def _beside(layout: Layout, t: Transition, lines: tuple[str, ...], wide: float) -> Label:
    """Words over the horizontal part of a branch or wire."""
    level, source = layout.levels[t], layout.boxes[t.from_id]
    baseline = level - 7 - EXIT_LINE * (len(lines) - 1)
    if t.from_id not in layout.plan.rows:
        return Label(lines, layout.side_column.centre + 6 + wide / 2, baseline)
    if level != source.middle:
        return Label(lines, TRUNK + 4 + wide / 2, baseline)
    if layout.plan.routings[t] is Routing.WIRE:
        return Label(lines, source.right + 6 + wide / 2, baseline)
    return Label(lines, min(TRUNK - 2, TRUNK + 13 - wide / 2), baseline)
