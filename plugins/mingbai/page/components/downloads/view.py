"""What the template reads."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileLink:
    """A download: what it is, where, and how many bytes."""

    text: str
    url: str
    octets: int
