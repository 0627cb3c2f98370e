"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

from mingbai.page.components.alarm import Alarm
from mingbai.page.components.mark import Mark

EXAMPLES = {
    "欠着": (Alarm(Mark("bad", "有欠租"), "欠收 61,873.00 元，最早的一期应在 2025-11-10 收。"),),
    "迟了": (Alarm(Mark("late", "迟答复")),),
}
