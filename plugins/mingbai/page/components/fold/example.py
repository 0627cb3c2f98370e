"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

from markupsafe import Markup

_ROWS = Markup("").join(Markup("<li>第 {} 行</li>").format(i + 1) for i in range(14))
EXAMPLES = {
    "长表长单，手机上先看几行": ("rows", 14, "行", Markup("<ul>{}</ul>").format(_ROWS)),
    "一节，手机上点开再看": ("part", 0, "这一节", Markup('<div class="fold__part">一节</div>'), 0),
}
