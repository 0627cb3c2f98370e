"""Points computed from what other kinds published, and why they sometimes are not."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from mingbai.county import County
from mingbai.kinds.performance import KIND
from mingbai.kinds.performance.computed import computed_points
from mingbai.kinds.performance.reads import CASES, DECISIONS, RATES, TASKS, VISITS

YEAR = "2025"
KINDS = ("completions", "appraisals", "supervision", "accountability", "key_work")


def frame(read: Any, rows: list[tuple[Any, ...]]) -> pd.DataFrame:
    """Rows as another kind offers them."""
    return pd.DataFrame(rows, columns=list(read.columns)).astype(dict(read.columns))


def county(first: str = "2025-01", **others: pd.DataFrame) -> County:
    """What was published, from this period on; three of forty cases of zhujian were late."""
    day = pd.Timestamp(2025, 3, 3)
    cases = [("zhujian", day, i < 3) for i in range(40)]
    frames = {
        CASES.id: frame(CASES, cases),
        RATES.id: frame(RATES, [("zhujian", YEAR, 876), ("ziran", YEAR, None)]),
        VISITS.id: frame(VISITS, [("zhujian", day), ("zhujian", day)]),
        DECISIONS.id: frame(DECISIONS, [("zhujian", day)] * 5),
        TASKS.id: frame(
            TASKS, [("zhujian", YEAR, day, day + pd.Timedelta(days=1)), ("zhujian", YEAR, day, day)]
        ),
        **others,
    }
    return County(
        registry=None,  # type: ignore[arg-type]
        as_of=date(2026, 7, 16),
        known={},
        packages={k: (SimpleNamespace(period=first),) for k in KINDS},  # type: ignore[misc]
        offers={name: lambda _, f=f: f for name, f in frames.items()},
    )


def tables(quantity: str, method: str, points: float | None, unit: str = "zhujian") -> Any:
    """One indicator of 10 points with a formula, and one score of it."""
    index = pd.MultiIndex.from_tuples([("performance/office/2025/scores.csv", 2)])
    index.names = ["file", "line"]
    scheme = {"year": [YEAR], "class": ["县政府部门"], "indicator_no": ["01"]}
    by_name = {
        "scores": pd.DataFrame({**scheme, "unit": [unit], "score": [9]}, index=index),
        "formulas": pd.DataFrame(
            {**scheme, "quantity": [quantity], "method": [method], "points": [points]}
        ),
        "indicators": pd.DataFrame({**scheme, "weight": [10]}),
    }
    return SimpleNamespace(frame=by_name.__getitem__)


@pytest.mark.parametrize(
    ("quantity", "method", "points", "expected"),
    [
        ("按时办结率", "低一个百分点扣", 1, 250),  # 92.5 %: 7.5 points off
        ("按时办结率", "按比例", None, 925),
        ("评议满意率", "按比例", None, 876),
        ("暗访通报", "每件扣", 1.5, 700),
        ("问责决定", "每件扣", 3, 0),  # never below nought
        ("逾期重点工作", "每件扣", 2, 800),
    ],
)
def test_points_follow_from_the_quantity(
    quantity: str, method: str, points: float | None, expected: int
) -> None:
    """Each method on a quantity that is known, in hundredths of a point."""
    row = computed_points(tables(quantity, method, points), county()).iloc[0]
    assert (row["computed"], row["why_not"]) == (expected, "")


def test_who_was_never_named_loses_nothing() -> None:
    """No visit, no decision, no late task, no case: all points."""
    for quantity in ("暗访通报", "问责决定", "逾期重点工作", "按时办结率"):
        method = "低一个百分点扣" if quantity == "按时办结率" else "每件扣"
        row = computed_points(tables(quantity, method, 1, unit="jiaoyu"), county()).iloc[0]
        assert (row["computed"], row["why_not"]) == (1000, "")


def test_a_year_that_is_not_whole_is_not_computed() -> None:
    """Published from July on: what was before is not known."""
    for quantity in ("暗访通报", "问责决定", "按时办结率"):
        row = computed_points(tables(quantity, "每件扣", 1), county(first="2025-07")).iloc[0]
        assert row["why_not"] == "那一年的数据没有从一月起逐件公开"


def test_a_rate_that_nobody_knows_is_not_guessed() -> None:
    """No valid votes, or a unit that was not asked about."""
    for unit in ("ziran", "jiaoyu"):
        row = computed_points(tables("评议满意率", "按比例", None, unit=unit), county()).iloc[0]
        assert row["why_not"] == "没有这个单位那一年的数"


def test_the_kind_declares_what_it_reads() -> None:
    """Every frame that points are computed from."""
    assert {frame.kind for frame in KIND.reads} == set(KINDS)
