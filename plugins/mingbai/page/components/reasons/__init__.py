"""What cannot be compared: how many, and why."""

from mingbai.page.components.reasons.view import Reason

__all__ = ["Reason"]
