"""What the template reads."""

from __future__ import annotations

from dataclasses import dataclass

from mingbai.page.components.balance import BalanceView
from mingbai.page.components.link import Link
from mingbai.page.components.replies import ReplyLine


@dataclass(frozen=True, slots=True)
class GapLine:
    """One difference. id: its anchor. size: `差 109,238.14 元`, "" where the sides are words.

    why: who is asked to explain it. links: what it belongs to. replies: what was said to it.
    """

    id: str
    title: str
    size: str
    balance: BalanceView
    why: str
    links: tuple[Link, ...] = ()
    replies: tuple[ReplyLine, ...] = ()
