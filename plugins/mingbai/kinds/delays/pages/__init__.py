"""Delay notices -> a list, a page each, a panel on the guide and on the agency's page."""

from mingbai.kinds.delays.pages.notices import disclose, names, pages, panels

__all__ = [
    "disclose",
    "names",
    "pages",
    "panels",
]
