"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

EXAMPLES = {
    "提醒": ("村口商铺合同 2026-09-30 到期，距今 82 天。",),
    "差错": ("第 3 行余额应为 11,569.50，实为 11,569.05，差 0.45。", "bad"),
    "说明": ("本页数字截至 2026-07-10。", "plain"),
}
