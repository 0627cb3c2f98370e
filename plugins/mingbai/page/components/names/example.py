"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

from mingbai.page.components.mark import Mark
from mingbai.page.components.names.view import NameTarget

EXAMPLES = {
    "名字，有事的才有标记": (
        (
            NameTarget("柳塘", "/accounts/1/"),
            NameTarget("五堰", "/accounts/2/", (Mark("missing", "到期未公开", note="一组"),)),
            NameTarget("上河", "/accounts/3/"),
        ),
    ),
}
