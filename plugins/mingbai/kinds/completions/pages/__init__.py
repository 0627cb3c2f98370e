"""Cases -> the index, a notice a month, a page an item; every case has its anchor."""

from mingbai.kinds.completions.pages.cases import disclose, names, pages
from mingbai.kinds.completions.pages.panels import panels

__all__ = [
    "disclose",
    "names",
    "pages",
    "panels",
]
