"""Published cells and their sums -> whether any table fits: an exact solver, by sets of numbers.

It shares nothing with `mingbai.check.privacy.small_counts` but the records: what a sum of cells can
be is the set of all sums of what each can be, kept as the bits of an integer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mingbai.check.privacy.small_counts import FEW, HIDDEN, Cell, Shown, Sum

_WIDTH = 256  # numbers below this are told apart
_ALL = (1 << _WIDTH) - 1


def told(
    shown: Mapping[Cell, Shown], sums: Sequence[Sum], counts: Mapping[Cell, int]
) -> list[Cell]:
    """The cells with 1 to 4 cases (`counts`: the truth) that a reader can work out, sorted.

    sums: no cell is a part of two of them. Cells that are not published count as HIDDEN.
    """
    small = sorted(cell for cell, count in counts.items() if 0 < count < 5)
    return [
        cell
        for cell in small
        if not any(
            _fits({**shown, cell: number}, sums)
            for number in _allowed(shown.get(cell, HIDDEN)) - {counts[cell]}
        )
    ]


def _allowed(shown: Shown) -> set[int]:
    if isinstance(shown, int):
        return {shown}
    return set(range(1, 5)) if shown == FEW else set(range(12))


def _fits(shown: Mapping[Cell, Shown], sums: Sequence[Sum]) -> bool:
    """Whether there is a number for every cell with which every sum is right."""
    sums_by_total: dict[Cell, list[Sum]] = {}
    for one in sums:
        sums_by_total.setdefault(one.total, []).append(one)

    def possible(cell: Cell) -> int:
        numbers = _bits(shown.get(cell, HIDDEN))
        for one in sums_by_total.get(cell, ()):
            total = 1
            for part in one.parts:
                total = _added(total, possible(part))
            numbers &= total
        return numbers

    parts = {part for one in sums for part in one.parts}
    return all(possible(total) for total in sums_by_total if total not in parts)


def _bits(shown: Shown) -> int:
    if isinstance(shown, int):
        return 1 << shown
    return 0b11110 if shown == FEW else _ALL


def _added(one: int, other: int) -> int:
    """Every sum of a number of the smaller set and a number of the other, below _WIDTH."""
    few, many = sorted((one, other), key=int.bit_count)
    total = 0
    while few:
        lowest = few & -few
        total |= many << (lowest.bit_length() - 1)
        few ^= lowest
    return total & _ALL


def numbers(cell: Cell, shown: Mapping[Cell, Shown], sums: Sequence[Sum]) -> Iterator[int]:
    """One after the other what a reader can take a cell for, from all that is shown."""
    bits = _bits(shown.get(cell, HIDDEN))
    for number in range(_WIDTH):
        if bits >> number & 1 and _fits({**shown, cell: number}, sums):
            yield number
