"""Entries -> the catalogue by domain, each with what was published, how often and when last."""

from mingbai.kinds.catalogue.pages.entries import disclose, names, pages, panels

__all__ = [
    "disclose",
    "names",
    "pages",
    "panels",
]
