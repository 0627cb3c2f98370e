"""Rules of commitments: what can be measured has a target in the right unit."""

from mingbai.kinds.commitments.rules.commitments import CHECKS

__all__ = [
    "CHECKS",
]
