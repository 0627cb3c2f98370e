"""Party affairs -> the list by organisation and class, a page each, a panel on the place."""

from mingbai.kinds.party_affairs.pages.items import disclose, names, pages, panels

__all__ = [
    "disclose",
    "names",
    "pages",
    "panels",
]
