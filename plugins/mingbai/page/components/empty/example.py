"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

EXAMPLES = {"空": ("2024 年 2 月没有公开。已过期限 861 天，可向太平镇政府反映。",)}
