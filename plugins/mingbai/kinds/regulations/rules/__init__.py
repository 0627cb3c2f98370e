"""Rules of normative documents: dates in order, a repeal has a reason, a replacement exists."""

from mingbai.kinds.regulations.rules.documents import CHECKS

__all__ = [
    "CHECKS",
]
