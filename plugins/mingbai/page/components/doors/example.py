"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

from mingbai.page.components import Link

DOORS = (
    Link("我要办事", "/approvals/", "要几天、收不收费、带什么。"),
    Link("看我村的账", "/accounts/", "全县村、组，每月逐笔公开。"),
    Link("下载数据", "/data/", "每一行都能下载，免费使用。"),
)
EXAMPLES = {"入口": (DOORS,)}
