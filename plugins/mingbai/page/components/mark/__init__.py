"""How a thing stands: a glyph for the eye, a word for everyone."""

from mingbai.page.components.mark.view import Mark

__all__ = ["Mark"]
