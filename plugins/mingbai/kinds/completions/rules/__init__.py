"""Rules of completed cases: dates in order, lateness explained, counts that identify nobody."""

from mingbai.kinds.completions.rules import cases, counts, receipts, refusals

__all__ = [
    "CHECKS",
]

CHECKS = (*cases.CHECKS, *refusals.CHECKS, *receipts.CHECKS, *counts.CHECKS)
