"""Rules of performance: weights sum to 100, scores within them, totals and ranks recomputed."""

from mingbai.kinds.performance.rules.scores import CHECKS, point_texts, with_computed_totals

__all__ = [
    "CHECKS",
    "point_texts",
    "with_computed_totals",
]
