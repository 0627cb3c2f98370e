"""Rules, what each looked at and what it found."""

from mingbai.page.components.rules.view import RuleLine

__all__ = ["RuleLine"]
