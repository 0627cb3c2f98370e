"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

from mingbai.page.components import Choice, Link

GROUPS = (
    Choice(
        "按部门",
        (
            Link("住房和城乡建设局", "/agencies/zhujian/", "12"),
            Link("自然资源局", "/agencies/ziran/", "9"),
        ),
    ),
    Choice(
        "按类型",
        (
            Link("行政许可", "/approvals/types/1/", "31"),
            Link("公共服务", "/approvals/types/2/", "18"),
        ),
    ),
)
EXAMPLES = {"不用脚本的筛选": (GROUPS,)}
