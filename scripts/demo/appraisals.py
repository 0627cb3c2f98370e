"""Plan -> six yearly rounds of appraisal: votes by class, opinions, and what the last must mend."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from demo import follow_up, months
from demo.chance import Chance
from demo.packages import DemoPackage
from demo.plan import Plan

ROUNDS = 6
_METHOD = (
    "向人大代表、政协委员、企业、村（社区）代表和来窗口办事的群众发放不记名评议表，"
    "当场投入票箱，由县政府办公室和群众代表共同计票。"
)
_ASKED = "依法办事、政务公开、办事效率、服务态度、廉洁自律五个方面的总体评价。"


@dataclass(frozen=True)
class Round:
    """One round; the days fall in May, the result is published in June."""

    year: int
    held_from: date
    held_to: date
    published: date
    sent: int
    returned: int
    valid: int


def packages(plan: Plan, chance: Chance) -> Iterator[DemoPackage]:
    """One package a round, by the county's office, oldest first."""
    quality = chance.of("quality").uniform(len(plan.agencies))
    for held in rounds(plan, chance):
        votes = _votes(held, plan, quality, chance.of("votes", held.year))
        later = follow_up.tables(held.year, held.held_to, votes, plan, chance)
        yield DemoPackage(
            kind="appraisals",
            publisher="office",
            period=str(held.year),
            title=f"清源县 {held.year} 年民主评议结果",
            published=held.published,
            approved_by="清源县人民政府办公室（演示）",
            tables={"rounds": _round(held), "votes": votes, **later},
        )


def rounds(plan: Plan, chance: Chance) -> list[Round]:
    """The last six rounds whose results were published by `plan.as_of`."""
    last = plan.size.year if plan.as_of >= date(plan.size.year, 6, 30) else plan.size.year - 1
    held = []
    for year in range(last - ROUNDS + 1, last + 1):
        own = chance.of("round", year)
        sent = 520 + 40 * (year - last + ROUNDS)
        returned = sent - own.of("lost").number(8, 40)
        start = months.working(date(year, 5, 6))
        held.append(
            Round(
                year=year,
                held_from=start,
                held_to=months.working(start + timedelta(days=21)),
                published=months.working(date(year, 6, 18)),
                sent=sent,
                returned=returned,
                valid=returned - own.of("spoilt").number(0, 6),
            )
        )
    return held


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


def _votes(held: Round, plan: Plan, quality: np.ndarray, chance: Chance) -> pd.DataFrame:
    """Every department and township; whoever did badly does better the year after."""
    units = plan.agencies[plan.agencies["class"] != "县政府"]
    count = len(units)
    own = quality[-count:] * 0.16 + chance.of("luck").uniform(count) * 0.07
    rise = 0.008 * (held.year - plan.size.year)
    invalid = held.returned - held.valid + chance.of("invalid").integers(0, 3, count)
    left = held.returned - invalid
    unknown = (left * (0.02 + 0.14 * chance.of("unknown").uniform(count))).astype(np.int64)
    valid = left - unknown
    satisfied = (valid * (0.72 + rise + own)).astype(np.int64)
    worst = 0.08 + 0.22 * chance.of("worst").uniform(count)
    dissatisfied = ((valid - satisfied) * worst).astype(np.int64)
    frame = pd.DataFrame(
        {
            "round_id": str(held.year),
            "unit": units["slug"].to_numpy(),
            "class": units["review_class"].to_numpy(),
            "satisfied": satisfied,
            "basically": valid - satisfied - dissatisfied,
            "dissatisfied": dissatisfied,
            "unknown": unknown,
            "invalid": invalid,
            "returned": held.returned,
        }
    )
    return _ranked(frame, (2000 * satisfied + valid) // (2 * valid))


def _ranked(votes: pd.DataFrame, tenths: np.ndarray) -> pd.DataFrame:
    """Adds rate and rank; tenths of a per cent, half up."""
    place = pd.Series(tenths).groupby(votes["class"]).rank(method="min", ascending=False)
    rate = [f"{tenth // 10}.{tenth % 10}" for tenth in tenths]
    return votes.assign(rate=rate, rank=place.astype("int64"))
