"""Supervision notices -> the list, unanswered ones first, a page each."""

from mingbai.kinds.supervision.pages.notices import REGISTER

__all__ = [
    "REGISTER",
]
