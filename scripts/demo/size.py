"""How large a county, how long, from which seed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from demo import content, months

TOWNS_AT_MOST = len(content.table("towns"))


@dataclass(frozen=True)
class Size:
    """months end with `until`. busy: how many times the usual number of ledger lines."""

    towns: int = 3
    villages: int = 24
    groups: int = 72
    months: int = 18
    seed: int = 1
    until: str = "2026-06"
    busy: float = 1.0

    def __post_init__(self) -> None:
        if not 1 <= self.towns <= TOWNS_AT_MOST:
            raise ValueError(f"towns: 1 to {TOWNS_AT_MOST}")
        if not self.towns <= self.villages <= 190 * self.towns:
            raise ValueError("villages: at least one and at most 190 a town")
        if not self.villages <= self.groups <= 40 * self.villages:
            raise ValueError("groups: at least one and at most 40 a village")
        if self.months < 1 or self.busy <= 0:
            raise ValueError("months and busy: more than none")

    @property
    def periods(self) -> tuple[str, ...]:
        """The months, oldest first."""
        return months.before(self.until, self.months)

    @property
    def year(self) -> int:
        """The year of the last month."""
        return int(self.until[:4])

    @cached_property
    def as_of(self) -> date:
        """The day the county stands at, just after the last month was due: nothing is younger."""
        return months.working(months.day_after(self.periods[-1], 16))

    def before(self, days: int) -> date:
        """That many days before `as_of`."""
        return self.as_of - timedelta(days=days)
