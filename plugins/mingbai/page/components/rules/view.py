"""What the template reads."""

from __future__ import annotations

from dataclasses import dataclass

from mingbai.page.components.mark import Mark


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One check, what it looked at and what it found; looked_at None: it runs while reading.

    mark: ok 核对一致, warn 提醒, bad 有差错 or none 没有可查的. url: the rule's own page.
    proved: how many identities it evaluated; None for a rule that is none.
    """

    code: str
    title: str
    meaning: str
    looked_at: int | None
    found: int
    mark: Mark
    url: str | None = None
    unit: str = "行"
    proved: int | None = None
