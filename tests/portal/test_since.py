"""What is new in the last month: corrections first, each thing once, said of its village too."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

import remembered
from harness import data_folder
from mingbai import build
from mingbai.kinds.accounts import KIND
from mingbai.model import Site
from mingbai.portal.since import SinceView
from remembered import LATER, rewrite, rows

BOOKS = "accounts/taiping/2026-06"
ENTRIES = f"{BOOKS}/entries.csv"
KINDS = ("accounts", "village_affairs", "registry")
LIUTANG = "990121100201"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Released on 20 July; a line of a village's June corrected on the 25th, its `as_of`."""
    root = data_folder(tmp_path_factory.mktemp("since"), "village_affairs", others=("accounts",))
    remembered.release(root, KINDS)
    remembered.keep(root, BOOKS)
    table = rows(root, ENTRIES)
    next(row for row in table if row["book_id"].startswith(LIUTANG))["summary"] += "（补记）"
    rewrite(root, ENTRIES, table)
    remembered.correct(root, BOOKS)
    remembered.release(root, KINDS, LATER)
    return build.build(root, as_of=LATER)


def _views(site: Site) -> Mapping[str, SinceView]:
    return {
        place: panel.view
        for (scope, place), panels in site.panels.items()
        for panel in panels
        if scope == "place" and panel.template == "since_panel.html"
    }


def test_corrections_stand_first(site: Site) -> None:
    """What, when and why, and the way to what was changed."""
    view = _views(site)[LIUTANG]
    first = view.lines[0]
    assert (first.before, first.link.text) == ("更正了：", "柳塘村账本 2026 年 6 月")
    assert first.link.url.startswith(f"/changes/{BOOKS}/v2/")
    assert first.after == f"（7 月 25 日，{remembered.TYPO.reason}：{remembered.TYPO.words}）。"
    assert view.since == date(2026, 6, 25)
    assert 2 <= len(view.lines) <= 5


def test_what_was_published_is_told_kind_by_kind(site: Site) -> None:
    """June of the village's books, its group's among them, and its matters; no month before."""
    own = [d for d in site.edition.disclosures if (d.place or "").startswith(LIUTANG)]
    books = [d for d in own if d.package.path == BOOKS]
    (line,) = (one for one in _views(site)[LIUTANG].lines if one.before.startswith(KIND.title))
    assert line.before == f"{KIND.title}：公开了 {len(books)} 项，最近的是"
    assert line.link.url in {d.url for d in books}
    assert line.after == "（7 月 10 日）。"


def test_new_lines_are_counted(site: Site) -> None:
    """All lines of June, of the village and of its group."""
    frame = site.edition.tables["accounts"].frame("entries")
    june = frame[frame["period"] == "2026-06"]
    own = june["book_id"].str.startswith(LIUTANG)
    last = _views(site)[LIUTANG].lines[-1]
    assert last.before == f"逐笔的账多了 {int(own.sum())} 笔："
    assert last.link.text == "柳塘村账本 6 月"


def test_a_place_without_news_says_so(site: Site) -> None:
    """Every village and group with a page has the section, in few lines."""
    views = _views(site)
    places = site.edition.county.places
    named = places.index[places["kind"].isin(["村", "组"])]
    assert set(views) == {p for p in named if site.edition.url("place", p)}
    assert all(len(view.lines) <= 5 for view in views.values())
    assert any(not view.lines for view in views.values())
