"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

from datetime import date

EXAMPLES = {"值": (date(2026, 7, 10),)}
