"""Plan -> six yearly rounds of appraisal: votes by class, opinions, and what the last must mend."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from demo.chance import Chance
from demo.oversight import world
from demo.oversight.votes import Round
from demo.packages import DemoPackage
from demo.plan import Plan

_METHOD = (
    "向人大代表、政协委员、企业、村（社区）代表和来窗口办事的群众发放不记名评议表，"
    "当场投入票箱，由县政府办公室和群众代表共同计票。"
)
_ASKED = "依法办事、政务公开、办事效率、服务态度、廉洁自律五个方面的总体评价。"


def packages(plan: Plan, chance: Chance) -> Iterator[DemoPackage]:
    """One package a round, by the county's office, oldest first."""
    del chance
    seen = world(plan)
    for held, votes in seen.rounds:
        yield DemoPackage(
            kind="appraisals",
            publisher="office",
            period=str(held.year),
            title=f"清源县 {held.year} 年民主评议结果",
            published=held.published,
            approved_by="清源县人民政府办公室（演示）",
            tables={"rounds": _round(held), "votes": votes, **seen.follow_ups[held.year]},
        )


def _round(held: Round) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "round_id": str(held.year),
                "year": str(held.year),
                "name": f"{held.year} 年全县民主评议",
                "method": _METHOD,
                "asked": _ASKED,
                "held_from": held.held_from,
                "held_to": held.held_to,
                "sent": held.sent,
                "returned": held.returned,
                "valid": held.valid,
            }
        ]
    )
