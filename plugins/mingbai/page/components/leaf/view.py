"""What the template reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mingbai.page.components.link import Link


@dataclass(frozen=True, slots=True)
class DueDay:
    """The next day on which something falls due: what, and the calendar that has the day."""

    day: date
    says: str
    calendar: Link
