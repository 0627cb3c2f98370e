"""A few numbers, each a link to its proof."""

from mingbai.page.components.figures.view import Figure

__all__ = ["Figure"]
