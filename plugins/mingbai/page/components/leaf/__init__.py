"""The next day on which something falls due, as a leaf of a calendar.

The record that it reads has `day`, `says` and `calendar` (a Link).
"""

from mingbai.page.components.leaf.view import DueDay

__all__ = ["DueDay"]
