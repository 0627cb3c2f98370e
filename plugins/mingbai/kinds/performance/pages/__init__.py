"""Scores -> ranking inside each class by year, the scheme, a page a unit and an indicator."""

from mingbai.kinds.performance.pages.scores import disclose, names, pages, panels

__all__ = [
    "disclose",
    "names",
    "pages",
    "panels",
]
