"""The three things asked first, at the top of a guide."""

from mingbai.page.components.answers.view import Answer

__all__ = ["Answer"]
