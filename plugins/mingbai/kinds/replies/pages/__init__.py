"""Replies and questions -> the register, a page each, panels on the things they are about."""

from mingbai.kinds.replies.pages.panels import panels
from mingbai.kinds.replies.pages.registers import QUESTIONS, REPLIES, pages

__all__ = [
    "QUESTIONS",
    "REPLIES",
    "pages",
    "panels",
]
