"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

from mingbai.page.components import Link

EXAMPLES = {"前后": (Link("上月：5 月", "/accounts/1/2026/#05"), Link("下月：未到期"))}
