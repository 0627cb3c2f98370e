"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

from mingbai.page import charts
from mingbai.page.components import ChartView, Mark


def chart() -> ChartView:
    """Eighteen months of a book, one of them missing."""
    periods = [f"{2025 + (i // 12)}-{i % 12 + 1:02}" for i in range(18)]
    sums = [
        charts.MonthSum(p, None, None, None, Mark("missing", "未公开"))
        if i == 7
        else charts.MonthSum(
            period=p,
            income_fen=1_200_000 + i * i * 13_100,
            expense_fen=900_000 + (i * 7 % 11) * 210_000,
            closing_fen=20_012_570 + i * 1_000,
            mark=Mark("", "已公开"),
        )
        for i, p in enumerate(periods)
    ]
    return charts.bars("pattern-chart", "柳塘村账本 18 个月收支", sums)


def days() -> ChartView:
    """How long cases took, and a limit."""
    return charts.histogram(
        id_="pattern-days",
        title="办结的件，用了几个工作日",
        counts={0: 2, 1: 9, 2: 31, 3: 12, 5: 2},
        limits=(charts.DayLimit(3, "承诺 3 天"), charts.DayLimit(7, "法定 7 天")),
        says="一共 56 件，承诺 3 个工作日，超过的 2 件；法定 7 个工作日，没有超过的。",
    )


EXAMPLES = {"图": (chart(),), "图，旁边是同样的表": (days(), True)}
