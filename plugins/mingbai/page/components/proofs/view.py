"""What the template reads."""

from __future__ import annotations

from dataclasses import dataclass

from mingbai.page.components.link import Link
from mingbai.page.components.mark import Mark


@dataclass(frozen=True, slots=True)
class ProofLine:
    """What the machine checked: the sentence and the sum it evaluated."""

    mark: Mark
    text: str
    sum: str = ""
    links: tuple[Link, ...] = ()
