"""Papers to bring, each with a box to tick for the reader's own use."""

from mingbai.page.components.checklist.view import PaperItem

__all__ = ["PaperItem"]
