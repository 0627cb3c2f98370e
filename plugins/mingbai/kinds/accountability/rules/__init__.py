"""Rules of accountability: a basis in force on the day, names only of public decisions."""

from mingbai.kinds.accountability.rules import causes, decisions

CHECKS = (*decisions.CHECKS, *causes.CHECKS)

__all__ = [
    "CHECKS",
]
