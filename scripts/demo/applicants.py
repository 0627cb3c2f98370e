"""An item's cases -> who applied: a firm of a fitting line, or a person whose name is hidden.

The invented firms of a line are few in a small county, so that the same one comes back.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from demo import content
from demo.chance import Chance

PERSON = "个人"


def applicants(
    group: str | None, is_firm: NDArray[np.bool_], villages: Sequence[str], chance: Chance
) -> list[str]:
    """A name a case, in its order. villages: full names, `太平镇柳塘村`.

    Firms come from the line of business `group`, each once before any comes back.
    """
    people = iter(_persons(int((~is_firm).sum()), chance.of("persons")))
    firms = _firms(group, villages, chance.of("firms")) if group else []
    serial = np.cumsum(is_firm) - 1
    return [
        firms[n % len(firms)] if firm else next(people)
        for firm, n in zip(is_firm, serial, strict=True)
    ]


def class_of(name: str) -> str:
    """个人, 企业, 农民专业合作社 … by how the name ends."""
    if name.endswith("*"):
        return PERSON
    classes = (line.split("|") for line in content.document("applicants")["classes"])
    return next((class_ for end, class_ in classes if name.endswith(end)), "企业")


def _persons(count: int, chance: Chance) -> list[str]:
    """`张*`, `李**`: the surname alone."""
    surnames = content.document("names")["surnames"]
    first = chance.of("surname").integers(0, len(surnames) - 1, count)
    stars = chance.of("given").integers(1, 100, count) <= 82
    return [surnames[i] + ("**" if two else "*") for i, two in zip(first, stars, strict=True)]


def _firms(group: str, villages: Sequence[str], chance: Chance) -> list[str]:
    """Every name of a line of business, in some order."""
    document = content.document("applicants")
    backs: list[str] = document[group]["backs"]
    fronts: list[str] = document[group].get("fronts") or [
        f"清源{b}" for b in document["brands"].split()
    ]
    if fronts == ["{village}"]:
        fronts = list(villages)
    names = [front + back for front in fronts for back in backs]
    return chance.some(names, len(names))
