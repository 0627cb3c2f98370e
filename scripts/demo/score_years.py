"""Plan and year -> what there is to count for a year's points, and how points are taken off."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from demo.chance import Chance
from demo.oversight.notices import span
from demo.plan import Plan
from demo.publication import open_cases


@dataclass(frozen=True)
class Score:
    """Points and what they follow from."""

    points: Decimal
    evidence: str


@dataclass(frozen=True, eq=False)
class Year:
    """What there is to count for one year of the county. chance: of what is only told."""

    plan: Plan
    year: int
    chance: Chance

    @property
    def is_watched(self) -> bool:
        """Whether supervision and accountability of the year are published."""
        return span(self.plan)[0] <= f"{self.year}-01"

    @property
    def months_before(self) -> int:
        """Months of the year before the first one whose cases are published one by one."""
        cases = open_cases(self.plan)
        if cases.empty:  # a county too small to have one
            return 12
        first = cases["decided"].min()
        return min(max(12 * (first.year - self.year) + first.month - 1, 0), 12)

    def cases(self, unit: str) -> pd.DataFrame:
        """The published cases that a unit decided in the year."""
        cases = open_cases(self.plan)
        return cases[(cases["agency"] == unit) & (cases["decided"].dt.year == self.year)]

    def told_cases(self, unit: str) -> tuple[int, int]:
        """How many cases were decided in the months before, and how many late: as many as usual."""
        own_chance, cases = self.chance.of("told", unit), open_cases(self.plan)
        usual = int((cases["agency"] == unit).sum()) * self.months_before
        number = usual * own_chance.of("share").number(80, 120) // 1200
        return number, min(own_chance.of("late").number(0, 3), number // 12)

    def counted(self, published: int, before: int) -> tuple[int, str]:
        """A number of the whole year, and the words on its part that was not published."""
        if self.months_before == 0:
            return published, ""
        if self.months_before == 12:
            return before, ""
        return published + before, f"（其中 1—{self.months_before} 月 {before} 件没有逐件公开）"


def less(weight: int, lost: Decimal) -> tuple[Decimal, str]:
    """Points of a weight after a deduction, and the words for it."""
    lost = min(Decimal(weight), lost)
    return weight - lost, f"扣 {lost.normalize():f} 分。" if lost else "不扣分。"
