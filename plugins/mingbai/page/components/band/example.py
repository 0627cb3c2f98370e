"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

from datetime import date

from mingbai.model import Band

_DUE, _AS_OF = date(2026, 6, 15), date(2026, 7, 16)
EXAMPLES = {
    "停了的账": (
        Band(
            "2026 年 5 月、6 月的账到期没有公开，最早的已经",
            _DUE,
            31,
            _AS_OF,
            "下面是 2026 年 4 月的账。",
        ),
    ),
    "只有一句": (Band("2 本账到期没有公开，最早的已经", _DUE, 31, _AS_OF),),
}
