"""Names as large targets beside each other; only those with bad news carry a mark."""

from mingbai.page.components.names.view import NameTarget

__all__ = ["NameTarget"]
