"""A sum one can follow, ruled as in a cash book: single above the total, double below it."""

from mingbai.page.components.sum.view import SumLine

__all__ = ["SumLine"]
