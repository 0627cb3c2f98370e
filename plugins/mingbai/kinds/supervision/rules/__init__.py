"""Rules of supervision: a demand has a day, an answer has words, no answer is marked."""

from mingbai.kinds.supervision.rules.notices import CHECKS

__all__ = [
    "CHECKS",
]
