"""Open data with days or months in it -> a line a table: how many rows a month, or their mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from mingbai.dates import following, month_column
from mingbai.page import ChartView, charts
from mingbai.page.charts import Point
from mingbai.read import Table
from mingbai.schema import Field

_MONTHS = ("date", "datetime", "yearmonth")
_MOST = 600  # months: of more than fifty years a line says nothing
_FEWEST = 3
_LARGEST = 1e15  # of what a line is drawn through


def lines(tables: Sequence[Table]) -> Iterator[ChartView]:
    """A chart of each table whose first dated field spans three months at least."""
    for table in tables:
        declared = {raw["name"]: raw.get("type") for raw in table.schema.descriptor["fields"]}
        dated = (f for f in table.schema.fields if declared[f.name] in _MONTHS)
        first = next(dated, None)
        chart = None if first is None else _line(table, first)
        if chart is not None:
            yield chart


def _line(table: Table, dated: Field) -> ChartView | None:
    """Rows by month; where every month has as many, the mean of the first number beside it."""
    months = _months(table.frame[dated.column])
    counts = months.value_counts()
    if not len(counts):
        return None
    every = _span(str(counts.index.min()), str(counts.index.max()))
    if not _FEWEST <= len(every) <= _MOST:
        return None
    counts = counts.reindex(pd.Index(every), fill_value=0)
    numbers = (f for f in table.schema.fields if f.type == "number" and not f.is_money)
    measure = next(numbers, None)
    if counts.nunique() == 1 and measure is not None:
        return _means(table, months, every, measure)
    title = f"{table.schema.title}：每个月几行"
    points = [Point(month, n, f"{n:,}") for month, n in zip(every, counts.tolist(), strict=True)]
    return _chart(table, title, "行", points, f"按“{dated.title}”数。", what="行数")


def _means(
    table: Table, months: pd.Series, every: Sequence[str], measure: Field
) -> ChartView | None:
    """The mean of a number by month; None where any is negative or too large to be drawn."""
    values = table.frame[measure.column].astype("float64")
    means = values.groupby(months).mean().reindex(pd.Index(every))
    if means.isna().all() or not means.dropna().between(0, _LARGEST).all():
        return None
    points = [
        Point(month, None, "") if pd.isna(mean) else Point(month, round(mean * 10), f"{mean:,.1f}")
        for month, mean in zip(every, means.tolist(), strict=True)
    ]
    rows = len(months) // len(every)
    title = f"{table.schema.title}：{measure.title}，每个月的平均"
    says = f"每个月 {rows:,} 行，画的是这 {rows:,} 行的平均数。" if rows > 1 else ""
    return _chart(table, title, measure.unit or "", points, says, what=measure.title)


def _chart(
    table: Table, title: str, unit: str, points: Sequence[Point], says: str, what: str
) -> ChartView:
    known = [point for point in points if point.value is not None]
    span = f"{points[0].name} 到 {points[-1].name}"
    high = max(known, key=lambda point: point.value or 0)
    return charts.month_line(
        id_=f"line-{table.schema.name}",
        title=title,
        unit=unit,
        points=points,
        says=f"{says}{span}，最高的是 {high.name}，{high.text} {unit}。",
        what=what,
    )


def _months(column: pd.Series) -> pd.Series:
    """`2026-06` of each day or month; absent where absent."""
    if pd.api.types.is_datetime64_any_dtype(column):
        return month_column(column)
    matches = column.astype("str").str.extract(r"^(\d{4}-(?:0[1-9]|1[0-2]))")
    return matches[0]


def _span(first: str, last: str) -> list[str]:
    """Every month from the first to the last."""
    months = [first]
    while months[-1] < last and len(months) <= _MOST:
        months.append(following(months[-1]))
    return months
