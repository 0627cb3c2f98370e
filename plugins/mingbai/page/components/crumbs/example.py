"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

from mingbai.model import Crumb

EXAMPLES = {
    "所在位置": ((Crumb("清源县", "/"), Crumb("太平镇", "/places/1/"), Crumb("柳塘村")),),
}
