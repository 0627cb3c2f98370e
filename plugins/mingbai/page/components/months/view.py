"""What the template reads."""

from __future__ import annotations

from dataclasses import dataclass

from mingbai.page.components.mark import Mark


@dataclass(frozen=True, slots=True)
class Month:
    """One cell of the months of a year."""

    title: str
    mark: Mark
    url: str | None = None


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A year with its months."""

    title: str
    months: tuple[Month, ...]
