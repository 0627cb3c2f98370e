"""`verdicts.csv` -> what becomes of each class of personal data, and on what ground."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class PersonalDataClass:
    """One class. verdict: `refuse`, `warn` or `allow`. code: its rule, "" where it is allowed."""

    name: str
    verdict: str
    code: str
    example: str
    ground: str


@cache
def verdicts() -> tuple[PersonalDataClass, ...]:
    """Every class, in the order in which the site shows them."""
    with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    return tuple(PersonalDataClass(*row) for row in rows[1:])
