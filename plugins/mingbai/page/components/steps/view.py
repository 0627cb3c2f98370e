"""What the template reads."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step of a flowchart in words."""

    id: str
    name: str
    who: str
    exits: tuple[str, ...] = ()
    note: str = ""
