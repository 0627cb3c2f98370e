"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

from mingbai.page import charts
from mingbai.page.charts import DotState
from mingbai.page.components import Column, DotGridView
from mingbai.page.tables import Cells, table_view

_FINE, _MISSING = (DotState.ON_TIME,), (DotState.MISSING,)


def grid() -> DotGridView:
    """Three villages through eighteen months, one of them behind."""
    periods = [f"{2025 + i // 12}-{i % 12 + 1:02}" for i in range(18)]
    rows = (
        charts.DotRow("柳塘", "/accounts/1/", _FINE * 18),
        charts.DotRow("五堰", "/accounts/2/", (*_FINE * 15, DotState.LATE, *_MISSING * 2)),
        charts.DotRow(
            "柏堰",
            "/accounts/3/",
            (*(DotState.NOTHING,) * 6, *_FINE * 10, DotState.CORRECTED, *_FINE),
        ),
    )
    twin = table_view(
        "pattern-dots-table",
        "3 个村 18 个月公开的情况",
        (
            (Column("村"), Cells([row.name for row in rows], "head")),
            (Column("按时（次）", True), Cells([18, 15, 12], "num")),
            (Column("没有按时的"), Cells([None, "未公开 2 次，迟公开 1 次", None])),
        ),
    )
    return charts.dot_grid(
        id_="pattern-dots",
        title="太平镇 3 个村，18 个月",
        says="共 48 次，按时 45 次，迟公开 1 次，未公开 2 次。",
        periods=periods,
        rows=rows,
        twin=twin,
    )


EXAMPLES = {"一行一个村，一格一个月": (grid(),)}
