"""What the template reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mingbai.page.components.mark import Mark


@dataclass(frozen=True, slots=True)
class NewsItem:
    """What was published, newest first. has_year: its day is said with the year."""

    published: date
    where: str
    title: str
    url: str
    mark: Mark | None = None
    has_year: bool = False
