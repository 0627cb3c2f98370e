"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

from mingbai.page.components import Link

EXAMPLES = {"能做什么": ((Link("打印公示单", "/accounts/1/"), Link("订阅", "/")),)}
