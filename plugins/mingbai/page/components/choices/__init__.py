"""An index that filters without a script: groups of links, each with its count."""

from mingbai.page.components.choices.view import Choice

__all__ = ["Choice"]
