"""Rules of replies and questions: the last day, the order of days, words, no asker."""

from mingbai.kinds.replies.rules.replies import CHECKS

__all__ = [
    "CHECKS",
]
