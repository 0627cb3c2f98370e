"""Rules of completed cases: dates follow from each other; lateness and refusal are explained."""

from mingbai.kinds.completions.rules import cases, receipts, refusals

__all__ = [
    "CHECKS",
]

CHECKS = (*cases.CHECKS, *refusals.CHECKS, *receipts.CHECKS)
