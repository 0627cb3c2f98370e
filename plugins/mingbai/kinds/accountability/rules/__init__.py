"""Rules of accountability: a basis in force on the day, names only of public decisions."""

from mingbai.kinds.accountability.rules.decisions import CHECKS

__all__ = [
    "CHECKS",
]
