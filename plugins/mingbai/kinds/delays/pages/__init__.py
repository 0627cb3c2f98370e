"""Delay notices -> a list, a page each, a panel on the guide and on the agency's page."""

from mingbai.kinds.delays.pages.notices import disclose, named_notices, names, pages, panels

__all__ = [
    "disclose",
    "named_notices",
    "names",
    "pages",
    "panels",
]
