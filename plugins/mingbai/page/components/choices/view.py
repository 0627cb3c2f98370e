"""What the template reads."""

from __future__ import annotations

from dataclasses import dataclass

from mingbai.page.components.link import Link


@dataclass(frozen=True, slots=True)
class Choice:
    """One group of an index that filters without a script: a heading and its links with counts."""

    title: str
    links: tuple[Link, ...]
