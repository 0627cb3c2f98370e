"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

EXAMPLES = {"标签：是什么": ("演示数据",)}
