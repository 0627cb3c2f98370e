"""Rules of performance: weights sum to 100, scores within them, totals and ranks recomputed."""

from mingbai.kinds.performance.rules.scores import CHECKS

__all__ = [
    "CHECKS",
]
