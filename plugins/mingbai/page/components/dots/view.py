"""What the template reads."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from mingbai.page.components.table import TableView


@dataclass(frozen=True, slots=True)
class DotGridView:
    """Marks by thing and month as inline SVG, the counts in a sentence, the same as a table."""

    id: str
    title: str
    svg: Markup
    says: str
    twin: TableView
