"""Rules of inspections: filed first, with the power and a basis in force; counts that add up."""

from mingbai.kinds.inspections.rules.inspections import CHECKS

__all__ = [
    "CHECKS",
]
