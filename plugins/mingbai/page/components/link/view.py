"""What the template reads."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """A link with a word beside it. A link without url is plain text."""

    text: str
    url: str | None = None
    note: str = ""
