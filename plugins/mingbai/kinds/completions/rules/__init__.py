"""Rules of completed cases: dates follow from each other, and lateness is explained."""

from mingbai.kinds.completions.rules.cases import CHECKS

__all__ = [
    "CHECKS",
]
