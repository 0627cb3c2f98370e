"""Rules of flowcharts: one start, every step leads to an end, no longer than promised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

import pandas as pd

from mingbai.check import Check, Verdict, check, faults
from mingbai.county import County
from mingbai.issues import Issue
from mingbai.kinds.approvals.flows import ItemFlow, flows
from mingbai.kinds.approvals.rules.items import limit_texts, natural_days
from mingbai.kinds.approvals.word_lists import word_list
from mingbai.page.flowchart import DECISION, END, START, Flow, Step, longest_on_clock, reached
from mingbai.read import Tables


def _verdict(tables: Tables, issues_of: Callable[[ItemFlow], Iterator[Issue]]) -> Verdict:
    """The issues of every flow, one item after the other."""
    item_flows = tables.shared(flows).values()
    issues = (issue for item_flow in item_flows for issue in issues_of(item_flow))
    return Verdict(len(item_flows), tuple(issues))


def _step_issue(rule: Check, item_flow: ItemFlow, step: Step, field: str, **values: str) -> Issue:
    """An issue on the row of a step, in a field of `steps`; values: those of the rule's message."""
    file, line = item_flow.step_lines[step.id]
    return rule.rule.issue(file, line, field, **values)


@check(
    "flow-start",
    title="流程只有一个开始",
    message="事项 {code} 的流程有 {found} 个“开始”，应为 {expected} 个",
    remedy="每个事项的流程留一个“开始”步骤。",
)
def flow_start(tables: Tables, _: County) -> Verdict:
    """每个流程从一个“开始”步骤起，不能没有，也不能有几个。"""

    def issues_of(item_flow: ItemFlow) -> Iterator[Issue]:
        count = len(item_flow.graph.starts)
        if count != 1:
            step = item_flow.graph.steps[0]
            values = {"found": str(count), "expected": "1", "code": item_flow.item_code}
            yield _step_issue(flow_start, item_flow, step, "kind", **values)

    return _verdict(tables, issues_of)


@check(
    "flow-end",
    title="流程有结束",
    message="事项 {code} 的流程没有“结束”",
    remedy="补上“结束”步骤，例如送达证件。",
)
def flow_end(tables: Tables, _: County) -> Verdict:
    """每个流程至少有一个“结束”步骤。"""

    def issues_of(item_flow: ItemFlow) -> Iterator[Issue]:
        if not item_flow.graph.ends:
            yield flow_end.rule.issue(
                *item_flow.first_line, "kind", found="0", code=item_flow.item_code
            )

    return _verdict(tables, issues_of)


@check(
    "flow-unreachable",
    title="每个步骤都走得到",
    message="从“开始”走不到“{found}”",
    remedy="在步骤走向里补上到这一步的线；多余的步骤删掉。",
)
def flow_unreachable(tables: Tables, _: County) -> Verdict:
    """从“开始”出发，沿着走向能走到每一个步骤。"""

    def issues_of(item_flow: ItemFlow) -> Iterator[Issue]:
        graph = item_flow.graph
        reachable = reached(graph, [step.id for step in graph.starts])
        for step in graph.steps if graph.starts else ():
            if step.id not in reachable:
                yield _step_issue(flow_unreachable, item_flow, step, "step_id", found=step.label)

    return _verdict(tables, issues_of)


@check(
    "flow-dead-end",
    title="每个步骤都走得到结束",
    message="从“{found}”走不到任何“结束”",
    remedy="在步骤走向里补上下一步；到此为止的，种类改成“结束”。",
)
def flow_dead_end(tables: Tables, _: County) -> Verdict:
    """从每一个步骤出发，都有路走到“结束”，不能走进死胡同，也不能一直绕圈。"""

    def issues_of(item_flow: ItemFlow) -> Iterator[Issue]:
        graph = item_flow.graph
        leading_to_end = reached(graph, [step.id for step in graph.ends], backwards=True)
        for step in graph.steps if graph.ends else ():
            if step.id not in leading_to_end:
                yield _step_issue(flow_dead_end, item_flow, step, "step_id", found=step.label)

    return _verdict(tables, issues_of)


@check(
    "flow-decision-exits",
    title="判断至少有两个出口",
    message="判断“{label}”只有 {found} 个出口，应为{expected}",
    remedy="补上另一个出口；不用判断的，种类改成“办理”。",
)
def flow_decision_exits(tables: Tables, _: County) -> Verdict:
    """判断是二选一或多选一，至少有两个出口。"""

    def issues_of(item_flow: ItemFlow) -> Iterator[Issue]:
        for step in item_flow.graph.steps:
            count = len(item_flow.graph.exits[step.id])
            if step.kind == DECISION and count < 2:
                values = {"found": str(count), "expected": "至少 2 个", "label": step.label}
                yield _step_issue(flow_decision_exits, item_flow, step, "kind", **values)

    return _verdict(tables, issues_of)


