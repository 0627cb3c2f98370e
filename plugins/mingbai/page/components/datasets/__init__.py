"""What there is to download: one dataset an entry."""

from mingbai.page.components.datasets.view import DatasetLine

__all__ = ["DatasetLine"]
