"""Cases -> how they went, in one sentence; days as readers say them."""

from __future__ import annotations

import pandas as pd

from mingbai.page import share


def summary_sentence(cases: pd.DataFrame) -> str:
    """One sentence: how many, how many on time, how long, how early."""
    late = int(cases["is_late"].sum())
    days, early = cases["days"].median(), cases["early"].median()
    parts = [f"办结 {len(cases):,} 件，按时办结 {len(cases) - late:,} 件"]
    parts.append(f"（{share(len(cases) - late, len(cases))}）")
    parts.append(f"，逾期办结 {late:,} 件" if late else "，没有逾期")
    if pd.notna(days):
        parts.append(f"；半数在 {days_text(days)} 个工作日内办完" if days else "；半数以上当天办完")
    if pd.notna(early) and early > 0:
        parts.append(f"，比期限提前 {days_text(early)} 个工作日（中位数）")
    return "".join(parts) + "。"


def days_text(value: float) -> str:
    """Half days stay visible, whole days stand without a point."""
    return f"{float(value):.1f}".removesuffix(".0")


def used_text(value: float) -> str:
    """Days that a case took; none is 当天."""
    return days_text(value) if value else "当天"


def early_days_text(value: float) -> str:
    """Days before the limit; none, or after it, is a plain 0."""
    return days_text(max(float(value), 0.0))
