"""Rules of appraisals: the counts add up, the rates and ranks follow from them."""

from mingbai.kinds.appraisals.rules.votes import CHECKS

__all__ = [
    "CHECKS",
]
