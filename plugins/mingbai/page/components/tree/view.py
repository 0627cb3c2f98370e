"""What the template reads."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Branch:
    """A thing with what stands under it: county, township, village, group, book."""

    text: str
    url: str | None = None
    note: str = ""
    below: tuple[Branch, ...] = ()
