"""Party affairs -> the list by organisation and class, a page each, a panel on the place."""

from mingbai.kinds.party_affairs.pages.items import REGISTER

__all__ = [
    "REGISTER",
]
