"""What the template reads."""

from __future__ import annotations

from dataclasses import dataclass

from mingbai.page.components.mark import Mark


@dataclass(frozen=True, slots=True)
class Alarm:
    """How the thing stands, and what that means: since when, how much, who must do what."""

    mark: Mark
    says: str = ""
