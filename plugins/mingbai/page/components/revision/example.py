"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

from mingbai.page.components.revision import Revision

EXAMPLES = {
    "一笔账": (
        Revision(
            "收支明细 011：金额（元）",
            "1,866.24",
            "第 1 版",
            after="1,686.24",
            present="第 2 版",
            url="/accounts/990121101201-00/2026/#05-011",
        ),
    ),
    "补登": (Revision("收支明细 012：补登一行", "（没有）", "第 1 版", "付电费", "第 2 版"),),
}
