"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

from mingbai.page import flowchart
from mingbai.page.components import FlowView
from mingbai.page.flowchart import DECISION, END, START, Flow, ObservedDays, Step, Transition


def flow() -> FlowView:
    """A licence with its side exits, a wait off the clock and a paper."""
    steps = (
        Step("s1", START, "申请", "网上或窗口提交"),
        Step("s2", DECISION, "材料齐全？", post="综合窗口", limit_days=0),
        Step("s3", "办理", "一次告知补正", "5 个工作日内告知", is_off_clock=True),
        Step("s4", "办理", "受理", "出具通知书", post="综合窗口", limit_days=0),
        Step("s5", "办理", "审查", post="经办岗", limit_days=2, observed=ObservedDays(46, 1, 2)),
        Step("s6", DECISION, "符合条件？", post="负责岗", limit_days=1),
        Step("s7", "文书", "不予许可", "说明理由和救济途径"),
        Step("s8", END, "送达许可证", "自取或邮寄"),
    )
    ways = (
        ("s1", "s2", ""),
        ("s2", "s4", "是"),
        ("s2", "s3", "否"),
        ("s3", "s2", "补齐后再交"),
        ("s4", "s5", ""),
        ("s5", "s6", ""),
        ("s6", "s8", "是"),
        ("s6", "s7", "否"),
        ("s7", "s8", ""),
    )
    return flowchart.draw(Flow("flow", "办理流程图", steps, tuple(Transition(*w) for w in ways)))


EXAMPLES = {"流程图与步骤": (flow(),)}
