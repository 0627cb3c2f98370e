"""Cases of each item -> how many took how many days, beside what is promised and the law."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pandas as pd

from mingbai.page import ChartView, charts
from mingbai.page.charts import DayLimit

_ENOUGH = 5  # cases: of fewer each is read by itself
_WORKING = "工作日"


class _Limit(NamedTuple):
    """A limit of an item. word: 承诺 or 法定."""

    word: str
    days: int
    unit: str


def day_charts(cases: pd.DataFrame, items: pd.DataFrame) -> Mapping[str, ChartView]:
    """By item_code, of items with at least five cases that took not all as long.

    cases: as timed_cases gives them. items: the frame ITEMS.
    """
    timed = cases.dropna(subset=["days"])
    counts = timed.groupby(["item_code", "days"], sort=True).size()
    limits = {str(row.item_code): tuple(_limits(row)) for row in items.itertuples()}
    counts_of_items: dict[str, dict[int, int]] = {}
    for code, days, count in counts.reset_index(name="count").itertuples(index=False):
        counts_of_items.setdefault(str(code), {})[int(days)] = int(count)
    return {
        code: _chart(cases_by_days, limits.get(code, ()))
        for code, cases_by_days in counts_of_items.items()
        if sum(cases_by_days.values()) >= _ENOUGH and len(cases_by_days) > 1
    }


def _limits(row: object) -> Iterator[_Limit]:
    """What is promised and what the law says, where either is published."""
    for word, name in (("承诺", "promised"), ("法定", "legal")):
        days, unit = getattr(row, f"{name}_days"), getattr(row, f"{name}_unit")
        if not pd.isna(days) and not pd.isna(unit):
            yield _Limit(word, int(days), str(unit))


def _chart(counts: Mapping[int, int], limits: tuple[_Limit, ...]) -> ChartView:
    drawn = [
        DayLimit(one.days, f"{one.word}{f' {one.days} 天' if one.days else '当场'}")
        for one in limits
        if _is_drawn(one)
    ]
    return charts.histogram(
        id_="case-days",
        title="办结的件，用了几个工作日",
        counts=counts,
        limits=drawn,
        says=_says(counts, limits),
    )


def _is_drawn(limit: _Limit) -> bool:
    """Whether a limit can be held against working days."""
    return limit.unit == _WORKING


def _says(counts: Mapping[int, int], limits: tuple[_Limit, ...]) -> str:
    """`一共 33 件，最长 9 个工作日。承诺 3 个工作日，超过的 2 件；…`."""
    every, longest = sum(counts.values()), max(counts)
    took = f"最长 {longest} 个工作日" if longest else "都是当天办完"
    return (
        f"一共 {every:,} 件，{took}。"
        + "；".join(_held(one, counts) for one in limits)
        + ("。" if limits else "")
    )


def _held(limit: _Limit, counts: Mapping[int, int]) -> str:
    """One limit, and how many took longer."""
    words = f"{limit.word} {limit.days} 个{limit.unit}" if limit.days else f"{limit.word}当场办"
    if not _is_drawn(limit):
        return f"{words}，和工作日不好比，图上没有画"
    over = sum(count for days, count in counts.items() if days > limit.days)
    return f"{words}，" + (f"超过的 {over:,} 件" if over else "没有超过的")
