"""The working-day clock: limits counted as the State Council announced the days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Calendar:
    """Announced days off and make-up working days; a year without announcement is refused."""

    announced: Mapping[date, bool]

    @classmethod
    def of(cls, announced: Mapping[date, bool]) -> Calendar:
        """announced: date -> True for a day off, False for a make-up working day."""
        return cls(announced)
