"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

from typing import Any

EXAMPLES: dict[str, tuple[Any, ...]] = {"选文件": ("verify-file", "选一个下载过的 CSV 文件")}
