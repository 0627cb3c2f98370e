"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

from mingbai.page.components import Column, Mark, TableView
from mingbai.page.tables import Cells, mark_cells, table_view


def preview() -> TableView:
    """A wide table of ledger lines."""
    return table_view(
        "preview-frame",
        "前 3 行，共 412,906 行",
        (
            (Column("账本"), Cells(["990121100201-00"] * 3, "code")),
            (Column("日期"), Cells(["2026-06-03", "2026-06-05", "2026-06-08"], "date")),
            (Column("凭证号"), Cells(["06-001", "06-002", "06-003"], "code")),
            (Column("科目"), Cells(["经营收入", "管理费用", "公益支出"])),
            (
                Column("摘要"),
                Cells(["村口商铺第二季度租金", "五月误工补贴，6 人", "村北道路维修材料"], "head"),
            ),
            (Column("收支"), Cells(["收入", "支出", "支出"])),
            (
                Column("金额（元）", is_num=True),
                Cells(["18,000.00", "8,100.00", "9,860.00"], "num"),
            ),
            (Column("经手人"), Cells(["周明远", "周明远", "方立本"])),
        ),
        mode="frame",
    )


def towns() -> TableView:
    """A table that stacks on a phone, with a foot of totals."""
    return table_view(
        "towns",
        "各乡镇公开情况",
        (
            (Column("镇"), Cells(["太平镇", "白杨镇"], "head", urls=["/places/1/", "/places/2/"])),
            (Column("应公开（本）", True), Cells([118, 96], "num")),
            (Column("已公开（本）", True), Cells([118, 91], "num")),
            (Column("结余（元）", True), Cells(["12,348,801.02", "9,120,455.00"], "num")),
            (
                Column("情况"),
                Cells(mark_cells([Mark("ok", "核对一致"), Mark("missing", "未公开")]), "html"),
            ),
        ),
        foot=("合计", "214", "209", "21,469,256.02", ""),
    )


EXAMPLES = {
    "表：窄处每行变成有名称的小块": (towns(),),
    "表：太宽的在框里横向滚动": (preview(),),
}
