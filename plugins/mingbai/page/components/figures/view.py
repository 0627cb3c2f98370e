"""What the template reads."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that links to its proof; value is text with its unit (`1,583 本`).

    count: the state that it counts (`contract/有欠租`), "" where it counts none: every count of one
    state is the same. is_alarm: bad news, and more than none of it.
    """

    name: str
    value: str
    url: str | None = None
    count: str = ""
    is_alarm: bool = False
