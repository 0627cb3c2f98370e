"""What the template reads."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that links to its proof; value is text with its unit (`1,583 本`)."""

    name: str
    value: str
    url: str | None = None
