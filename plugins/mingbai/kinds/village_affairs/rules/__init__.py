"""Rules of village affairs: stages in order, a project paid within its contract, lists that end."""

from mingbai.kinds.village_affairs.rules.matters import CHECKS

__all__ = [
    "CHECKS",
]
