"""Delay notices -> a list, a page each, and a word on the guide and the agency's page."""

from mingbai.kinds.delays.pages.notices import disclose, named_notices, names, pages, panels

__all__ = [
    "disclose",
    "named_notices",
    "names",
    "pages",
    "panels",
]
