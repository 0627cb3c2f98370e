"""Entries -> the catalogue by domain, each with what was published, how often and when last."""

from mingbai.kinds.catalogue.pages.entries import REGISTER, disclose, pages, panels

__all__ = [
    "REGISTER",
    "disclose",
    "pages",
    "panels",
]
