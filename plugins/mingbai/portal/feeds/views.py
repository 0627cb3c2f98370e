"""Views of the feeds page."""

from __future__ import annotations

from dataclasses import dataclass

from mingbai.page import FileLink


@dataclass(frozen=True, slots=True)
class FeedLine:
    """One feed in its three forms, all of equal content."""

    title: str
    atom: str
    rss: str
    json: str
    page: str | None = None


@dataclass(frozen=True, slots=True)
class FeedGroup:
    """Feeds of one sort: everything, by kind, by township, by agency."""

    title: str
    lines: tuple[FeedLine, ...]


@dataclass(frozen=True, slots=True)
class FeedsView:
    """feeds.html. opml: the list of all feeds for a reader program."""

    opml: FileLink
    groups: tuple[FeedGroup, ...]
