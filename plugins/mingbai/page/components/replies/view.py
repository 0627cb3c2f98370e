"""What the template reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mingbai.page.components.mark import Mark


@dataclass(frozen=True, slots=True)
class ReplyLine:
    """One reply, given or waited for.

    who: replied, or is asked to. day: of the reply, None while there is none. text: its words;
    without a reply by when it has to come, and how many days that is past. url: its own page.
    """

    who: str
    day: date | None
    text: str
    mark: Mark
    url: str
