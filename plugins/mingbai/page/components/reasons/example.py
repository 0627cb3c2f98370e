"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

from mingbai.page.components.reasons import Reason

EXAMPLES = {
    "没法比的": (
        (
            Reason("635 笔", "收款没有写凭证号", "合同收款和村账", "/reconcile/rent/"),
            Reason("3 处", "那个月的账还没有公开", "工程付款和村账"),
        ),
    ),
}
