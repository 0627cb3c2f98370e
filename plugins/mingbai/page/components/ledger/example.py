"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

from markupsafe import Markup

from mingbai.page.components.ledger.view import LedgerView

LEDGER = LedgerView(
    id="expense",
    caption="支出",
    body=Markup(
        '<tbody><tr class="ledger__subject"><td colspan="2"></td>'
        '<th scope="rowgroup">513 管理费用</th><td colspan="2"></td></tr>'
        '<tr id="06-002"><td><time datetime="2026-06-05">6 月 5 日</time></td>'
        '<td><a href="#06-002">06-002</a></td>'
        "<td>五月误工补贴<br><small>6 人；凭证 06-2，附件 3 张</small></td>"
        "<td><span><b>经手</b>周明远、</span><span><b>证明</b>林秀芬、</span>"
        '<span><b>审批</b>何建国</span></td><td class="num">8,100.00</td></tr>'
        '<tr id="06-004"><td><time datetime="2026-06-10">6 月 10 日</time></td>'
        '<td><a href="#06-004">06-004</a></td>'
        "<td>办公用品<br><small>凭证 06-4，附件 1 张</small></td>"
        "<td><span><b>经手</b>周明远、</span><span><b>证明</b>许长河、</span>"
        '<span><b>审批</b>何建国</span></td><td class="num">368.00</td></tr>'
        '<tr class="ledger__subtotal"><td colspan="2"></td>'
        '<th scope="row">管理费用小计</th><td></td>'
        '<td class="num">8,468.00</td></tr></tbody>'
    ),
    total_name="支出合计",
    total_fen=846_800,
    nothing="这个月没有支出。",
)
EXAMPLES = {"账目": (LEDGER,)}
