"""What the template reads."""

from __future__ import annotations

from dataclasses import dataclass

from mingbai.page.components.downloads import FileLink


@dataclass(frozen=True, slots=True)
class PaperItem:
    """A paper to bring: a box to tick, a note, its forms."""

    id: str
    name: str
    note: str
    forms: tuple[FileLink, ...] = ()
