"""What the template reads."""

from __future__ import annotations

from dataclasses import dataclass

from mingbai.page.components.mark import Mark


@dataclass(frozen=True, slots=True)
class NameTarget:
    """A name that is looked for. marks: bad news of it or below it, none where all is fine."""

    text: str
    url: str
    marks: tuple[Mark, ...] = ()
