"""Time limits as documents really write them, read or refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness import data_folder
from mingbai import build
from mingbai.kinds.catalogue.limits import Limit, parse_limit
from mingbai.kinds.catalogue.rhythm import previous_due_day

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


@pytest.mark.parametrize(
    ("text", "as_of", "expected"),
    [
        ("每月15日前", "2026-07-16", "2026-06-15"),
        ("每月15日前", "2026-07-14", "2026-05-15"),
        ("每月31日前", "2026-03-15", "2026-01-31"),  # February is shorter: 28 February was the last
        ("每月", "2026-07-16", "2026-05-31"),
        ("每季度", "2026-06-30", "2026-03-31"),
        ("每季度的首个月20日", "2026-07-16", "2026-01-20"),
        ("每年1月31日前", "2026-01-30", "2024-01-31"),
        ("每年", "2026-07-16", "2024-12-31"),
        ("随时公布", "2026-07-16", None),
        ("20工作日", "2026-07-16", None),
    ],
)
def test_what_is_promised_again_and_again(text: str, as_of: str, expected: str | None) -> None:
    """The day after which something new must be there, by the last due day but one."""
    limit = parse_limit(text)
    assert limit is not None
    found = previous_due_day(limit, date.fromisoformat(as_of))
    assert (found.isoformat() if found else None) == expected


def test_an_entry_shows_what_was_published_and_when(tmp_path: Path) -> None:
    """Each promise stands beside the disclosures behind it; one not renewed is marked."""
    pages = {
        page.url: page
        for page in build.build(data_folder(tmp_path, "catalogue", "promise_not_renewed")).pages()
    }
    view = pages["/catalogue/ML-001/"].view
    assert (view.mark.state, view.mark.text) == ("late", "公开 1 次，最近 2026-02-10，到期没有更新")
    assert "2026-02-10" in view.sections[0].table.body
    assert pages["/catalogue/ML-003/"].view.mark.state == "ok"
    assert "本站按时公开 2 项，到期没有更新 2 项，还没有公开 0 项" in pages["/catalogue/"].view.says


@given(st.text(max_size=60))
def test_any_text_is_a_limit_or_none(text: str) -> None:
    """Whatever is typed, reading it never fails."""
    assert parse_limit(text) is None or isinstance(parse_limit(text), Limit)
