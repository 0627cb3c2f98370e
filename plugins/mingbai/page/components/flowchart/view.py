"""What the template reads."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from mingbai.page.components.steps import StepLine


@dataclass(frozen=True, slots=True)
class FlowView:
    """A flowchart as inline SVG and the same content as an ordered list."""

    id: str
    title: str
    svg: Markup
    steps: tuple[StepLine, ...]
    note: str = ""
