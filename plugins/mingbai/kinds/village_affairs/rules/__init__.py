"""Rules of village affairs: stages in order, payments told, lists that end, sums that hold."""

from mingbai.kinds.village_affairs.rules import agreement, grants, matters, payments, resolutions

CHECKS = (
    *matters.CHECKS,
    *resolutions.CHECKS,
    *payments.CHECKS,
    *grants.CHECKS,
    *agreement.CHECKS,
)

__all__ = [
    "CHECKS",
]
