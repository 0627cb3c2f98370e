"""Time limits as documents really write them, read or refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness import data_folder
from mingbai import build
from mingbai.kinds.catalogue.limits import Limit, parse_limit

SEEN = {
    "信息形成或变更之日起20个工作日内": Limit("once", "形成或者变更", 20, "工作日"),
    "自信息形成或者变更之日起20个工作日内予以公开": Limit("once", "形成或者变更", 20, "工作日"),
    "信息形成或变更之日起3个工作日内": Limit("once", "形成或者变更", 3, "工作日"),
    "自制作或获取该信息之日起20个工作日内公开": Limit("once", "制作或者获取", 20, "工作日"),
    "获取该信息之日起20个工作日内": Limit("once", "获取", 20, "工作日"),
    "20工作日": Limit("once", "形成或者变更", 20, "工作日"),
    "实时公开": Limit("realtime"),
    "及时公开": Limit("prompt"),
    "永久公开": Limit("permanent"),
    "本级政府财政部门批复后20日内": Limit("once", "批复", 20, "日"),
    "每季度": Limit("quarterly"),
    "每季度的首个月20日": Limit("quarterly", day=20),
    "每月15日前": Limit("monthly", day=15),
    "每年1月31日前": Limit("yearly", day=31, month=1),
    "每季度首月99日": Limit("quarterly"),
    "随时公布": Limit("realtime"),
    "行政决定之日起7个工作日内": Limit("once", "作出决定", 7, "工作日"),
}


@pytest.mark.parametrize(("text", "limit"), SEEN.items())
def test_limits_seen_on_the_ground_are_read(text: str, limit: Limit) -> None:
    """Every wording found in real catalogues gives its limit."""
    assert parse_limit(text) == limit


def test_the_same_as_above_takes_the_row_above() -> None:
    """同上 is the limit of the row above, and nothing where there is none."""
    above = Limit("quarterly")
    assert parse_limit("同上", above) == above
    assert parse_limit("同上") is None


def test_words_without_a_limit_are_refused() -> None:
    """What names neither days nor a rhythm is no limit."""
    assert parse_limit("按卫健委要求单独公开") is None


def test_an_entry_is_judged_by_all_that_is_due_under_it(tmp_path: Path) -> None:
    """Promised by month and by quarter and published once: overdue since, whatever was newest."""
    site = build.build(data_folder(tmp_path, "catalogue", "promise_not_renewed"))
    pages = {page.url: page for page in site.pages()}
    dues, view = site.edition.dues, pages["/catalogue/ML-001/"].view
    monthly = dues[dues["series"] == "promised-month"]
    missing = monthly[(monthly["kind"] == "catalogue") & (monthly["state"] == "到期未公开")]
    assert (view.mark.state, view.mark.text) == ("missing", "到期未公开")
    assert view.mark.note == f"{len(missing)} 项"
    assert [section.title for section in view.sections] == ["到期没有公开的", "实际公开"]
    assert f"{len(missing)} 项" in view.sections[0].says
    assert "2026-02-10" in view.sections[1].table.body


@given(st.text(max_size=60))
def test_any_text_is_a_limit_or_none(text: str) -> None:
    """Whatever is typed, reading it never fails."""
    assert parse_limit(text) is None or isinstance(parse_limit(text), Limit)
