"""What the template reads."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """How a thing stands: a glyph, a word and a colour that say the same.

    state: ok, warn, late, bad, missing, fixed, none or "" (a plain dot).
    """

    state: str
    text: str
