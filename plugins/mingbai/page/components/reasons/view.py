"""What the template reads."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """How many of what, and why they cannot be compared."""

    number: str
    why: str
    what: str
    url: str | None = None
