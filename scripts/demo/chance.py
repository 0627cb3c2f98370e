"""Seed and words -> the same numbers on every machine: a stateless source of chance.

Each draw is named: `chance.of("ledger", "lamp").uniform(3)` gives the same three numbers for ever,
however many other draws stand before it, so a new kind never moves the figures of an old one.
Asking the same name twice gives the same numbers twice. The generator is splitmix64 (Steele, Lea
and Flood, 2014) counted from a key; only + − × ÷ and comparisons follow, never a libm function.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")
_STEP = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True)
class Chance:
    """A named stream. key: 64 bits."""

    key: int

    def of(self, *words: object) -> Chance:
        """The stream of that name below this one."""
        name = "/".join(str(word) for word in words)
        digest = hashlib.sha256(f"{self.key:016x}:{name}".encode()).digest()
        return Chance(int.from_bytes(digest[:8], "big"))

    def uniform(self, *shape: int) -> NDArray[np.float64]:
        """Numbers in [0, 1), 53 bits each."""
        count = np.arange(1, int(np.prod(shape, dtype=np.int64)) + 1, dtype=np.uint64)
        z = count * _STEP + np.uint64(self.key)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z = z ^ (z >> np.uint64(31))
        return ((z >> np.uint64(11)).astype(np.float64) * 2.0**-53).reshape(shape)

    def integers(self, low: int, high: int, *shape: int) -> NDArray[np.int64]:
        """Integers from low to high, both included."""
        return low + (self.uniform(*shape) * (high - low + 1)).astype(np.int64)

    def order(self, count: int) -> NDArray[np.int64]:
        """0 … count−1 in some order."""
        return np.argsort(self.uniform(count), kind="stable")

    def number(self, low: int, high: int) -> int:
        """One integer from low to high, both included."""
        return int(self.integers(low, high, 1)[0])

    def one(self, options: Sequence[T]) -> T:
        """One of them."""
        return options[self.number(0, len(options) - 1)]

    def some(self, options: Sequence[T], count: int) -> list[T]:
        """`count` different ones, in some order."""
        return [options[i] for i in self.order(len(options))[:count]]
