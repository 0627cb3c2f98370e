"""A link, with a word beside it; one that leaves the portal says so."""

from mingbai.page.components.link.view import Link

__all__ = ["Link"]
