"""Rules of completed cases: dates in order, lateness explained, counts that identify nobody."""

from mingbai.kinds.completions.rules import cases, counts, receipts, refusals
from mingbai.kinds.completions.rules.cases import expected_due

__all__ = [
    "CHECKS",
    "expected_due",
]

CHECKS = (*cases.CHECKS, *refusals.CHECKS, *receipts.CHECKS, *counts.CHECKS)
