"""Three numbers: what differs, what cannot be compared, what agrees."""

from mingbai.page.components.outcomes.view import Outcome

__all__ = ["Outcome"]
