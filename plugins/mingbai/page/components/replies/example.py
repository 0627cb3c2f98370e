"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

from datetime import date

from mingbai.page.components.mark import Mark
from mingbai.page.components.replies.view import ReplyLine

EXAMPLES = {
    "回应了的和还没有回应的": (
        (
            ReplyLine(
                "白杨镇农经站",
                date(2026, 6, 9),
                "尾款 109,238.14 元记在 5 月另一张凭证上，合同那边已补登。",
                Mark("ok", "已回应"),
                "/replies/HY-001/",
            ),
            ReplyLine(
                "县教体局",
                None,
                "应在 2026-06-12 以前回应，已经过了 18 天。",
                Mark("missing", "逾期未回应"),
                "/replies/HY-002/",
            ),
        ),
    ),
}
