"""What the template reads."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from mingbai.page.components.table import TableView


@dataclass(frozen=True, slots=True)
class ChartView:
    """A chart as inline SVG with its twin: the same numbers as a table, and a sentence."""

    id: str
    title: str
    unit: str
    svg: Markup
    key: tuple[tuple[str, str], ...]
    says: str
    twin: TableView
