"""What the template reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mingbai.page.components.downloads import FileLink


@dataclass(frozen=True, slots=True)
class DatasetLine:
    """A dataset in the list. rows: over all its tables. updated: None if unknown."""

    title: str
    url: str
    summary: str
    rows: int
    updated: date | None
    files: tuple[FileLink, ...]
