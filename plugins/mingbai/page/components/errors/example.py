"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

from mingbai.page.components import Link

LINES = (Link("entries.csv 第 3 行「余额」：应为 11,569.50，实为 11,569.05（差 0.45）", "#towns"),)
EXAMPLES = {"差错汇总": ("这一本没有通过，共 1 处", LINES)}
