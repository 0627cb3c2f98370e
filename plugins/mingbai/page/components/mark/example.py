"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

from mingbai.page.components.mark.view import Mark

MARKS = (
    Mark("ok", "核对一致"),
    Mark("warn", "提醒"),
    Mark("bad", "有差错"),
    Mark("late", "迟公开"),
    Mark("missing", "未公开"),
    Mark("fixed", "更正"),
    Mark("", "已公开"),
    Mark("none", "未到期"),
)
EXAMPLES = {f"状态：{mark.text}": (mark,) for mark in MARKS} | {
    "状态，旁边说清楚": (Mark("bad", "逾期办结", note="3 个工作日"),)
}
