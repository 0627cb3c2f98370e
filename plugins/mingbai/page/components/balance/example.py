"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

from mingbai.page.charts import balance
from mingbai.page.components.balance import BalanceSide, BalanceView

EXAMPLES = {
    "对不上": (
        BalanceView(
            BalanceSide("工程页说已付", "169,290.00 元", "/village_affairs/"),
            BalanceSide("账上付款", "60,051.86 元", "/accounts/"),
            balance("b-1", "村北道路维修", "左边多 109,238.14 元。", 16_929_000, 6_005_186),
            "差 109,238.14 元",
        ),
    ),
    "对得上": (
        BalanceView(
            BalanceSide("这一页说已付", "10,920.00 元"),
            BalanceSide("账上付款", "10,920.00 元", "/accounts/"),
            balance("b-2", "水渠清淤", "两边一样。", 1_092_000, 1_092_000),
        ),
    ),
    "两边是话，不是数": (
        BalanceView(
            BalanceSide("投诉结果说", "通报批评", "/complaints/"),
            BalanceSide("问责台账", "没有这件投诉的决定"),
        ),
    ),
}
