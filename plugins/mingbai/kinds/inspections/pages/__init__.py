"""Filings and results -> what is going on and coming, the list, the calendar, a page each."""

from mingbai.kinds.inspections.pages.inspections import disclose, dues, names, pages, panels

__all__ = [
    "disclose",
    "dues",
    "names",
    "pages",
    "panels",
]
