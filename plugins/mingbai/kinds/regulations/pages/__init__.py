"""Documents -> the catalogue in force, the repealed catalogue, a page each with its history."""

from mingbai.kinds.regulations.pages.documents import disclose, names, pages, panels

__all__ = [
    "disclose",
    "names",
    "pages",
    "panels",
]
