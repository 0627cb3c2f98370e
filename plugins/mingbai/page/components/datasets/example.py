"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

from datetime import date

from mingbai.page.components import DatasetLine, FileLink

DATASETS = (
    DatasetLine(
        title="村级账目明细",
        url="/data/accounts/",
        summary="全县村、组的每一笔收入和支出。",
        rows=412_906,
        updated=date(2026, 7, 10),
        files=(
            FileLink("CSV（UTF-8，逗号分隔）", "/data/accounts/entries.csv", 41_600_000),
            FileLink("XLSX（表格软件）", "/data/accounts/accounts.xlsx", 28_300_000),
        ),
    ),
)
EXAMPLES = {"数据集": (DATASETS,)}
