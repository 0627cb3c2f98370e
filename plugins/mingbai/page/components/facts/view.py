"""What the template reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mingbai.page.components.link import Link
from mingbai.page.components.mark import Mark


@dataclass(frozen=True, slots=True)
class Fact:
    """One name and value; value may be text, a Link, a Mark, a date or a tuple of Links."""

    name: str
    value: str | Link | Mark | date | tuple[Link, ...]
