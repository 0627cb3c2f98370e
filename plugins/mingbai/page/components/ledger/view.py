"""What the template reads."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class LedgerView:
    """The lines of one direction (income or expense) under their subjects.

    body: escaped `<tbody>` groups, they and their cells without end tags: a subject's heading, its
    lines, which have ids, its subtotal. Empty where nothing moved; nothing: the sentence for that.
    """

    id: str
    caption: str
    body: Markup
    total_name: str
    total_fen: int
    nothing: str
