"""What the template reads."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column. is_num: right-aligned, tabular; the unit stands in the title."""

    title: str
    is_num: bool = False


@dataclass(frozen=True, slots=True)
class TableView:
    """A table: caption, columns, and its body rows as escaped HTML (`page.tables` makes them).

    foot: one row of totals, escaped likewise, or "". mode: `stack` (labelled blocks on a phone),
    `frame` (scrolls inside its own frame) or "" (narrow enough as it is).
    """

    id: str
    caption: str
    columns: tuple[Column, ...]
    body: Markup
    foot: Markup = Markup("")
    mode: str = "stack"

    @property
    def row_count(self) -> int:
        """How many rows its body has."""
        return self.body.count("<tr>") + self.body.count("<tr ")
