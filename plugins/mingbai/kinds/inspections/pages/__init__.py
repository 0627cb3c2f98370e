"""Filings and results -> what is going on and coming, the list, the calendar, a page each."""

from mingbai.kinds.inspections.pages.inspections import REGISTER, pages

__all__ = [
    "REGISTER",
    "pages",
]
