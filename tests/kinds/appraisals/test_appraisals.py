"""Appraisals: rates with their denominator, ranks inside a class, and the numbers of two cities.

Sources of the golden numbers: Qingdao's published appraisal of 2006 (38 units in classes of 12, 16
and 10; 满意率 65.2 %, 基本满意率 32.5 %; 873 comments = 37 praise + 232 criticism + 604
suggestions) and a county's published scheme (106 units in four classes; 不了解 is no valid vote).
Units and single counts are invented so that the published sums come out.
"""

import csv
import re
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness import data_folder, seal
from mingbai import build
from mingbai.kinds import by_name
from mingbai.kinds.appraisals.rates import percent, with_rates
from mingbai.model import Page, Site

KINDS = tuple(by_name(name) for name in ("registry", "appraisals"))
VOTES = [
    "round_id",
    "unit",
    "class",
    "satisfied",
    "basically",
    "dissatisfied",
    "unknown",
    "invalid",
    "returned",
    "rate",
    "rank",
]
ROUND = [
    "round_id",
    "year",
    "name",
    "method",
    "asked",
    "held_from",
    "held_to",
    "sent",
    "returned",
    "valid",
]
OPINION = ["opinion_no", "round_id", "unit", "kind", "gist", "handling"]


def write(path: Path, heading: list[str], rows: list[list[object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([heading, *rows])


def county(root: Path, units: list[str]) -> Path:
    """The fixture county with these units registered and no appraisal yet."""
    folder = data_folder(root, "registry")
    path = folder / "registry/county/2026/agencies.csv"
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(
            [unit, "", f"清源县{unit}局", f"{unit}局", "县政府部门", "990121000000", *[""] * 5]
            for unit in units
        )
    return folder


def publish(folder: Path, **tables: tuple[list[str], list[list[object]]]) -> Site:
    package = folder / "appraisals/office/2025"
    for name, (heading, rows) in tables.items():
        write(package / f"{name}.csv", heading, rows)
    resources = ", ".join(f'{{"name": "{n}", "path": "{n}.csv"}}' for n in tables)
    (package / "datapackage.json").write_text(
        '{"name": "a", "title": "评议", "published": "2026-01-10", "approved_by": "演示", '
        f'"resources": [{resources}]}}',
        "utf-8",
    )
    seal(folder)
    return build.build(folder, KINDS)


def page(site: Site, url: str) -> Page:
    return next(p for p in site.pages() if p.url == url)


def words(markup: str) -> list[list[str]]:
    """Rows of a table's body as texts."""
    rows = re.findall("<tr>(.*?)</tr>", markup)
    return [[re.sub("<[^>]+>", "", c) for c in re.split("<t[hd][^>]*>", r)[1:]] for r in rows]


@pytest.fixture(scope="module")
def qingdao(tmp_path_factory) -> Site:
    """38 units in three classes, a thousand valid votes each, 652 + 325 + 23 in the mean."""
    sizes = {"窗口服务类": 12, "行政执法类": 16, "综合管理类": 10}
    units = [f"u{i:02d}" for i in range(38)]
    classes = [name for name, size in sizes.items() for _ in range(size)]
    votes: list[list[object]] = []
    for i, (unit, name) in enumerate(zip(units, classes, strict=True)):
        step = (i // 2 + 1) * (1 if i % 2 else -1)
        row = [652 + step, 325 - step, 23, 40, 10]
        votes.append(["2025", unit, name, *row, sum(row), f"{(652 + step) / 10:.1f}", ""])
    kinds = ["表扬"] * 37 + ["批评"] * 232 + ["建议"] * 604
    opinions: list[list[object]] = [
        [f"Y{i:03d}", "2025", units[i % 38], kind, "一条意见", "已答复"]
        for i, kind in enumerate(kinds)
    ]
    rounds = [
        [
            "2025",
            2025,
            "2025 年民主评议",
            "发放评议表",
            "五个方面",
            "2025-11-03",
            "2025-11-28",
            1200,
            1100,
            1100,
        ]
    ]
    folder = county(tmp_path_factory.mktemp("qingdao"), units)
    return publish(
        folder, rounds=(ROUND, rounds), votes=(VOTES, votes), opinions=(OPINION, opinions)
    )


def test_class_sizes_add_up_to_all_units(qingdao):
    """12 + 16 + 10 = 38."""
    view = page(qingdao, "/appraisals/2025/").view
    assert view.says.startswith("38 个单位参加，分 3 类（12＋16＋10）")
    assert [len(words(table.body)) for table in view.classes] == [12, 16, 10]


def test_the_rates_of_all_units_together_are_the_published_ones(qingdao):
    """满意率 65.2 %, 基本满意率 32.5 %, of 38,000 valid votes; 不了解 is not among them."""
    says = page(qingdao, "/appraisals/2025/").view.says
    assert "总体满意率 65.2%（满意票 24,776 ÷ 有效票 38,000），基本满意率 32.5%。" in says


def test_comments_add_up(qingdao):
    """873 = 37 + 232 + 604."""
    view = page(qingdao, "/appraisals/2025/").view
    assert view.opinions_sentence == "共 873 条：表扬 37 条，批评 232 条，建议 604 条。"
    assert len(words(view.opinions.body)) == 873


def test_every_identity_leaves_a_proof(qingdao):
    """38 sums of ballots and 38 recomputed rates, all held; no ranks were published there."""
    view = page(qingdao, "/appraisals/2025/").view
    assert [line.text for line in view.proofs] == [
        "38 个单位的各档票数加起来，都等于收回的票数。",
        "38 个单位公布的满意率，按票数重算一致。",
    ]
    runs = qingdao.edition.verdicts["appraisals"]
    proofs = {check.rule.code: v.proofs for check, v in runs if v.proofs is not None}
    assert {code: len(proof.frame) for code, proof in proofs.items()} == {
        "votes-do-not-add-up": 38,
        "wrong-rate": 38,
        "wrong-rank": 0,
    }
    assert all(proof.held.all() for proof in proofs.values())


def test_a_county_of_106_units_in_four_classes(tmp_path):
    """Ranks inside each class alone; ties share a place; 不了解 changes no rate."""
    sizes = {"甲": 30, "乙": 28, "丙": 26, "丁": 22}
    units = [f"v{i:03d}" for i in range(106)]
    classes = [name for name, size in sizes.items() for _ in range(size)]
    votes: list[list[object]] = []
    for i, (unit, name) in enumerate(zip(units, classes, strict=True)):
        row = [100 - (i % 10) // 2, 20 + (i % 10) // 2, 5, i, 0]
        votes.append(["2025", unit, name, *row, sum(row), "", ""])
    rounds = [
        [
            "2025",
            2025,
            "2025 年民主评议",
            "发放评议表",
            "作风",
            "2025-11-03",
            "2025-11-28",
            300,
            260,
            260,
        ]
    ]
    site = publish(county(tmp_path, units), rounds=(ROUND, rounds), votes=(VOTES, votes))
    view = page(site, "/appraisals/2025/").view
    assert view.says.startswith("106 个单位参加，分 4 类（30＋28＋26＋22）")
    first = next(table for table in view.classes if table.caption.startswith("甲"))
    rows = words(first.body)
    assert [row[1] for row in rows[:8]] == ["1"] * 6 + ["7"] * 2
    assert {row[2] for row in rows[:6]} == {"80.0"}


def test_a_unit_has_its_history_over_the_years(tmp_path):
    """Two rounds: rate, place among its like, criticism, tasks done; the same on its agency."""
    site = build.build(data_folder(tmp_path, "appraisals"), KINDS)
    view = page(site, "/appraisals/unit/zhujian/").view
    assert words(view.years.body) == [
        ["2025 年民主评议", "综合执法类", "64.0", "3 / 3", "258", "1", "1/1", "重点整改"],
        ["2024 年民主评议", "综合执法类", "57.6", "3 / 3", "170", "1", "1/1", "重点整改"],
    ]
    assert words(view.chart.twin.body) == [
        ["2024", "57.6", "66.3", "第 3/3"],
        ["2025", "64.0", "66.9", "第 3/3"],
    ]
    assert view.trend == (
        "连续两年本类末位。满意率从 57.6% 到 64.0%，涨了 6.4 个百分点；"
        "本类中间水平涨了 0.6 个百分点，差距缩小了 5.8 个百分点。"
    )
    panels = site.panels["agency", "zhujian"]
    assert "民主评议" in [panel.title for panel in panels]


def test_tasks_say_how_they_stand_on_the_date_of_the_data(tmp_path):
    """Done in time, done late by days, under way; nothing depends on the clock."""
    site = build.build(data_folder(tmp_path, "appraisals"), KINDS)
    states = [
        [row[5:7] for row in words(page(site, f"/appraisals/{year}/").view.tasks.body)]
        for year in (2024, 2025)
    ]
    assert states == [
        [["2025-04-15", "迟完成 15 天"], ["2025-03-20", "按时完成"]],
        [["", "正在整改"], ["2026-05-18", "按时完成"]],
    ]


def test_a_portal_without_appraisals_does_not_speak_of_them(tmp_path):
    """No page and no fault."""
    site = build.build(data_folder(tmp_path, "registry"), KINDS)
    assert not [one.url for one in site.pages() if one.url.startswith("/appraisals/")]


COUNTS = st.integers(0, 400)


@given(st.lists(st.tuples(COUNTS, COUNTS, COUNTS), min_size=1, max_size=12))
def test_a_rate_is_rounded_half_up_and_ranks_share_ties(grades):
    """As the textbook says it with decimals, for any counts; no valid vote, no rate, no place."""
    votes = pd.DataFrame(grades, columns=["satisfied", "basically", "dissatisfied"])
    votes["round_id"], votes["class"], votes["unit"] = "r", "c", votes.index.astype("str")
    found = with_rates(votes)
    expected = [
        None
        if sum(row) == 0
        else (Decimal(100) * row[0] / sum(row)).quantize(Decimal("0.1"), ROUND_HALF_UP)
        for row in grades
    ]
    assert [None if pd.isna(p) else Decimal(p) for p in percent(found["permille"])] == expected
    rated = [rate for rate in expected if rate is not None]
    places = [None if r is None else 1 + sum(o > r for o in rated) for r in expected]
    assert [None if pd.isna(p) else p for p in found["place"]] == places
