"""What two places say differently, one after the other, the largest first."""

from mingbai.page.components.gaps.view import GapLine

__all__ = ["GapLine"]
