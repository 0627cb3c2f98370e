"""Supervision notices -> the list, unanswered ones first, a page each."""

from mingbai.kinds.supervision.pages.notices import disclose, dues, names, pages, panels

__all__ = [
    "disclose",
    "dues",
    "names",
    "pages",
    "panels",
]
