"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

from mingbai.page.components import Figure

FIGURES = (
    Figure("应公开", "1,583 本", "/clock/"),
    Figure("按时公开", "1,571 本", "/clock/"),
    Figure("迟公开", "5 本", "/clock/"),
    Figure("到期未公开", "7 本", "/clock/", is_alarm=True),
    Figure("核对过，全部对得上", "56,988 处"),
)
EXAMPLES = {"数字，点开是证明": (FIGURES,)}
