"""Rules of holdings: what must hold of subjects, terms and sums; then the early warnings."""

from mingbai.kinds.holdings.rules.contracts import CHECKS
from mingbai.kinds.holdings.rules.warnings import WARNINGS

__all__ = [
    "CHECKS",
    "WARNINGS",
]
