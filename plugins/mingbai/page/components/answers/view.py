"""What the template reads."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """One of the three answers at the top of a guide."""

    name: str
    value: str
    note: str = ""
