"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

from markupsafe import Markup

from mingbai.page.components.purposes.view import Purpose

_LINE = Markup(
    '<li class="purposes__line"><a href="/accounts/1/2026/#06-007">村北路维修砂石</a>'
    '<span class="purposes__fen">3,960.00</span></li>'
)
EXAMPLES = {
    "钱花在哪里，点开是一笔一笔": (
        (
            Purpose(
                "修路养路", "3 笔", 624_000, length=100, lines=_LINE, beside="5 月 1,200.00 元。"
            ),
            Purpose("误工补贴和报酬", "2 笔", 240_000, 38, _LINE),
        ),
    ),
}
