"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

from mingbai.model import Panel, Trouble

_RENT = Trouble("租金没收齐", "15,165.00 元", "1 份合同")
_GAP = Trouble("两处写的数对不上", note="1 处")
EXAMPLES = {
    "要问清楚的": (
        (
            Panel(("book", "1"), 1, "经营合同", "register_panel.html", None, trouble=_RENT),
            Panel(("book", "1"), 2, "村务事项", "register_panel.html", None),
            Panel(("book", "1"), 3, "对得上吗", "reconcile_panel.html", None, trouble=_GAP),
        ),
    ),
}
