"""Rules of delay notices: a real reason, a new limit, a case that exists."""

from mingbai.kinds.delays.rules.notices import CHECKS

__all__ = [
    "CHECKS",
]
