"""How long cases took, as a picture: every case once, held against limits in working days alone."""

from __future__ import annotations

import pandas as pd

from mingbai.kinds.completions.pages.day_charts import day_charts
from mingbai.page import ChartView

ITEM = "990121-ZJ-XK-0001"


def charts_of(days: list[int | None], promised: str = "工作日") -> dict[str, ChartView]:
    """The charts of an item: promised in 3 days, by law in 7 working days; a second has no case."""
    cases = pd.DataFrame({"item_code": ITEM, "days": pd.array(days, dtype="Int64")})
    items = pd.DataFrame(
        {
            "item_code": [ITEM, "990121-ZJ-GG-0001"],
            "promised_days": pd.array([3, None], dtype="Int64"),
            "promised_unit": [promised, None],
            "legal_days": pd.array([7, None], dtype="Int64"),
            "legal_unit": ["工作日", None],
        }
    )
    return dict(day_charts(cases, items))


def test_a_chart_says_how_many_took_longer_than_each_limit() -> None:
    """Cases without a number of days are not in it; the day of a limit is within it."""
    (chart,) = charts_of([0, 3, 3, 4, 9, None]).values()
    assert chart.says == (
        "一共 5 件，最长 9 个工作日。承诺 3 个工作日，超过的 2 件；法定 7 个工作日，超过的 1 件。"
    )
    assert chart.key == (("in", "期限以内"), ("out", "超过期限（承诺 3 天）"))
    assert chart.twin.row_count == 4, "of the days that took any"


def test_a_limit_in_calendar_days_is_said_and_not_drawn() -> None:
    """Working days cannot be held against it."""
    (chart,) = charts_of([1, 1, 2, 2, 3], promised="自然日").values()
    assert chart.says == (
        "一共 5 件，最长 3 个工作日。承诺 3 个自然日，和工作日不好比，图上没有画；"
        "法定 7 个工作日，没有超过的。"
    )
    assert "承诺" not in chart.svg.partition("</desc>")[2]


def test_few_cases_or_equal_ones_have_no_picture() -> None:
    """What one sentence says as well."""
    assert charts_of([1, 2, 3, 4]) == {}
    assert charts_of([0] * 9) == {}
