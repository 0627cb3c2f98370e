"""Things by months, a mark a month: what is fine is quiet, what is not is loud."""

from mingbai.page.components.dots.view import DotGridView

__all__ = ["DotGridView"]
