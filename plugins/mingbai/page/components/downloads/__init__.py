"""Files with their size."""

from mingbai.page.components.downloads.view import FileLink

__all__ = ["FileLink"]
