"""Rules of the catalogue: limits that can be read, bases of this place, promises that are kept."""

from mingbai.kinds.catalogue.rules.entries import CHECKS

__all__ = [
    "CHECKS",
]
