"""Counts and their sums -> what of them may be shown, so that no sum gives a small count away.

A count of 1 to 4 is shown as FEW. Where the other numbers of a sum would tell it, a second cell is
shown as HIDDEN. What was shown once is never shown otherwise: a later sum that would give away an
earlier cell is itself withheld.

The cells of one item are months, quarters and years, and the places of a quarter. No two sums
share more than one cell and the sums form no ring, so that bounds, narrowed until nothing moves,
are exact: a value that they leave open belongs to some table that fits all that was shown.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

SMALL = 5
FEW = "少于5"
HIDDEN = "不公布"

Cell: TypeAlias = tuple[str, ...]
Shown: TypeAlias = int | str
"""A number, FEW (1 to 4) or HIDDEN (any number)."""

_MOST = 10**9


@dataclass(frozen=True)
class Sum:
    """The cell `total` is the sum of the cells `parts`; some of them may not be shown at all."""

    total: Cell
    parts: tuple[Cell, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The total, then its parts."""
        return (self.total, *self.parts)


def bounds(published: Mapping[Cell, Shown], sums: Sequence[Sum]) -> dict[Cell, tuple[int, int]]:
    """The least and the greatest number that each cell can be, for a reader of all that is shown.

    ValueError where numbers contradict each other: a sum that cannot be.
    """
    cells = {*published, *(cell for one in sums for cell in one.cells)}
    span = {cell: _span(published.get(cell, HIDDEN)) for cell in cells}
    sums_of: dict[Cell, list[Sum]] = {}
    for one in sums:
        for cell in one.cells:
            sums_of.setdefault(cell, []).append(one)
    waiting = deque(sums)
    while waiting:
        for cell, narrowed in _narrowed(waiting.popleft(), span):
            span[cell] = narrowed
            waiting.extend(one for one in sums_of[cell] if one not in waiting)
    return span


def recovered(published: Mapping[Cell, Shown], sums: Sequence[Sum]) -> tuple[Cell, ...]:
    """Sorted, the withheld cells that are certainly one number from 1 to 4."""
    return tuple(
        sorted(
            cell
            for cell, (least, most) in bounds(published, sums).items()
            if 0 < least == most < SMALL and not isinstance(published.get(cell), int)
        )
    )


def withheld(
    counts: Mapping[Cell, int], sums: Sequence[Sum], earlier: Mapping[Cell, Shown] | None = None
) -> dict[Cell, Shown]:
    """What is shown of each count, and of each `earlier` cell, which stays as it was shown.

    counts: the true numbers. earlier: what former releases have shown, safe by itself. A cell that
    is withheld for the sake of another one is the smallest of its sums.
    """
    before = dict(earlier or {})
    fresh = {cell: count for cell, count in counts.items() if cell not in before}
    published: dict[Cell, Shown] = before | {
        c: FEW if 0 < n < SMALL else n for c, n in fresh.items()
    }
    while leaks := recovered(published, sums):
        cell = _second(leaks[0], published, fresh, sums)
        if cell is None:
            raise ValueError(f"what was shown before gives {leaks[0]} away")
        published[cell] = HIDDEN
    return published


def _second(
    leak: Cell, published: Mapping[Cell, Shown], fresh: Mapping[Cell, int], sums: Sequence[Sum]
) -> Cell | None:
    """The next cell to hide: of this release, beside the leak, a number before FEW, the smallest.

    A zero hides nobody, and is the last of the numbers. Without any beside it, any of the release.
    """
    beside = {cell for one in sums if leak in one.cells for cell in one.cells}
    open_cells = [cell for cell in fresh if published[cell] != HIDDEN]
    return min(
        open_cells,
        key=lambda c: (c not in beside, published[c] == FEW, fresh[c] == 0, fresh[c], c),
        default=None,
    )


def _span(count: Shown) -> tuple[int, int]:
    if isinstance(count, int):
        return count, count
    return (1, SMALL - 1) if count == FEW else (0, _MOST)


def _narrowed(
    one: Sum, span: Mapping[Cell, tuple[int, int]]
) -> Iterable[tuple[Cell, tuple[int, int]]]:
    """The cells of a sum whose bounds it narrows, with their new bounds."""
    least, most = (sum(span[part][end] for part in one.parts) for end in (0, 1))
    total = span[one.total]
    asked = [(one.total, (max(total[0], least), min(total[1], most)))]
    for part in one.parts:
        low, high = span[part]
        asked.append(
            (part, (max(low, total[0] - (most - high)), min(high, total[1] - (least - low))))
        )
    for cell, (low, high) in asked:
        if low > high:
            raise ValueError(f"{one.total} is not the sum of its parts")
        if (low, high) != span[cell]:
            yield cell, (low, high)
