"""Places one under another; a branch opens without a script."""

from mingbai.page.components.tree.view import Branch

__all__ = ["Branch"]
