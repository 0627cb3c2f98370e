"""What the template reads."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """A number with its unit (`5 处`) and what it counts. is_bad: the one that is spoken loud.

    name, count: what it counts and how many, as every other place that counts it must say too.
    """

    number: str
    words: str
    name: str
    count: int
    url: str | None = None
    is_bad: bool = False
