"""Documents -> the catalogue in force, the repealed catalogue, a page each with its history."""

from mingbai.kinds.regulations.pages.documents import REGISTER, disclose, pages, panels

__all__ = [
    "REGISTER",
    "disclose",
    "pages",
    "panels",
]
