"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

from typing import Any

EXAMPLES: dict[str, tuple[Any, ...]] = {"查找": ()}
