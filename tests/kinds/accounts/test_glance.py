"""The county at a glance: tiles, marks and days say what the clock says, counted by hand."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from harness import add_table, data_folder, seal
from mingbai import build
from mingbai.kinds import by_name
from mingbai.kinds.accounts.pages import glance
from mingbai.kinds.accounts.pages.glance import CountyMonthsView, TilesView
from mingbai.kinds.accounts.village_months import homes, village_months
from mingbai.model import Edition
from mingbai.page.charts import DotState
from mingbai.portal import glance as portal_glance

KINDS = tuple(by_name(name) for name in ("registry", "accounts"))
TAIPING, BAIYANG = "990121100000", "990121101000"
LIUTANG, SHIQIAO, SHANGHE = "990121100201", "990121100202", "990121101201"
DAY = date(2026, 7, 21)


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """May came in time; of June 太平镇's books came five days late, 白杨镇's not at all."""
    data = data_folder(tmp_path_factory.mktemp("glance"), "accounts")
    shutil.rmtree(data / "accounts/baiyang/2026-06")
    path = data / "accounts/taiping/2026-06/datapackage.json"
    document = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**document, "published": "2026-07-20"}), "utf-8")
    return build.build(data, KINDS, as_of=DAY).edition


def test_tiles_lie_where_the_county_says(tmp_path: Path) -> None:
    """With a column and a row for every village they are drawn; else the list stands alone."""
    data = data_folder(tmp_path, "accounts")
    villages = [f"{code},{at},1" for at, code in enumerate((LIUTANG, SHIQIAO, SHANGHE), start=2)]
    heading = "place_code,tile_column,tile_row"
    add_table(data / "registry/county/2026", "map_tiles", heading, f"{TAIPING},1,1", *villages)
    seal(data)
    view = next(glance.panels(build.build(data, KINDS, as_of=DAY).edition)).view
    assert view.map is not None
    assert re.findall(r"<text[^>]*>([^<]+)</text>", view.map) == ["太平镇", "柳塘", "石桥", "上河"]
    assert 'viewBox="0 0 220 50"' in view.map
    assert view.key.startswith("图上的位置大致照地图")
    assert [len(block.tiles) for block in view.blocks] == [2, 1]
    (data / "registry/county/2026/map_tiles.csv").write_text(
        "\n".join([heading, *villages[:2], ""]), "utf-8"
    )
    seal(data)
    view = next(glance.panels(build.build(data, KINDS, as_of=DAY).edition)).view
    assert view.map is None
    assert view.key.startswith("格子按乡镇排")


def test_each_month_of_a_village_is_the_worst_of_its_books(edition: Edition) -> None:
    """A state a village and month, oldest first; the group's book counts with its village."""
    of_books = homes(edition.county)
    assert of_books.loc[f"{LIUTANG}-01"].tolist() == [LIUTANG, TAIPING]
    months = village_months(edition, of_books)
    assert months is not None
    assert months.periods == ("2026-05", "2026-06")
    assert months.cells() == {
        LIUTANG: (DotState.ON_TIME, DotState.LATE),
        SHIQIAO: (DotState.ON_TIME, DotState.LATE),
        SHANGHE: (DotState.ON_TIME, DotState.MISSING),
    }
    assert village_months(edition, of_books.iloc[:0]) is None


def test_the_map_has_a_tile_a_village_with_its_bad_news(edition: Edition) -> None:
    """Townships lead to their months, villages to the worst of their books; the table says all."""
    tiles, months = (panel.view for panel in glance.panels(edition))
    assert isinstance(tiles, TilesView)
    assert isinstance(months, CountyMonthsView)
    assert [(b.title, b.url, b.is_behind, b.says) for b in tiles.blocks] == [
        ("太平镇", f"/accounts/town/{TAIPING}/months/", False, "2 个村"),
        ("白杨镇", f"/accounts/town/{BAIYANG}/months/", True, "1 个村，1 个有账没公开"),
    ]
    liutang, shiqiao = tiles.blocks[0].tiles
    assert (liutang.text, liutang.url) == ("柳塘", f"/accounts/{LIUTANG}-00/")
    for tile in (liutang, shiqiao):
        assert tile.mark is not None
        assert (tile.mark.state, tile.mark.text) == ("late", "最近迟公开")
    (shanghe,) = tiles.blocks[1].tiles
    assert shanghe.mark is not None
    assert (shanghe.mark.text, shanghe.mark.of) == ("到期未公开", f"book/{SHANGHE}-00")
    assert tiles.says == (
        "全县 3 个村；到今天还有账没公开的 1 个：上河村；最近一个月迟公开的 2 个。"
    )
    assert "上河村" in tiles.twin.body
    assert "柳塘村、石桥村" in tiles.twin.body
    assert months.grid.says == (
        "3 个村，共 6 次（一个村一个月算一次），按时 3 次，迟公开 2 次，到今天还没公开 1 次。"
    )
    assert months.grid.svg.count('class="dots__missing"') == 1
    assert months.grid.svg.count('class="dots__late"') == 1, "a township is its worst village"


def test_the_page_of_a_township_names_every_exception(edition: Edition) -> None:
    """Its own villages alone, with the months that were not fine."""
    view = glance.town_page(edition, TAIPING).view
    assert view.grid.svg.count('class="dots__late"') == 2
    assert view.grid.twin.body.count("迟公开 2026 年 6 月") == 2
    assert "上河" not in view.grid.svg + view.grid.twin.body


def test_days_hold_what_is_due_and_what_did_not_come(edition: Edition) -> None:
    """Seven weeks from a Monday; a cell counts its duties, the table has them by kind."""
    (page,) = portal_glance.pages(KINDS, edition)
    view = page.view
    days = [day for week in view.calendar.weeks for day in week.days]
    assert [len(week.days) for week in view.calendar.weeks] == [7] * 7
    assert (days[0].date, days[-1].date) == ("2026-07-06", "2026-08-23")
    due = {day.date: (day.count, day.state) for day in days if day.count}
    assert due == {"2026-07-15": ("4", "missing"), "2026-08-15": ("4", "")}
    assert [day.date for day in days if day.is_today] == ["2026-07-21"]
    assert days[0].title == "7 月 6"
    assert 'id="due-2026-07-15"' in view.days.body
    assert view.says == (
        "7 月 6 日到 7 月 21 日到期 4 项，迟了的 3 项，还没有做的 1 项；"
        "到 8 月 23 日还有 4 项要到期。"
    )
    assert view.older is None
