"""Names and values."""

from mingbai.page.components.facts.view import Fact

__all__ = ["Fact"]
