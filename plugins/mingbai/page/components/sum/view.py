"""What the template reads."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SumLine:
    """One line of a sum one can follow; the last is the total."""

    name: str
    fen: int
    url: str | None = None