@check(
    "flow-exit-words",
    title="判断的出口写明条件",
    message="判断“{label}”的出口{found}",
    remedy="每个出口写一个条件，如“是”“否”，互不相同。",
)
def flow_exit_words(tables: Tables, _: County) -> Verdict:
    """判断的每个出口都要写明条件，同一个判断的条件不能重复。"""

    def issues_of(item_flow: ItemFlow) -> Iterator[Issue]:
        for step in item_flow.graph.steps:
            exits = item_flow.graph.exits[step.id] if step.kind == DECISION else ()
            condition_counts = Counter(exit_.condition for exit_ in exits)
            for exit_ in exits:
                if not exit_.condition or condition_counts[exit_.condition] > 1:
                    fault = f"条件“{exit_.condition}”重复" if exit_.condition else "没有写条件"
                    yield flow_exit_words.rule.issue(
                        *item_flow.transition_lines[exit_],
                        "condition",
                        found=fault,
                        label=step.label,
                    )

    return _verdict(tables, issues_of)


@check(
    "flow-extra-exits",
    title="不是判断的步骤只有一个去向",
    message="{kind}步骤“{label}”有 {found} 个去向，最多 {expected} 个",
    remedy="要分岔的，种类改成“判断”；结束以后还有步骤的，种类改成“办理”。",
)
def flow_extra_exits(tables: Tables, _: County) -> Verdict:
    """只有判断可以分岔：别的步骤最多一个去向，“结束”没有去向。"""

    def issues_of(item_flow: ItemFlow) -> Iterator[Issue]:
        for step in item_flow.graph.steps:
            count, most = len(item_flow.graph.exits[step.id]), 0 if step.kind == END else 1
            if step.kind != DECISION and count > most:
                values = {"found": str(count), "expected": str(most)}
                yield _step_issue(
                    flow_extra_exits,
                    item_flow,
                    step,
                    "kind",
                    kind=step.kind,
                    label=step.label,
                    **values,
                )

    return _verdict(tables, issues_of)


@check(
    "flow-off-clock-basis",
    title="停表要有依据",
    message="“{found}”不计入办理时限，却没有写依据",
    remedy="填上停表的依据编号；没有依据的，改成计入时限。",
)
def flow_off_clock_basis(tables: Tables, _: County) -> Verdict:
    """不计入办理时限的步骤，要写明法律、法规或者规定的依据。"""
    steps = tables.frame("steps")
    bad = steps["off_clock"] & steps["off_clock_basis"].isna()
    issues = faults(flow_off_clock_basis.rule, bad, "off_clock_basis", found=steps["label"])
    return Verdict(int(steps["off_clock"].sum()), issues)


@check(
    "flow-over-limit",
    title="流程各步加起来不超过时限",
    message="流程里计时最长的一条路要 {found}，超过{name}的 {expected}",
    remedy="核对每一步的时限；各步加起来不能比承诺的长，承诺不能比法定的长。",
)
def flow_over_limit(tables: Tables, _: County) -> Verdict:
    """流程里计入时限的步骤，沿最长的一条路加起来（回头的线只走一次），不超过承诺时限；没有公布承诺时限的，不超过法定时限。自然日的时限，按五个工作日合七个自然日折算。"""
    items, flows_by_code = tables.frame("items"), tables.shared(flows)
    days = items["item_code"].map(
        {c: longest_on_clock(item_flow.graph) for c, item_flow in flows_by_code.items()}
    )
    days = days.astype("Int64")
    issues: list[Issue] = []
    working = pd.Series("工作日", items.index)
    has_promise = items["promised_days"].notna()
    for name, field, applies in (
        ("承诺", "promised", has_promise),
        ("法定", "legal", ~has_promise),
    ):
        limit, unit = items[f"{field}_days"], items[f"{field}_unit"]
        needed = natural_days(days, working).where(unit == "自然日", days)
        bad = (needed > limit).fillna(False).astype(bool) & unit.notna() & applies
        texts = {"found": limit_texts(days, working), "expected": limit_texts(limit, unit)}
        issues += faults(flow_over_limit.rule, bad, f"{field}_days", name=name, **texts)
    return Verdict(len(flows_by_code), tuple(issues))


@check(
    "flow-licence-exits",
    title="许可的流程有补正和不予受理",
    message="许可 {code} 的流程里没有“{found}”",
    remedy="补上材料不全时一次告知补正、不属于本单位时不予受理的出口。",
)
def flow_licence_exits(tables: Tables, _: County) -> Verdict:
    """行政许可的流程，要画出材料不全时的补正和不予受理两个出口。

    The words that show either are in word_lists.csv.
    """
    types = tables.frame("items").set_index("item_code")["type"]

    def issues_of(item_flow: ItemFlow) -> Iterator[Issue]:
        if types[item_flow.item_code] != "行政许可":
            return
        text = _flow_text(item_flow.graph)
        for use in ("supplement", "refusal"):
            accepted_words = word_list(use)
            if not any(word in text for word in accepted_words):
                yield flow_licence_exits.rule.issue(
                    *item_flow.first_line,
                    "label",
                    found=accepted_words[0],
                    code=item_flow.item_code,
                )

    return _verdict(tables, issues_of)


def _flow_text(graph: Flow) -> str:
    """The labels and details of all steps but the start, and the conditions of all exits."""
    steps = (f"{s.label} {s.detail}" for s in graph.steps if s.kind != START)
    return " ".join([*steps, *(transition.condition for transition in graph.transitions)])


RULES = (
    flow_start,
    flow_end,
    flow_unreachable,
    flow_dead_end,
    flow_decision_exits,
    flow_exit_words,
    flow_extra_exits,
    flow_off_clock_basis,
    flow_over_limit,
    flow_licence_exits,
)
