"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

from markupsafe import Markup

from mingbai.page.components.ledger.view import LedgerView

LEDGER = LedgerView(
    id="expense",
    caption="支出",
    body=Markup(
        '<tbody><tr><td colspan="2"><th scope="rowgroup">513 管理费用<td colspan="2"></tr>'
        '<tr id="06-002"><td>6 月 5 日<td><a href="#06-002">06-002</a>'
        "<td>五月误工补贴<br><small>6 人；凭证 06-2，附件 3 张</small>"
        "<td><b>经手</b>周明远、<b>证明</b>林秀芬、<b>审批</b>何建国<td>8,100.00</tr>"
        '<tr id="06-004"><td>6 月 10 日<td><a href="#06-004">06-004</a>'
        "<td>办公用品<br><small>凭证 06-4，附件 1 张</small>"
        "<td><b>经手</b>周明远、<b>证明</b>许长河、<b>审批</b>何建国<td>368.00</tr>"
        '<tr><td colspan="2"><th scope="row">管理费用小计<td><td>8,468.00</tr>'
    ),
    total_name="支出合计",
    total_fen=846_800,
    nothing="这个月没有支出。",
)
EXAMPLES = {"账目": (LEDGER,)}
