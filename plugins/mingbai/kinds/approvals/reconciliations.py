"""What service guides say of items that are cut, and the county's documents say too."""

from __future__ import annotations

from mingbai.check.reconciliations import STATE, Reconciliation, Side, side_frame
from mingbai.kinds.approvals.offers import CUTS

_DECIDED = side_frame(
    "regulations",
    "item_cuts",
    ("item_code",),
    *("row", "title", "scope", "thing", "agency"),
    value="str",
)

RECONCILIATIONS = (
    Reconciliation(
        code="cut-not-as-decided",
        title="调整的事项和县里的文件",
        meaning="县里的文件取消、合并、下放的每一项，办理单位的办事指南里要照样列出；指南里列出的，要有文件："
        "处理和决定日期一样。早于第一份列出事项的文件的，没法比。",
        ground="废、改、立：事项的取消和调整要有文件，并且向社会公布目录",
        remedy="照文件核对处理和日期；文件已经取消、指南里没有列出的，办理单位补上，并且不再收件。",
        unit=STATE,
        keys=("item_code",),
        left=Side(CUTS, "办事指南说", "办事指南里没有说调整过这一项", field="action"),
        right=Side(_DECIDED, "文件的决定是", "没有文件调整过这一项"),
        is_mutual=True,
    ),
)
