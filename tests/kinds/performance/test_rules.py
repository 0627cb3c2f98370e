"""Totals and ranks are recomputed exactly, inside year and class, ties shared."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness import FIXTURES, data_folder, found, seal
from mingbai import build
from mingbai.kinds.performance.rules.scores import with_computed_totals

GOOD = FIXTURES / "performance" / "good" / "office" / "2025"


def _edited(root: Path, table: str, *changes: tuple[str, str]) -> Path:
    data = data_folder(root, "performance")
    path = data / "performance" / "office" / "2025" / f"{table}.csv"
    text = path.read_text("utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    path.write_text(text, "utf-8")
    seal(data)
    return data


def test_sums_and_places(tmp_path: Path) -> None:
    """Two share the first place, the next is third; a township is ranked among townships."""
    checked = build.check(data_folder(tmp_path, "performance"))
    frame = with_computed_totals(checked.tables["performance"]).set_index("unit")
    assert frame["sum_cents"].to_dict() == {
        "zhujian": 9250,
        "ziran": 9250,
        "shichang": 8875,
        "taiping": 8815,
        "baiyang": 9300,
    }
    assert frame["place"].to_dict() == {
        "zhujian": 1,
        "ziran": 1,
        "shichang": 3,
        "taiping": 2,
        "baiyang": 1,
    }


def test_points_are_exact(tmp_path: Path) -> None:
    """Three tenths are three times one tenth: as floats they are not."""
    data = _edited(
        tmp_path,
        "scores",
        ("zhujian,县政府部门,01,38", "zhujian,县政府部门,01,0.1"),
        ("zhujian,县政府部门,02,34.5", "zhujian,县政府部门,02,0.1"),
        ("zhujian,县政府部门,03,20", "zhujian,县政府部门,03,0.1"),
    )
    totals = data / "performance" / "office" / "2025" / "totals.csv"
    text = totals.read_text("utf-8")
    text = text.replace("县政府部门,92.5,1", "县政府部门,0.3,3").replace("88.75,3", "88.75,2")
    totals.write_text(text, "utf-8")
    seal(data)
    assert found(data) == []


@pytest.mark.parametrize(
    ("total", "said"),
    [("92.5", []), ("92.50", []), ("92.49", ["92.49"]), ("92.51", ["92.51"]), ("29.5", ["29.5"])],
)
def test_a_total_is_right_to_the_hundredth(total: str, said: list[str], tmp_path: Path) -> None:
    """However many zeros it is written with, a hundredth of a point off is refused."""
    data = _edited(tmp_path, "totals", ("zhujian,县政府部门,92.5,", f"zhujian,县政府部门,{total},"))
    issues = build.check(data).issues
    assert [(i.code, i.found, i.expected) for i in issues] == [
        ("wrong-total-score", text, "92.5") for text in said
    ]


def test_the_same_unit_in_another_year_is_another_total(tmp_path: Path) -> None:
    """Scores of one year are never added to those of another."""
    data = data_folder(tmp_path, "performance")
    folder = data / "performance" / "office" / "2024"
    folder.mkdir()
    for path in GOOD.glob("*.csv"):
        text = path.read_text("utf-8").replace("\n2025,", "\n2024,")
        (folder / path.name).write_text(text, "utf-8")
    descriptor = (folder.parent / "2025" / "datapackage.json").read_text("utf-8")
    (folder / "datapackage.json").write_text(descriptor.replace("2025", "2024"), "utf-8")
    seal(data)
    assert found(data) == []


def test_an_indicator_has_its_page_year_on_year(tmp_path: Path) -> None:
    """Classes share a number and a page; a score stands beside the one of the year before."""
    data = _edited(tmp_path, "scores", ("zhujian,县政府部门,01,38", "zhujian,县政府部门,01,38"))
    folder = data / "performance" / "office" / "2024"
    folder.mkdir()
    for path in GOOD.glob("*.csv"):
        text = path.read_text("utf-8").replace("\n2025,", "\n2024,")
        (folder / path.name).write_text(text, "utf-8")
    descriptor = (folder.parent / "2025" / "datapackage.json").read_text("utf-8")
    (folder / "datapackage.json").write_text(descriptor.replace("2025", "2024"), "utf-8")
    scores, totals = folder / "scores.csv", folder / "totals.csv"
    scores.write_text(scores.read_text("utf-8").replace("01,38,", "01,30,"), "utf-8")
    totals.write_text(
        totals.read_text("utf-8").replace("92.5,1\n", "84.5,3\n", 1).replace("88.75,3", "88.75,2"),
        "utf-8",
    )
    seal(data)
    pages = {page.url: page for page in build.build(data).pages()}
    page = pages["/performance/2025/01/"]
    assert page.title == "2025 年绩效考评指标：村务按时公开、按时办结"
    own = next(s for s in page.view.sections if s.title == "县政府部门：按时办结")
    assert own.says == "工作效率，40 分。按时办结率每低一个百分点扣一分"
    row = own.table.body.split("/performance/unit/zhujian/")[1].split("</tr>")[0]
    assert [mark in row for mark in (">38.00<", ">30.00<")] == [True, True]
    assert (
        'href="/performance/2025/01/"'
        in pages["/performance/unit/zhujian/"].view.sections[1].table.body
    )
