"""The statistics of complaints against numbers that a city published and that were recomputed.

Meizhou, October 2017: 23 complaints received after 33 in September (−30.3 %); 3 against city units
after 7 (printed there as −57.14 %); 13 against county units (printed as 56.52 %); by field 4, 3,
three times 2, six times 1 and 4 others. This portal prints rates with one decimal.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness import data_folder, seal
from mingbai import build
from mingbai.kinds.complaints.statistics import MonthFigures, change, months
from mingbai.page.formats import share
from mingbai.read.tables import Tables

FIELDS = {
    "zhujian": 4,
    "renshe": 3,
    "weijian": 2,
    "shichang": 2,
    "minzheng": 2,
    "ziran": 1,
    "nongye": 1,
    "jiaoyu": 1,
    "gongan": 1,
    "jiaotong": 1,
    "taiping": 1,
    "office": 4,
}


def _folder(root: Path, months_: dict[str, dict[str, tuple[int, int]]]) -> Path:
    """A data folder whose complaints are bare totals: month -> agency -> (received, closed)."""
    data = data_folder(root, "registry")
    for month, totals in months_.items():
        folder = data / "complaints" / "office" / month
        folder.mkdir(parents=True)
        lines = [f"{month},{slug},{got},{done}" for slug, (got, done) in totals.items()]
        text = "\n".join(["month,agency,received,closed", *lines, ""])
        (folder / "monthly.csv").write_text(text, "utf-8")
        (folder / "datapackage.json").write_text(
            f'{{"name": "complaints-office-{month}", "title": "投诉月报", "approved_by": "演示",'
            ' "published": "2026-07-10",'
            ' "resources": [{"name": "monthly", "path": "monthly.csv"}]}',
            "utf-8",
        )
    seal(data)
    return data


def _months(root: Path, months_: dict[str, dict[str, tuple[int, int]]]) -> tuple[MonthFigures, ...]:
    checked = build.check(_folder(root, months_))
    assert checked.issues == ()
    tables: Tables = checked.tables["complaints"]
    return months(tables)


def test_meizhou_in_october_2017(tmp_path: Path) -> None:
    """Twelve fields add up to 23, and 33 before makes −30.3%."""
    found = _months(
        tmp_path,
        {
            "2017-09": {"office": (33, 33)},
            "2017-10": {slug: (number, number) for slug, number in FIELDS.items()},
        },
    )
    assert found == (MonthFigures("2017-09", 33, 33, None), MonthFigures("2017-10", 23, 23, 33))
    assert [month.change for month in found] == ["", "−30.3%"]


@pytest.mark.parametrize(
    ("now", "before", "printed"),
    [(23, 33, "−30.3%"), (3, 7, "−57.1%"), (9, 8, "+12.5%"), (5, 5, "持平"), (0, 4, "−100.0%")],
)
def test_a_change_has_its_sign_and_one_decimal(now: int, before: int, printed: str) -> None:
    """−57.14 % of the source is −57.1% here: one decimal, rounded half up."""
    assert change(now, before) == printed


def test_the_share_of_county_units() -> None:
    """13 of 23 is 56.52 % in the source, 56.5% here."""
    assert share(13, 23) == "56.5%"


@given(now=st.integers(0, 10_000), before=st.integers(1, 10_000))
def test_a_change_is_within_half_of_its_last_decimal(now: int, before: int) -> None:
    """Whatever the counts, the words differ from the true change by 0.05 % of a point at most."""
    said = change(now, before)
    if said == "持平":
        assert now == before
        return
    tenths = round(float(said.removesuffix("%").replace("−", "-")) * 10)
    assert abs(tenths * before - 1000 * (now - before)) * 2 <= before


def test_a_month_of_which_nothing_was_published_is_not_compared(tmp_path: Path) -> None:
    """比上月 means the month before in the calendar, over the turn of a year too."""
    one = {"office": (4, 4)}
    found = _months(tmp_path, {"2025-11": one, "2025-12": one, "2026-01": one, "2026-03": one})
    assert [month.before for month in found] == [None, 4, 4, None]


def test_a_month_without_complaints_has_no_change_in_percent(tmp_path: Path) -> None:
    """Nothing can be said in percent of a month that received none."""
    found = _months(tmp_path, {"2026-01": {"office": (0, 0)}, "2026-02": {"office": (4, 4)}})
    assert [month.change for month in found] == ["", "0 件 → 4 件"]


def test_a_change_of_few_is_said_in_numbers() -> None:
    """+100 % of three complaints is noise; from twenty on a rate says something."""
    assert MonthFigures("2026-06", 6, 6, 3).change == "3 件 → 6 件"
    assert MonthFigures("2026-06", 3, 3, 3).change == "持平"
    assert MonthFigures("2026-06", 30, 30, 20).change == "+50.0%"


def test_bare_totals_are_said_beside_the_complaints(tmp_path: Path) -> None:
    """A reader of the index knows why the months add up to more than the lines."""
    pages = {page.url: page for page in build.build(data_folder(tmp_path, "complaints")).pages()}
    index = pages["/complaints/"]
    assert index.view.says.endswith("另有 3 件按规定只公布件数，办结 3 件。")
    assert index.description == index.view.says
