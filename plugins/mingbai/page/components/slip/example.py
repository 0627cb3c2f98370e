"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

EXAMPLES = {"问一笔账的信": ("ask-letter", "信", 10)}
