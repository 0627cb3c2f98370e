"""A chart draws exactly the numbers of its table, and names itself to those who cannot see it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from markupsafe import Markup

from mingbai.page import Cells, Column, Mark, PlaceTile, charts, table_view
from mingbai.page.charts import Dot, MonthSum, Point, RankedRound

OPEN = Mark("", "已公开")
AMOUNTS = st.tuples(st.integers(0, 10**12), st.integers(0, 10**12))


def month(i: int, income: int | None, expense: int | None) -> MonthSum:
    closing = None if income is None else 0
    return MonthSum(f"{2024 + i // 12}-{i % 12 + 1:02d}", income, expense, closing, OPEN)


def shapes(svg: Markup, name: str) -> list[dict[str, str]]:
    return [dict(e.attrib) for e in etree.fromstring(str(svg)).iter(name)]


def drawn(svg: Markup) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """The bars above and the bars below the zero line."""
    rects = shapes(svg, "rect")
    return [r for r in rects if "class" in r], [r for r in rects if "class" not in r]


@given(st.lists(AMOUNTS, min_size=1, max_size=40))
def test_bars_are_as_tall_as_their_amounts_and_stay_inside_the_picture(amounts):
    chart = charts.bars("c", "收支", [month(i, *pair) for i, pair in enumerate(amounts)])
    up, down = drawn(chart.svg)
    assert len(up) == len(down) == len(amounts)
    zero = float(down[0]["y"])
    tops = [zero - float(r["y"]) for r in up]
    most = max(max(pair) for pair in amounts)
    tallest = max([*tops, *(float(r["height"]) for r in down)])
    assert all(float(r["y"]) >= 0 for r in up)
    assert all(float(r["y"]) + float(r["height"]) <= 420 for r in down)
    for (income, expense), top, below in zip(amounts, tops, down, strict=True):
        assert top == pytest.approx(tallest * income / max(most, 1), abs=0.3)
        assert float(below["height"]) == pytest.approx(tallest * expense / max(most, 1), abs=0.3)


def test_a_month_not_published_is_a_ring_and_is_named():
    chart = charts.bars(
        "c", "收支", [month(0, 4_520_000, 10), month(1, None, None), month(2, 1, 3_187_050)]
    )
    assert len(shapes(chart.svg, "circle")) == 1
    assert len(shapes(chart.svg, "rect")) == 4
    assert chart.key == (("in", "收入（向上）"), ("out", "支出（向下）"), ("gap", "未公开"))
    assert chart.unit == "万元"
    assert chart.says == (
        "2024 年 1 月至 2024 年 3 月。收入最高的是 2024 年 1 月，45,200.00 元；"
        "支出最高的是 2024 年 3 月，31,870.50 元。2024 年 2 月未公开。"
    )


def test_the_twin_says_the_same_numbers_newest_first():
    chart = charts.bars("c", "收支", [month(0, 4_520_000, 10), month(1, None, None)])
    assert chart.twin.mode == "frame"
    assert chart.twin.body == (
        '<tr><th scope="row">2024 年 2 月<td class="num">—<td class="num">—'
        '<td class="num">—<td><span class="mark">已公开</span></tr>'
        '<tr><th scope="row">2024 年 1 月<td class="num">45,200.00'
        '<td class="num">0.10<td class="num">0.00'
        '<td><span class="mark">已公开</span></tr>'
    )


def test_two_charts_on_one_page_share_no_id_and_every_reference_resolves():
    months = [month(i, 100 * i, 50) for i in range(3)]
    svgs = [charts.bars(name, "收支", months).svg for name in ("a", "b")]
    svgs += [s for s in charts.shares("s", ("好", "中", "差", "不知"), [[1, 2, 3, 4]] * 2) if s]
    ids = [e for svg in svgs for e in re.findall(r'\bid="([^"]+)"', svg)]
    used = {e for svg in svgs for e in re.findall(r"url\(#([^)]+)\)", svg)}
    named = {i for svg in svgs for e in re.findall(r'labelledby="([^"]+)"', svg) for i in e.split()}
    assert len(ids) == len(set(ids))
    assert used | named <= set(ids)
    assert len(used) == 6


def test_no_chart_carries_a_script_or_a_style_and_hostile_words_stay_words():
    hostile = "</title><script>alert(1)</script>"
    svg = charts.bars("c", hostile, [month(0, 1, 1)]).svg
    svg += charts.history("h", hostile, "%", [Point(hostile, 1, hostile)]).svg
    svg += charts.shares("s", [hostile], [[1]])[0]
    assert "<script" not in svg
    assert "style" not in svg
    assert etree.fromstring(f"<x>{svg}</x>").findtext("svg/title") == hostile


@pytest.mark.parametrize(
    ("top", "unit", "labels"),
    [
        (0, "元", ["0"]),
        (250, "元", ["0", "1", "2", "3"]),
        (99_999, "元", ["0", "500", "1,000"]),
        (1_000_000, "万元", ["0", "0.5", "1"]),
        (6_830_000, "万元", ["0", "3", "6", "9"]),
        (10**12, "万元", ["0", "500,000", "1,000,000"]),
    ],
)
def test_the_lines_stand_at_round_amounts(top, unit, labels):
    chart = charts.bars("c", "收支", [month(0, top, 0)])
    texts = [e.text for e in etree.fromstring(str(chart.svg)).iter("text") if "2024" not in e.text]
    assert chart.unit == unit
    assert texts == (labels if top else ["0", "1"])


def test_a_history_writes_each_value_above_its_column():
    chart = charts.history(
        "h",
        "满意率",
        "%",
        [
            Point("2024 年", 900, "90.0%"),
            Point("2025 年", None, "未评议"),
            Point("2026 年", 450, "45.0%"),
        ],
    )
    heights = [float(r["height"]) for r in shapes(chart.svg, "rect")]
    assert heights[0] == pytest.approx(2 * heights[1], abs=0.2)
    assert len(shapes(chart.svg, "circle")) == 1
    assert chart.says == "2024 年至 2026 年。最高的是 2024 年，90.0%；最低的是 2026 年，45.0%。"
    assert "未评议" in chart.twin.body
    assert (
        charts.history("h", "满意率", "%", [Point("2024 年", 1, "0.1%")]).says == "2024 年，0.1%。"
    )


@given(st.lists(st.integers(0, 500), min_size=1, max_size=4))
def test_a_bar_of_shares_fills_its_width_and_says_its_shares(counts):
    names = ["满意", "基本满意", "不满意", "不了解"][: len(counts)]
    (bar,) = charts.shares("s", names, [counts])
    if sum(counts) == 0:
        assert bar is None
        return
    rects = shapes(bar, "rect")
    assert len(rects) == sum(1 for c in counts if c)
    assert sum(float(r["width"]) for r in rects) == pytest.approx(200, abs=0.3)
    assert all(name in bar for name in names)


def test_a_fifth_filling_is_refused_because_grey_cannot_tell_it():
    with pytest.raises(ValueError, match="grey"):
        charts.shares("s", list("甲乙丙丁戊"), [[1, 1, 1, 1, 1]])


@given(st.lists(st.integers(0, 10**10), min_size=1, max_size=13))
def test_the_newest_column_is_set_apart_and_all_are_as_tall_as_their_values(values):
    """One column a month, the last in the accent; the tallest takes the whole height."""
    points = [Point(f"{i} 月", value, str(value)) for i, value in enumerate(values, 1)]
    chart = charts.lately("c", "和自己比", "元", points, "比上月多。")
    columns = shapes(chart.svg, "rect")
    assert [c["class"] == "chart__bar--in" for c in columns] == [
        i == len(values) - 1 for i in range(len(values))
    ]
    for column, value in zip(columns, values, strict=True):
        assert float(column["height"]) == pytest.approx(200 * value / max(1, *values), abs=0.1)
    assert [f'<th scope="row">{p.name}</th>' in chart.twin.body for p in points]


def test_a_month_without_a_value_is_a_ring():
    """It has no column, and its row in the table says so."""
    points = [Point("5 月", None, "未公开"), Point("6 月", 7, "0.07")]
    chart = charts.lately("c", "和自己比", "元", points, "")
    assert (len(shapes(chart.svg, "rect")), len(shapes(chart.svg, "circle"))) == (1, 1)
    assert "未公开" in chart.twin.body


@given(st.lists(st.integers(0, 10**8), min_size=1, max_size=40))
def test_dots_stand_in_the_order_of_their_values_inside_the_picture(values):
    """A dot a village, ours alone in the accent, from left to right by value."""
    values = sorted(values)
    dots = [Dot(f"村{i}", value, str(value)) for i, value in enumerate(values)]
    chart = charts.dot_strip(
        id_="c",
        title="每户",
        unit="元",
        dots=dots,
        highlighted="村0",
        middle=(values[len(values) // 2], "中间"),
        says="比正中间的少。",
    )
    circles = shapes(chart.svg, "circle")
    places = [float(circle["cx"]) for circle in circles]
    assert places == sorted(places)
    assert len(places) == len(values)
    assert all(0 < place < 720 for place in places)
    assert [c["class"] for c in circles].count("chart__bar--in") == 1
    assert chart.twin.body.count("<tr>") == len(values)


STATES = st.sampled_from(list(charts.DotState))


@given(st.lists(st.lists(STATES, min_size=7, max_size=7), min_size=1, max_size=6))
def test_a_grid_has_a_mark_for_every_month_that_was_due(cells):
    """As many ticks, half circles, rings and arrows as months of each state, all in the picture."""
    rows = [charts.DotRow(f"村{i}", f"/a/{i}/", tuple(row)) for i, row in enumerate(cells)]
    periods = [f"2025-{month:02}" for month in (10, 11, 12)] + [f"2026-{m:02}" for m in range(1, 5)]
    twin = table_view("t", "同样的", ((Column("村"), Cells([r.name for r in rows], "head")),))
    grid = charts.dot_grid(id_="g", title="月", says="好。", periods=periods, rows=rows, twin=twin)
    drawn_states = [cell for row in cells for cell in row]
    names = [e.get("class") for e in etree.fromstring(str(grid.svg)).iter()]
    assert names.count("dots__late") == drawn_states.count(charts.DotState.LATE)
    assert names.count("dots__missing") == drawn_states.count(charts.DotState.MISSING)
    assert names.count("dots__corrected") == drawn_states.count(charts.DotState.CORRECTED)
    ticks = [s["d"].count("M") for s in shapes(grid.svg, "path") if s.get("class") == "dots__tick"]
    assert sum(ticks) == drawn_states.count(charts.DotState.ON_TIME)
    assert [a["href"] for a in shapes(grid.svg, "a")] == [row.url for row in rows]
    assert "2025 年 10 月" in grid.svg
    assert "2026 年 4 月" in grid.svg
    assert len(shapes(grid.svg, "line")) == 1, "a line before January"


def test_a_map_draws_each_place_where_it_lies_and_outlines_regions():
    """A shape a state, a corner where rent is owed; a stroke wherever another region begins."""
    late, missing = Mark("late", "最近迟公开"), Mark("missing", "到期未公开")
    tiles = [
        charts.MapTile("太平镇", 1, 1, "t"),
        charts.MapTile("柳塘", 2, 1, "t", PlaceTile("柳塘", "/1/")),
        charts.MapTile("五堰河<", 3, 1, "b", PlaceTile("五堰河<", "/2/", missing, is_owed=True)),
        charts.MapTile("石桥", 3, 2, "b", PlaceTile("石桥", "/3/", late)),
    ]
    svg = charts.tile_map("m", "各村", "好。", tiles)
    root = etree.fromstring(str(svg))
    assert root.get("viewBox") == "0 0 166 96"
    rects = [(r["x"], r["y"], r["class"]) for r in shapes(svg, "rect")]
    assert rects == [
        ("56", "2", "tiles__land"),
        ("110", "2", "tiles__land tiles__land--behind"),
        ("110", "48", "tiles__land tiles__land--late"),
    ]
    texts = [element.text for element in root.iter() if element.tag.endswith("text")]
    assert texts == ["太平镇", "柳塘", "○", "五堰…", "◐", "石桥"]
    corner, outline = shapes(svg, "path")
    assert corner["class"] == "tiles__corner"
    # Round two tiles beside each other 6 sides of a tile; round two above each other 6, too.
    assert outline["d"].count("M") == 12
    assert "map--many" not in svg
    assert "map--many" in charts.tile_map("m", "各村", "好。", [charts.MapTile("远", 9, 1, "t")])


@given(
    st.dictionaries(st.integers(0, 200), st.integers(1, 500), min_size=1, max_size=30),
    st.lists(st.integers(0, 200), max_size=2),
)
def test_a_histogram_counts_every_thing_once(counts, limits):
    """The table adds up; columns are as many as it has days that are not empty, all inside."""
    lines = [charts.DayLimit(days, f"第 {days}") for days in limits]
    chart = charts.histogram(id_="h", title="天", counts=counts, limits=lines, says="好。")
    numbers = re.findall(r'class="num"[^>]*>([0-9,]+)<', chart.twin.body)
    bins = [int(number.replace(",", "")) for number in numbers]
    assert sum(bins) == sum(counts.values())
    columns = shapes(chart.svg, "rect")
    assert len(columns) == sum(1 for count in bins if count)
    assert all(float(c["x"]) + float(c["width"]) <= 720.1 for c in columns)
    assert all(float(c["y"]) >= 0 for c in columns)
    dashed = [s for s in shapes(chart.svg, "line") if "stroke-dasharray" in s]
    assert len(dashed) == len(lines)


def test_what_took_longer_than_promised_is_hatched():
    """The day of the limit is within it, the next one is not."""
    chart = charts.histogram(
        id_="h",
        title="天",
        counts={0: 3, 3: 2, 4: 1},
        limits=(charts.DayLimit(3, "承诺 3"),),
        says="好。",
    )
    fills = [rect["fill"] for rect in shapes(chart.svg, "rect")]
    assert fills == ["currentColor", "currentColor", "url(#h-hatch)"]
    assert chart.key == (("in", "期限以内"), ("out", "超过期限（承诺 3）"))


def ranked(name: str, value: int | None, middle: int, others: dict[str, int]) -> RankedRound:
    text = "无有效票" if value is None else str(value)
    rank = "第 3/3" if value is not None else ""
    return RankedRound(name, value, text, rank, middle=middle, others=others)


def test_rank_lines_break_where_a_round_has_no_value():
    """Own line with a dot a value, the middle one dashed, one thin line for each of the others."""
    rounds = [
        ranked("2024", 700, 800, {"a": 800, "b": 850}),
        ranked("2025", None, 810, {"a": 810}),
        ranked("2026", 720, 820, {"a": 820, "b": 860}),
    ]
    twin = table_view("t", "同样的", ((Column("评议"), Cells(["2024"], "head")),))
    chart = charts.rank_lines(
        id_="r", title="名次", unit="%", rounds=rounds, says="好。", twin=twin
    )
    paths = {s["class"]: s["d"] for s in shapes(chart.svg, "path")}
    assert paths["chart__own"].count("M") == 2
    assert paths["chart__axis"].count("L") == 2
    assert len([s for s in shapes(chart.svg, "path") if s["class"] == "chart__other"]) == 2
    assert len(shapes(chart.svg, "circle")) == 2
    heights = [float(c["cy"]) for c in shapes(chart.svg, "circle")]
    assert heights[0] > heights[1], "a higher rate stands higher"


@given(st.lists(st.none() | st.integers(0, 10**6), min_size=1, max_size=80))
def test_a_line_goes_through_every_month_that_has_a_value(values):
    """One point a value, inside the picture; broken where there is none."""
    points = [Point(f"2026-{i}", value, str(value or "")) for i, value in enumerate(values)]
    chart = charts.month_line(
        id_="l", title="月", unit="行", points=points, says="好。", what="行数"
    )
    (path,) = [s["d"] for s in shapes(chart.svg, "path") if s.get("class") == "chart__line"]
    heights = [float(y) for y in re.findall(r"[ML][\d.]+ ([\d.]+)", path)]
    assert len(heights) == sum(value is not None for value in values)
    assert all(0 < y <= 250 for y in heights)
