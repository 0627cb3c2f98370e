"""Open data by month: as many rows as the file has, or their mean, as the file says it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mingbai.check import open_data
from mingbai.page import ChartView
from mingbai.portal.datasets.over_months import lines

MONTH = {"name": "month", "type": "yearmonth", "title": "月份"}
DAY = {"name": "day", "type": "date", "title": "日期"}
STATION = {"name": "station", "type": "string", "title": "站"}
RAIN = {"name": "rain", "type": "number", "title": "降雨量", "unit": "毫米"}


def charts_of(root: Path, fields: list[dict[str, str]], *rows: str) -> tuple[ChartView, ...]:
    """The charts of an open package with one table."""
    folder = root / "open_data" / "rain"
    folder.mkdir(parents=True)
    table = [",".join(field["name"] for field in fields), *rows]
    (folder / "rain.csv").write_text("\n".join(table) + "\n", "utf-8")
    descriptor = {
        "name": "rain",
        "title": "雨",
        "resources": [
            {"name": "rain", "title": "雨", "path": "rain.csv", "schema": {"fields": fields}}
        ],
    }
    (folder / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    packages, issues = open_data.find(root)
    assert [issue for issue in issues if issue.severity.name == "ERROR"] == []
    (package,) = packages
    return tuple(lines(tuple(package.tables)))


def test_rows_are_counted_by_the_month_of_their_day(tmp_path: Path) -> None:
    """A month between without any row is nought; a row without a day is not counted."""
    rows = ("2026-01-05,1", "2026-01-31,2", "2026-03-01,3", ",4", "2026-04-09,5")
    (chart,) = charts_of(tmp_path, [DAY, RAIN], *rows)
    assert chart.title == "雨：每个月几行"
    assert chart.says == "按“日期”数。2026-01 到 2026-04，最高的是 2026-01，2 行。"
    assert chart.twin.body.count('<th scope="row">') == 4
    assert ">0<" in chart.twin.body


def test_as_many_rows_a_month_are_drawn_by_their_mean(tmp_path: Path) -> None:
    """Two stations a month: the mean of what they measured, to one place."""
    rows = ("2026-01,A,1.0", "2026-01,B,2.5", "2026-02,A,0", "2026-02,B,0")
    rows += ("2026-03,A,9", "2026-03,B,3")
    (chart,) = charts_of(tmp_path, [MONTH, STATION, RAIN], *rows)
    assert chart.title == "雨：降雨量，每个月的平均"
    assert chart.says == (
        "每个月 2 行，画的是这 2 行的平均数。2026-01 到 2026-03，最高的是 2026-03，6.0 毫米。"
    )
    for mean in ("1.8", "0.0", "6.0"):
        assert f">{mean}<" in chart.twin.body


@pytest.mark.parametrize(
    "rows",
    [
        ("2026-01-05,1", "2026-02-05,1"),
        ("0001-01-01,1", "2026-02-05,1"),
        (",1",),
        ("2026-01-05,-1", "2026-02-05,-2", "2026-03-05,-3"),
    ],
    ids=["two months", "two thousand years", "no day", "below zero"],
)
def test_what_a_line_would_say_nothing_of_has_none(tmp_path: Path, rows: tuple[str, ...]) -> None:
    """Few months, far too many, none at all, or means below the zero that a line stands on."""
    assert charts_of(tmp_path, [DAY, RAIN], *rows) == ()
