"""Rules of key work: one lead, a day inside the year, progress not stale, done with evidence."""

from mingbai.kinds.key_work.rules.tasks import CHECKS, DONE, latest

__all__ = [
    "CHECKS",
    "DONE",
    "latest",
]
