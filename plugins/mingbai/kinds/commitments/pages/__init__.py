"""Commitments -> promise beside what was observed, by agency."""

from mingbai.kinds.commitments.pages.commitments import disclose, names, pages, panels

__all__ = [
    "disclose",
    "names",
    "pages",
    "panels",
]
