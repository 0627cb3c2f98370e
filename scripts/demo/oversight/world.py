"""Plan -> what happened to the agencies, in its order: seen, complained of, voted, decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from demo import content
from demo.oversight import complaints, decisions, follow_up, notices
from demo.oversight.notices import Visit
from demo.oversight.votes import Round, votes
from demo.oversight.words import Vocabulary, vocabulary
from demo.plan import Plan, once

Rows = tuple[dict[str, Any], ...]


@dataclass(frozen=True, eq=False)
class World:
    """What several kinds tell of, made once.

    visits: hidden ones, also those that found nothing. notices, complaints, decisions: rows of
    these tables, with what follows from them. rounds: appraisals with their votes, oldest first.
    follow_ups: by year of a round, its `opinions` and `rectifications`.
    """

    words: Vocabulary
    visits: tuple[Visit, ...]
    notices: Rows
    complaints: Rows
    rounds: tuple[tuple[Round, pd.DataFrame], ...]
    follow_ups: Mapping[int, Mapping[str, pd.DataFrame]]
    decisions: Rows


@once
def world(plan: Plan) -> World:
    """The events of a county.

    Late cases and visits lead to complaints, all of these to votes, and what weighs most to
    decisions.
    """
    words, chance = vocabulary(plan), plan.chance.of("oversight")
    visited = list(notices.visits(plan, words, chance.of("visits")))
    noticed = notices.notices(plan, words, visited, chance.of("notices"))
    complained = complaints.complaints(plan, words, visited, chance.of("complaints"))
    voted = tuple(votes(plan, complained, noticed, chance.of("appraisals")))
    own_chance = plan.chance.of("kind", "appraisals")
    later = {h.year: follow_up.tables(h, v, plan.as_of, words, own_chance) for h, v in voted}
    tasks = [
        row for opinion in later.values() for row in content.records(opinion["rectifications"])
    ]
    decided = decisions.decisions(
        plan, words, complained, noticed=noticed, voted=list(voted), tasks=tasks
    )
    return World(
        words=words,
        visits=tuple(visited),
        notices=tuple(noticed),
        complaints=tuple(complained),
        rounds=voted,
        follow_ups=later,
        decisions=tuple(decided),
    )
