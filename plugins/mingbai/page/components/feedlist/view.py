"""What the template reads."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FeedLine:
    """One feed in its three forms, all of equal content."""

    title: str
    atom: str
    rss: str
    json: str
    page: str | None = None
