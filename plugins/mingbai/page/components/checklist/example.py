"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

from mingbai.page.components import FileLink, PaperItem

PAPERS = (
    PaperItem(
        id="p1",
        name="建筑工程施工许可证申请表",
        note="原件 1 份，建设单位盖章",
        forms=(
            FileLink("空白表 DOCX", "/forms/1.docx", 38_000),
            FileLink("填写样例 PDF", "/forms/1.pdf", 120_000),
        ),
    ),
    PaperItem("p2", "建设工程规划许可证", "复印件 1 份；县自然资源局已发证的，免交"),
)
EXAMPLES = {"材料": (PAPERS,)}
