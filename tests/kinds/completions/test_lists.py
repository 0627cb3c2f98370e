"""Lists of cases: a case stands on its day, and a month with many cases is opened day by day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest

from harness import data_folder
from mingbai import build
from mingbai.kinds.completions.pages import lists
from mingbai.model import Page, Site
from mingbai.page import paging

ITEM = "990121-ZJ-XK-0001"
DAYS = tuple(date(2026, 6, day) for day in (1, 2, 3, 4, 5, 8, 9, 10, 11))
ID, ROW = re.compile(r'id="(SG-[^"]+)"'), re.compile("<tr")


def _due(day: date) -> date:
    """Three working days later, in weeks without a holiday."""
    return day + timedelta(days=3 if day.weekday() < 2 else 5)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The good fixture, whose two cases are of July, and 45 cases of June: more than are short."""
    data = data_folder(tmp_path_factory.mktemp("county"), "completions")
    path: Path = data / "completions/zhujian/2026-06-a/cases.csv"
    decided = [day for day in DAYS for _ in range(5)]
    assert len(decided) > lists.SHORT_MONTH
    rows = [
        f"SG-2026-06-{n:03d},{ITEM},清源恒远建筑有限公司,{day},0,{_due(day)},{day},准予,审批岗\n"
        for n, day in enumerate(decided, start=1)
    ]
    path.write_text(path.read_text("utf-8") + "".join(rows), "utf-8")
    return build.site(build.check(data))


@pytest.fixture(scope="module")
def pages(site: Site) -> Mapping[str, Page]:
    """All pages of that portal by address."""
    return {page.url: page for page in site.pages()}


def test_a_case_stands_on_the_day_of_its_decision(site: Site, pages: Mapping[str, Page]) -> None:
    """What search finds leads to the row of the case, whatever the length of its month."""
    cases = [name for (scope, _), name in site.edition.names.items() if scope == "case"]
    assert len(cases) == 47
    for name in cases:
        url, anchor = name.url.split("#")
        assert ID.findall(str(pages[url].view.cases.body)).count(anchor) == 1
    assert [
        len(ID.findall(str(pages[f"/completions/{d:%Y-%m/%d}/"].view.cases.body))) for d in DAYS
    ] == [5] * 9


def test_a_short_month_is_read_at_once(pages: Mapping[str, Page]) -> None:
    """Its rows, the late one first, keep the anchors they had before days had pages."""
    view = pages["/completions/2026-07/"].view
    assert ID.findall(str(view.cases.body)) == ["SG-001", "SG-002"]
    assert view.days is None
    assert view.prev.url == "/completions/2026-06/"


def test_a_long_month_is_a_list_of_days(pages: Mapping[str, Page]) -> None:
    """The newest day first, each with how many; no case was late, so none is listed."""
    view = pages["/completions/2026-06/"].view
    assert view.cases is None
    body = str(view.days.body)
    urls = re.findall(r'href="([^"]+)"', body)
    assert urls == [f"/completions/{day:%Y-%m/%d}/" for day in reversed(DAYS)]
    assert len(ROW.findall(body)) == len(DAYS)
    assert "办结 45 件，按时办结 45 件" in view.says


def test_days_lead_to_each_other(pages: Mapping[str, Page]) -> None:
    """From one month into the next; the first and the last day have an end."""
    first, last = pages["/completions/2026-06/01/"].view, pages["/completions/2026-06/11/"].view
    assert (first.prev, first.next.url) == (None, "/completions/2026-06/02/")
    assert last.next.url == "/completions/2026-07/02/"


def test_an_item_with_many_cases_has_pages(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every case once, the late one first, and the sentence speaks of all of them."""
    monkeypatch.setattr(paging, "PAGE_ROWS", 20)
    own = [p for p in site.pages() if p.url.startswith(f"/completions/item/{ITEM}/")]
    assert [page.url.removeprefix(f"/completions/item/{ITEM}/") for page in own] == ["", "2/", "3/"]
    bodies = [str(page.view.cases.body) for page in own]
    assert [len(ROW.findall(body)) for body in bodies] == [20, 20, 7]
    numbers = re.findall(r"#(SG-[^\"]+)\"", "".join(bodies))
    assert len(numbers) == len(set(numbers)) == 47
    assert numbers[0] == "SG-001"
    assert {page.view.says[:5] for page in own} == {"办结 47"}


def test_a_long_month_shows_what_was_late(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bad news before the days: the one of two cases that was late, and where it stands."""
    monkeypatch.setattr(lists, "SHORT_MONTH", 1)
    (page,) = (page for page in site.pages() if page.url == "/completions/2026-07/")
    assert page.view.cases.caption == "逾期办结的件"
    body = str(page.view.cases.body)
    assert re.findall(r'href="([^"]+#SG[^"]+)"', body) == ["/completions/2026-07/02/#SG-001"]
    assert len(ROW.findall(str(page.view.days.body))) == 2
