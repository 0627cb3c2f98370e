"""Promises of the flowcharts: nothing overlaps, nothing is lost, and the words say the same."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from mingbai.page.flowchart import Flow, Step, StepTimes, Transition, draw, longest_on_clock
from mingbai.page.flowchart.graph import main_road, ordered
from mingbai.page.flowchart.measure import width, wrap
from mingbai.page.flowchart.place import EXIT, EXIT_LINE, WIDTH, Layout, place
from mingbai.page.flowchart.plan import plan
from mingbai.page.flowchart.route import Wire, wires
from mingbai.page.flowchart.shapes import HEAD, SMALL, times_text
from mingbai.page.flowchart.svg import han
from sizes import examples

SVG = "{http://www.w3.org/2000/svg}"
PLAIN = ("办理", "等待", "文书")


def licence() -> Flow:
    """The processing of a building permit: two refusals, a supplement, an expert review."""
    steps = (
        Step("apply", "开始", "申请", "网上或窗口提交", "申请人"),
        Step(id="check", kind="办理", label="收件核对", detail="", post="综合窗口", limit_days=0),
        Step(
            id="ours", kind="判断", label="属本局办理？", detail="", post="综合窗口", limit_days=0
        ),
        Step("refuse", "文书", "不予受理", "出具决定书，说明理由", "综合窗口"),
        Step(id="full", kind="判断", label="材料齐全？", detail="", post="综合窗口", limit_days=0),
        Step(
            id="mend",
            kind="等待",
            label="一次告知补正",
            detail="补正不计时",
            post="",
            limit_days=None,
            is_off_clock=True,
        ),
        Step(
            id="accept",
            kind="办理",
            label="受理",
            detail="出具通知书",
            post="综合窗口",
            limit_days=0,
        ),
        Step(id="review", kind="办理", label="审查", detail="", post="经办岗", limit_days=1),
        Step("expert", "判断", "要专家评审？", "", "经办岗"),
        Step(
            id="panel",
            kind="等待",
            label="专家评审",
            detail="",
            post="",
            limit_days=10,
            is_off_clock=True,
        ),
        Step(id="second", kind="办理", label="复核", detail="", post="负责岗", limit_days=1),
        Step("fit", "判断", "符合条件？", "", "负责岗"),
        Step("deny", "文书", "不予许可", "说明理由和救济途径"),
        Step(id="decide", kind="办理", label="决定、制证", detail="", post="分管岗", limit_days=1),
        Step("done", "结束", "送达许可证", "自取或邮寄", "综合窗口"),
    )
    lines = """apply check|check ours|ours refuse 否|ours full 是|full mend 否|mend check 补齐后再交
        |full accept 是|accept review|review expert|expert panel 是|panel second 评审后
        |expert second 否|second fit|fit deny 否|fit decide 是|decide done"""
    ways = tuple(Transition(*line.split()) for line in lines.split("|"))
    return Flow("permit", "施工许可证办理流程图", steps, ways)


@st.composite
def flows(draw_: st.DrawFn) -> Flow:
    """Any flow that the checks let through: one start, all reachable, all reach an end."""
    exits: list[list[int]] = [[]]
    kinds, slots, tree = ["开始"], [0], set()
    for _ in range(draw_(st.integers(1, 14))):
        source = slots.pop(draw_(st.integers(0, len(slots) - 1)))
        kind = draw_(st.sampled_from(["判断", "判断", "办理", "等待", "文书", "结束"]))
        if kind == "结束" and not slots:
            kind = "判断"
        kinds.append(kind)
        exits.append([])
        exits[source].append(len(kinds) - 1)
        tree.add((source, len(kinds) - 1))
        ways = {"判断": draw_(st.integers(2, 4)), "结束": 0}.get(kind, 1)
        slots += [len(kinds) - 1] * ways
    kinds.append("结束")
    exits.append([])
    end = len(kinds) - 1
    for i, source in enumerate(slots):
        others = [n for n in range(len(kinds)) if n not in exits[source]]
        if i == 0 or others:
            exits[source].append(end if i == 0 else draw_(st.sampled_from(others)))
    _mend(kinds, exits, tree, end)
    return _flow(draw_, kinds, exits)


def _mend(kinds: list[str], exits: list[list[int]], tree: set[tuple[int, int]], end: int) -> None:
    """Turn aside one line of every loop without a way out; add an exit where one is short."""
    for source, kind in enumerate(kinds):
        if kind == "判断" and len(exits[source]) < 2:
            exits[source].append(next(n for n in range(len(kinds)) if n not in exits[source]))
    while lost := _lost(kinds, exits):
        leaf = next(n for n in lost if not any((n, to) in tree for to in exits[n]))
        exits[leaf][-1] = end


def _lost(kinds: list[str], exits: list[list[int]]) -> list[int]:
    saved = {n for n, kind in enumerate(kinds) if kind == "结束"}
    while more := {n for n, to in enumerate(exits) if n not in saved and saved & set(to)}:
        saved |= more
    return [n for n in range(len(kinds)) if n not in saved]


TEXTS = (
    "",
    "当场",
    "一次告知补正",
    "县政务服务中心综合窗口（乙）",
    "<b>&\"'</b>",
    "AB 19 号、2026 年",
    "出具不予受理决定书，说明理由和救济途径",
    "材料齐全、符合法定形式的，一个工作日内转审查股",
)
CONDITIONS = ("", "", "补齐后", "逾期不补正、不说明理由的")


def _flow(draw_: st.DrawFn, kinds: list[str], exits: list[list[int]]) -> Flow:
    some = draw_(st.randoms(use_true_random=False))
    steps = tuple(
        Step(
            id=f"s{i}",
            kind=kind,
            label=some.choice(TEXTS)[:16].strip() or "办",
            detail=some.choice(TEXTS) * 2,
            post=some.choice(TEXTS),
            limit_days=some.choice([None, 0, 1, 5, 120]),
            is_off_clock=some.random() < 0.3,
            times=some.choice([None, None, StepTimes(46, 2.5, 4)]),
        )
        for i, kind in enumerate(kinds)
    )
    ways = [
        Transition(
            f"s{a}",
            f"s{b}",
            some.choice(CONDITIONS) if kinds[a] != "判断" else f"第{j}种" * some.randint(1, 4),
        )
        for a, targets in enumerate(exits)
        for j, b in enumerate(targets)
    ]
    some.shuffle(ways)
    return Flow("f", "流程图", steps, tuple(ways))


def drawn(flow: Flow) -> tuple[Layout, list[Wire]]:
    layout = place(plan(flow))
    return layout, list(wires(layout))


Rectangle = tuple[float, float, float, float]


def meets(a: Rectangle, b: Rectangle) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def outline(layout: Layout, step_id: str, slack: float = 0.0) -> Rectangle:
    box = layout.boxes[step_id]
    low = box.foot - slack if slack else box.bottom
    return (box.left + slack, box.top + slack, box.right - slack, low)


def words_of(wire: Wire) -> list[Rectangle]:
    if not wire.label:
        return []
    return [
        (
            wire.label.centre - width(t) * EXIT / 2,
            y - 11,
            wire.label.centre + width(t) * EXIT / 2,
            y,
        )
        for i, t in enumerate(wire.label.lines)
        for y in [wire.label.baseline + i * EXIT_LINE]
    ]


@examples(150)
@given(flows())
def test_boxes_keep_apart_and_inside_the_frame(flow: Flow) -> None:
    layout, lines = drawn(flow)
    for a, b in itertools.combinations(layout.boxes, 2):
        assert not meets(outline(layout, a), outline(layout, b)), (a, b)
    for step_id in layout.boxes:
        left, top, right, bottom = outline(layout, step_id)
        assert left >= 20
        assert top >= 4
        assert right <= WIDTH - 2
        assert bottom <= layout.height
    for x, y in (point for wire in lines for point in wire.points):
        assert 20 <= x <= WIDTH - 1
        assert 0 <= y <= layout.height


@examples(150)
@given(flows())
def test_no_line_runs_through_a_box_and_no_words_through_either(flow: Flow) -> None:
    layout, lines = drawn(flow)
    for wire in lines:
        for (x1, y1), (x2, y2) in itertools.pairwise(wire.points):
            piece = (min(x1, x2) - 0.1, min(y1, y2) - 0.1, max(x1, x2) + 0.1, max(y1, y2) + 0.1)
            for step_id in layout.boxes:
                assert not meets(piece, outline(layout, step_id, 2.0)), (wire.transition, step_id)
        for words in words_of(wire):
            assert words[0] >= 0
            assert words[2] <= WIDTH
            assert words[1] >= 0
            for step_id, box in layout.boxes.items():
                if box.step.kind != "判断":
                    assert not meets(words, outline(layout, step_id)), (wire.transition, step_id)
    places = [(w.transition, r) for w in lines for r in words_of(w)]
    for (a, first), (b, second) in itertools.combinations(places, 2):
        assert a == b or not meets(first, second), (a, b)


@examples(150)
@given(flows())
def test_text_stays_inside_its_box(flow: Flow) -> None:
    for box in drawn(flow)[0].boxes.values():
        for line in box.lines:
            size = HEAD if line.style == "head" else SMALL
            wide, high = width(line.text) * size, (line.baseline - size * 0.85, line.baseline)
            room = box.width
            if box.step.kind == "判断":
                far = max(abs(y - box.height / 2) for y in high)
                room = box.width * (1 - 2 * far / box.height)
            assert high[0] >= 0
            assert high[1] <= box.height
            assert wide <= room, (box.step.kind, line.text)


@examples(100)
@given(flows())
def test_every_step_and_transition_is_drawn_and_told(flow: Flow) -> None:
    view = draw(flow)
    tree = etree.fromstring(str(view.svg).replace("<svg", f'<svg xmlns="{SVG[1:-1]}"', 1).encode())
    assert {g.get("data-step") for g in tree.iter(f"{SVG}g")} - {None} == {s.id for s in flow.steps}
    ways = [g.get("data-way") for g in tree.iter(f"{SVG}g") if g.get("data-way")]
    assert sorted(ways) == sorted(f"{t.from_id} {t.to_id}" for t in flow.transitions)
    told = " ".join(" ".join((line.name, line.who, *line.exits)) for line in view.steps)
    for step in flow.steps:
        assert step.label in told
    for way in flow.transitions:
        assert way.condition in told
    assert draw(flow) == view


@examples(100)
@given(flows())
def test_the_words_lead_where_the_lines_lead(flow: Flow) -> None:
    """Numbers in the list are numbers of the list, and every decision tells all its exits."""
    view = draw(flow)
    by_id = {line.id.removeprefix("f-"): line for line in view.steps}
    for step in flow.steps:
        if step.kind == "判断":
            assert len(by_id[step.id].exits) == len(flow.exits[step.id])
    for line in view.steps:
        for number in re.findall(r"到第 (\d+) 步。$", " ".join(line.exits)):
            assert 1 <= int(number) <= len(view.steps)


@examples(100)
@given(flows())
def test_the_longest_way_counts_every_step_once_at_most(flow: Flow) -> None:
    assert 0 <= longest_on_clock(flow) <= sum(s.on_clock_days for s in flow.steps)
    road = [flow.by_id[s].on_clock_days for s in main_road(flow)]
    assert longest_on_clock(flow) >= sum(road)


def test_the_licence_reads_as_a_spine_with_side_exits() -> None:
    """The main road leaves refusals, supplements and expert reviews beside it."""
    layout, lines = drawn(licence())
    beside = {"refuse", "mend", "panel", "deny"}
    assert set(layout.boxes) - set(layout.plan.spine) == beside
    assert layout.plan.spine[0] == "apply"
    assert layout.plan.spine[-1] == "done"
    assert crossings(lines) == 0


def crossings(lines: list[Wire]) -> int:
    """How often a line of one transition crosses one of another, meeting ends left out."""
    pieces = [(w.transition, p) for w in lines for p in itertools.pairwise(w.points)]
    count = 0
    for (a, ((ax, ay), (bx, by))), (b, ((cx, cy), (dx, dy))) in itertools.permutations(pieces, 2):
        if a != b and ax == bx and cy == dy:
            count += min(cx, dx) < ax < max(cx, dx) and min(ay, by) < cy < max(ay, by)
    return count


def test_the_licence_in_words() -> None:
    view = draw(licence())
    exits = {line.name: line.exits for line in view.steps if line.exits}
    assert exits == {
        "属本局办理？": (
            "否：不予受理（综合窗口），出具决定书，说明理由；到此结束。",
            "是：到下一步。",
        ),
        "材料齐全？": ("否：一次告知补正，补正不计时；补齐后再交，回到第 2 步。", "是：到下一步。"),
        "要专家评审？": (
            "是：专家评审（10 个工作日），不计时；评审后，到下一步。",
            "否：到下一步。",
        ),
        "符合条件？": ("否：不予许可，说明理由和救济途径；到此结束。", "是：到下一步。"),
    }
    assert view.note == (
        "虚线框、带钟的：停表，这段时间不计入办理时限。左边的竖线是计时：最长 3 个工作日。"
    )


def test_no_style_attribute_and_ids_of_its_own() -> None:
    """The page forbids inline styles; two charts on one page must not share an id."""
    first, second = draw(licence()).svg, draw(Flow("b", "乙", *chain(3))).svg
    assert "style=" not in first + second
    ids = re.findall(r' id="([^"]+)"', first + second)
    assert len(ids) == len(set(ids)) == 4
    assert 'viewBox="0 0 372 ' in first
    assert 'viewBox="0 0 372 ' in second


def test_text_of_data_is_inert() -> None:
    steps, ways = chain(3)
    evil = Step("s1", "办理", "<b>&\"'", "</svg><script>", "x")
    svg = draw(Flow("e", "<title>", (steps[0], evil, steps[2]), ways)).svg
    assert "<script" not in svg
    assert "&lt;b&gt;&amp;&#34;&#39;" in svg


def chain(length: int) -> tuple[tuple[Step, ...], tuple[Transition, ...]]:
    kinds = ["开始", *["办理"] * (length - 2), "结束"]
    steps = tuple(
        Step(id=f"s{i}", kind=kind, label=f"第{i}步", detail="", post="", limit_days=1)
        for i, kind in enumerate(kinds)
    )
    return steps, tuple(Transition(f"s{i}", f"s{i + 1}") for i in range(length - 1))


def test_a_thousand_steps_are_drawn_without_recursion() -> None:
    flow = Flow("long", "长", *chain(1500))
    assert len(draw(flow).steps) == 1500
    assert longest_on_clock(flow) == 1500


def test_loops_are_walked_once_whatever_the_order_of_rows() -> None:
    flow = licence()
    for ways in (flow.transitions, tuple(reversed(flow.transitions))):
        turned = Flow("t", "", flow.steps, ways)
        assert longest_on_clock(turned) == 3
        assert {t.from_id for t in ordered(turned).back} == {"mend"}


def test_a_shared_refusal_is_one_box() -> None:
    """Two decisions that lead to the same paper share it; the upper one's line runs down a lane."""
    steps = (
        Step("a", "开始", "申请"),
        Step("b", "判断", "属本局？"),
        Step("c", "判断", "符合？"),
        Step("d", "结束", "发证"),
        Step("n", "结束", "不予办理"),
    )
    lines = ("a b", "b n 否", "b c 是", "c n 否", "c d 是")
    ways = tuple(Transition(*line.split()) for line in lines)
    layout, drawn_lines = drawn(Flow("s", "共用", steps, ways))
    assert list(layout.boxes).count("n") == 1
    assert crossings(drawn_lines) == 0


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "零"),
        (3, "三"),
        (10, "十"),
        (15, "十五"),
        (20, "二十"),
        (60, "六十"),
        (101, "一百零一"),
        (110, "一百一十"),
        (245, "二百四十五"),
        (1005, "一千零五"),
        (1050, "一千零五十"),
    ],
)
def test_days_upright_in_han(number: int, said: str) -> None:
    assert han(number) == said


def _inked(text: str) -> str:
    return "".join(c for c in text if c not in "，；。" and not c.isspace())


@given(st.text(max_size=60), st.floats(3, 20))
def test_wrapped_lines_fit_and_lose_no_character(text: str, ems: float) -> None:
    lines = wrap(text, ems)
    assert _inked("".join(lines)) == _inked(text)
    assert all(width(line) <= ems for line in lines)


def test_lines_do_not_begin_with_what_closes() -> None:
    for ems in range(4, 12):
        for line in wrap(
            "出具决定书，说明理由（附救济途径）、并送达。当场或 5 个工作日内告知", ems
        ):
            assert line[0] not in "，、。）"
            assert line[-1] != "（"


@pytest.mark.parametrize(
    ("observed", "words"),
    [
        (StepTimes(46, 2.5, 4), "实际 2.5 天，九成 4 天内"),
        (StepTimes(17, 0, 1), "实际当天，九成 1 天内"),
        (StepTimes(17, 0, 0), "实际当天，九成当天"),
    ],
)
def test_no_days_are_the_same_day(observed: StepTimes, words: str) -> None:
    """Nobody is told that a step took 0 days."""
    assert times_text(observed) == words
