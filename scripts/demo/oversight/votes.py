"""Plan and the year's events -> six yearly rounds of appraisal and the votes of every unit.

A unit loses votes by late cases, upheld complaints and what visitors found since the last round;
the last of a class mends, so that no unit is the last for a third time running.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from demo import months
from demo.chance import Chance
from demo.plan import Plan
from demo.publication import open_cases

ROUNDS = 6
_QUALITY, _LUCK, _MENDED, _LIFT = 0.06, 0.16, 0.03, 0.02
_PER_LATE_SHARE, _PER_COMPLAINT, _PER_NOTICE, _LOSS_AT_MOST = 0.8, 0.012, 0.008, 0.1
Row = dict[str, Any]


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


def rounds(plan: Plan, chance: Chance) -> list[Round]:
    """The last six rounds whose results were published by `plan.as_of`."""
    last = plan.size.year if plan.as_of >= date(plan.size.year, 6, 30) else plan.size.year - 1
    held = []
    for year in range(last - ROUNDS + 1, last + 1):
        own_chance = chance.of("round", year)
        sent = 520 + 40 * (year - last + ROUNDS)
        returned = sent - own_chance.of("lost").number(8, 40)
        start = months.working(date(year, 5, 6))
        held.append(
            Round(
                year=year,
                held_from=start,
                held_to=months.working(start + timedelta(days=21)),
                published=months.working(date(year, 6, 18)),
                sent=sent,
                returned=returned,
                valid=returned - own_chance.of("spoilt").number(0, 6),
            )
        )
    return held


def votes(
    plan: Plan, complained: list[Row], noticed: list[Row], chance: Chance
) -> Iterator[tuple[Round, pd.DataFrame]]:
    """Every round, oldest first, with the votes of every department and township."""
    units = plan.agencies[plan.agencies["class"] != "县政府"]
    quality = pd.Series(chance.of("quality").uniform(len(units)) * _QUALITY, units["slug"])
    last_of: list[set[str]] = []
    for held in rounds(plan, chance):
        lost = _lost(plan, held, complained, noticed).reindex(quality.index, fill_value=0.0)
        own_chance = chance.of("votes", held.year)
        luck = own_chance.of("luck").uniform(len(units)) * _LUCK
        rise = 0.008 * (held.year - plan.size.year)
        share = 0.72 + rise + quality + luck - lost
        frame = _ballots(held, units, share.to_numpy(), own_chance)
        if len(last_of) > 1:
            frame = _lifted(frame, last_of[-1] & last_of[-2])
        ranked = _ranked(frame)
        last_of.append(last_units(ranked))
        quality[list(last_of[-1])] += _MENDED
        yield held, ranked


def last_units(ranked: pd.DataFrame) -> set[str]:
    """The unit with the lowest rate of each class; nobody where all have the same."""
    ranks = ranked.groupby("class")["rank"]
    is_last = (ranked["rank"] == ranks.transform("max")) & (ranked["rank"] > 1)
    return set(ranked.loc[is_last, "unit"])


def _lost(plan: Plan, held: Round, complained: list[Row], noticed: list[Row]) -> pd.Series:
    """By agency, the share of votes that a unit lost by what happened in the year before."""
    before = held.held_from.replace(year=held.year - 1)
    every = open_cases(plan)
    decided = every["decided"]
    cases = every[(decided >= pd.Timestamp(before)) & (decided < pd.Timestamp(held.held_from))]
    late = (cases["days_late"] > 0).groupby(cases["agency"]).mean() * _PER_LATE_SHARE
    upheld = [
        row["agency"]
        for row in complained
        if row["finding"] in ("属实", "部分属实") and before <= row["closed"] < held.held_from
    ]
    seen = [row["agency"] for row in noticed if before <= row["date"] < held.held_from]
    parts = [
        late,
        pd.Series(upheld, dtype="str").value_counts() * _PER_COMPLAINT,
        pd.Series(seen, dtype="str").value_counts() * _PER_NOTICE,
    ]
    return pd.concat(parts).groupby(level=0).sum().clip(upper=_LOSS_AT_MOST)


def _ballots(held: Round, units: pd.DataFrame, share: np.ndarray, chance: Chance) -> pd.DataFrame:
    """share: of the valid votes, those that are satisfied; one a unit."""
    count = len(units)
    invalid = held.returned - held.valid + chance.of("invalid").integers(0, 3, count)
    left = held.returned - invalid
    unknown = (left * (0.02 + 0.14 * chance.of("unknown").uniform(count))).astype(np.int64)
    valid = left - unknown
    satisfied = (valid * share).astype(np.int64)
    worst = 0.08 + 0.22 * chance.of("worst").uniform(count)
    dissatisfied = ((valid - satisfied) * worst).astype(np.int64)
    return pd.DataFrame(
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


def _lifted(frame: pd.DataFrame, twice: set[str]) -> pd.DataFrame:
    """Units that were last twice are not a third time: they have mended, and people saw it."""
    valid = frame[["satisfied", "basically", "dissatisfied"]].sum(axis=1)
    share = frame["satisfied"] / valid
    others = share.where(~frame["unit"].isin(twice)).groupby(frame["class"]).transform("min")
    least = ((others + _LIFT) * valid).fillna(0).astype("int64")
    short = (least - frame["satisfied"]).clip(lower=0).where(frame["unit"].isin(twice), 0)
    taken = short.clip(upper=frame["basically"])
    return frame.assign(
        satisfied=frame["satisfied"] + short,
        basically=frame["basically"] - taken,
        dissatisfied=frame["dissatisfied"] - (short - taken),
    )


def _ranked(frame: pd.DataFrame) -> pd.DataFrame:
    """Adds rate (tenths of a per cent, half up) and the rank in the class."""
    valid = frame[["satisfied", "basically", "dissatisfied"]].sum(axis=1)
    tenths = (2000 * frame["satisfied"] + valid) // (2 * valid)
    place = tenths.groupby(frame["class"]).rank(method="min", ascending=False)
    rate = [f"{tenth // 10}.{tenth % 10}" for tenth in tenths]
    return frame.assign(rate=rate, rank=place.astype("int64"))
