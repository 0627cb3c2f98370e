"""Decisions -> the list, by measure in the order of the ladder, by year, by agency."""

from mingbai.kinds.accountability.pages.decisions import REGISTER

__all__ = [
    "REGISTER",
]
