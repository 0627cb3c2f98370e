"""What the template reads."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class BalanceSide:
    """Who says it, and what: `工程页说已付`, `169,290.00 元`. url: its page."""

    says: str
    text: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class BalanceView:
    """Two sides. bars: drawn by `charts.balance`, or None where both are words.

    word: what stands under the bars (`差 109,238.14 元`), "" where both are the same. is_right:
    whether the word stands under the right side, the short one.
    """

    left: BalanceSide
    right: BalanceSide
    bars: Markup | None = None
    word: str = ""
    is_right: bool = True
