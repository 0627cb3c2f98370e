"""Who was asked to explain a warning, a gap or a correction, and what was replied."""

from mingbai.page.components.replies.view import ReplyLine

__all__ = ["ReplyLine"]
