"""Rules of delay notices: a real reason, a new limit, a case that exists."""

from mingbai.kinds.delays.rules import notices, publication

__all__ = [
    "CHECKS",
]

CHECKS = (*notices.CHECKS, *publication.CHECKS)
