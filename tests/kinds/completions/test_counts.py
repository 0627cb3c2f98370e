"""What is published as numbers only: no person, no small number, on no page and in no file."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from harness import data_folder, seal
from mingbai import build
from mingbai.check.privacy.small_counts import FEW, Cell, Shown, withheld
from mingbai.kinds.completions.counts import months, sums
from mingbai.model import Page
from shared import Shared

COUNTY, TAIPING, BAIYANG = "990121000000", "990121100000", "990121101000"
OF_COUNTY = "990121-ZJ-GG-0001"
OF_TOWN = "990121-TP-QR-0001"
HEAD = "item_code,period,place_code,cases,withheld\n"
Row = tuple[str, str, int | str]


def _folder(root: Path, rows: list[Row]) -> Path:
    """The good fixture with these counts of an item of the county: period, place, number."""
    data = data_folder(root, "completions")
    classes = data / "registry/county/2026/publication_classes.csv"
    text = classes.read_text("utf-8")
    classes.write_text(text.replace("房屋交易档案,个案公开", "房屋交易档案,只公布数"), "utf-8")
    counts = data / "completions/zhujian/2026-06-a/case_counts.csv"
    lines = [
        f"{OF_COUNTY},{period},{place},{number if isinstance(number, int) else ''},"
        f"{number if isinstance(number, str) else ''}\n"
        for period, place, number in rows
    ]
    counts.write_text(HEAD + "".join(lines), "utf-8")
    seal(data)
    return data


def _codes(data: Path) -> list[tuple[str, int | None]]:
    issues = build.check(data).issues
    return [(issue.code, issue.row) for issue in issues if issue.code.startswith("count-")]


def _page(pages: list[Page], url: str) -> Page:
    return next(page for page in pages if page.url == url)


def test_townships_of_a_quarter_are_held_against_the_county(tmp_path: Path) -> None:
    """40 in the county and 37 in one of its two townships tell the other's number; two hide it."""
    told = [("2026q2", COUNTY, 40), ("2026q2", TAIPING, FEW), ("2026q2", BAIYANG, 37)]
    assert _codes(_folder(tmp_path / "told", told)) == [("count-recoverable", 4)]
    hidden = [*told[:2], ("2026q2", BAIYANG, "不公布")]
    assert _codes(_folder(tmp_path / "hidden", hidden)) == []


def test_a_number_left_out_is_no_secret(tmp_path: Path) -> None:
    """A row that is simply missing is told by the sum as well as one that says FEW."""
    rows = [("2026-04", COUNTY, 12), ("2026-05", COUNTY, 15), ("2026q2", COUNTY, 29)]
    assert _codes(_folder(tmp_path, rows)) == [("count-recoverable", 2)]


def test_months_by_township_are_refused(tmp_path: Path) -> None:
    """A township's month is too small a group, whatever its number."""
    assert _codes(_folder(tmp_path, [("2026-06", TAIPING, 800)])) == [("count-place", 2)]


@pytest.mark.parametrize("seed", range(6))
def test_what_is_withheld_as_proposed_is_accepted(tmp_path: Path, seed: int) -> None:
    """Counts as small_counts.withheld shows them pass every rule of this kind."""
    dice = random.Random(seed)
    places = [TAIPING, BAIYANG]
    true: dict[Cell, int] = {}
    for quarter in ("2026q1", "2026q2"):
        by_month = {
            (month, place): dice.choice((0, 1, 2, 3, 6, 9, 20))
            for month in months(quarter)
            for place in places
        }
        for month in months(quarter):
            true[month, COUNTY] = sum(by_month[month, place] for place in places)
        for place in places:
            true[quarter, place] = sum(by_month[month, place] for month in months(quarter))
        true[quarter, COUNTY] = sum(by_month.values())
    shown: dict[Cell, Shown] = withheld(true, sums(["2026"], COUNTY, places))
    rows = [(period, place, number) for (period, place), number in sorted(shown.items())]
    assert _codes(_folder(tmp_path, rows)) == []


def test_an_item_of_numbers_has_a_page_of_numbers(shared: Shared) -> None:
    """The newest period first, what is small as 少于 5, and a panel on the guide leads there."""
    site = shared.site(shared.data("completions"))
    page = _page(list(site.pages()), f"/completions/item/{OF_TOWN}/")
    table = str(page.view.periods)
    for text in ("2026 年第 2 季度", "少于 5", "不公布", "1,015", "2026 年第 1 季度"):
        assert text in table
    assert table.index("2026 年第 2 季度") < table.index("2026 年 6 月")
    (panel,) = [p for p in site.panels[("item", OF_TOWN)] if p.title == "办了多少件"]
    assert panel.view.more[0].url == page.url


def test_the_index_lists_items_of_numbers(shared: Shared) -> None:
    """Each with its newest month and quarter, and a link to what is published how."""
    page = _page(list(shared.site(shared.data("completions")).pages()), "/completions/")
    assert page.view.counted.classes.url == "/registry/classes/"
    table = str(page.view.counted.items)
    assert "2026 年 6 月：1,015 件" in table
    assert "2026 年第 2 季度：不公布" in table


def test_items_of_numbers_have_no_case_anywhere(shared: Shared) -> None:
    """Nothing of such an item is looked up, followed or downloaded but its numbers."""
    site = shared.site(shared.data("completions"))
    names = [name for (scope, _), name in site.edition.names.items() if scope == "case"]
    assert [n for n in names if OF_TOWN in (n.url + n.title + n.note)] == []
    files = {d.url: d.body for d in site.downloads() if d.url.startswith("/data/completions/")}
    holding = [
        url for url, body in files.items() if url.endswith(".csv") and OF_TOWN in body().decode()
    ]
    assert {url.rpartition("/")[2] for url in holding} == {"case_counts.csv"}
