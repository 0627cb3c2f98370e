"""Rules of completed cases: dates follow, lateness is explained, counts tell of nobody."""

from mingbai.kinds.completions.rules import cases, counts, receipts, refusals

__all__ = [
    "CHECKS",
]

CHECKS = (*cases.CHECKS, *refusals.CHECKS, *receipts.CHECKS, *counts.CHECKS)
