"""Time limits as documents really write them, read or refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingbai.kinds.catalogue.limits import Limit, parse

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
    "随时公布": Limit("realtime"),
    "行政决定之日起7个工作日内": Limit("once", "作出决定", 7, "工作日"),
}


@pytest.mark.parametrize(("text", "limit"), SEEN.items())
def test_limits_seen_on_the_ground_are_read(text: str, limit: Limit) -> None:
    """Every wording found in real catalogues gives its limit."""
    assert parse(text) == limit


def test_the_same_as_above_takes_the_row_above() -> None:
    """同上 is the limit of the row above, and nothing where there is none."""
    above = Limit("quarterly")
    assert parse("同上", above) == above
    assert parse("同上") is None


def test_words_without_a_limit_are_refused() -> None:
    """What names neither days nor a rhythm is no limit."""
    assert parse("按卫健委要求单独公开") is None


@given(st.text(max_size=60))
def test_any_text_is_a_limit_or_none(text: str) -> None:
    """Whatever is typed, reading it never fails."""
    assert parse(text) is None or isinstance(parse(text), Limit)
