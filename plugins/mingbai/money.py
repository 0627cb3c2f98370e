"""Amounts: yuan with at most two decimals outside, whole 分 in memory, never a float."""

from __future__ import annotations


def yuan(fen: int | None) -> str:
    """Integer 分 -> `1,234.50`, minus as U+2212; "" where absent."""
    if fen is None:
        return ""
    sign = "−" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100:,}.{abs(fen) % 100:02d}"
