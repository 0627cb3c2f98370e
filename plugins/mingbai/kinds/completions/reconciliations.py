"""What completed cases say and delay notices say too."""

from __future__ import annotations

from mingbai.check.reconciliations import Reconciliation, Side, side_frame
from mingbai.kinds.completions.offers import EXPLAINED

_TOLD = side_frame("delays", "told_for", ("receipt_no", "why"), "row", "title", "scope", "thing")

RECONCILIATIONS = (
    Reconciliation(
        code="case-not-explained",
        title="超期和不予的件，有没有告知书",
        meaning="超过期限办结的、不予办理的，每一件都要有一份滞办反馈告知书，写明理由和救济途径；"
        "不予办理的，决定以后本县规定的工作日数满了才比。",
        ground="《行政许可法》第三十八条：不予许可的，应当说明理由；效能建设：滞办要告知",
        remedy="补一份告知书，写明受理编号、理由、经办岗位和救济途径。",
        unit="件",
        keys=("receipt_no", "why"),
        left=Side(EXPLAINED, "办结公告里有", "办结公告里没有这件"),
        right=Side(_TOLD, "告知书有", "没有告知书"),
    ),
)
