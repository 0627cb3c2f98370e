"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

from datetime import date

from mingbai.page.charts import balance
from mingbai.page.components.balance import BalanceSide, BalanceView
from mingbai.page.components.gaps import GapLine
from mingbai.page.components.link import Link
from mingbai.page.components.mark import Mark
from mingbai.page.components.replies import ReplyLine

EXAMPLES = {
    "差得最多的在前": (
        (
            GapLine(
                "gap-1",
                "柏堰村村北道路维修",
                "差 109,238.14 元",
                balance=BalanceView(
                    BalanceSide("工程页说已付", "169,290.00 元", "/village_affairs/"),
                    BalanceSide("账上付款", "60,051.86 元", "/accounts/"),
                    balance("g-1", "村北道路维修", "左边多。", 16_929_000, 6_005_186),
                    "少这么多",
                ),
                why="请柏堰村说明。",
                links=(Link("工程付款和村账", "/reconcile/works/"),),
                replies=(
                    ReplyLine(
                        "太平镇农经站",
                        date(2026, 6, 9),
                        "尾款记在下月的账里，6 月的公开单上有。",
                        Mark("ok", "已回应"),
                        "/replies/HY-001/",
                    ),
                ),
            ),
            GapLine(
                "gap-2",
                "投诉 TS-1",
                "",
                BalanceView(
                    BalanceSide("投诉结果说", "通报批评"),
                    BalanceSide("问责台账", "没有这件投诉的决定"),
                ),
                "请县教体局说明。",
            ),
        ),
    ),
}
