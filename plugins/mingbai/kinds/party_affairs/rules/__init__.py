"""Rules of party affairs: proposed, reviewed, approved, then published, by different posts."""

from mingbai.kinds.party_affairs.rules.items import CHECKS

__all__ = [
    "CHECKS",
]
