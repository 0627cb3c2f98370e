"""What villages say of works, grants and compensation, and meetings and ledgers say too."""

from __future__ import annotations

from mingbai.check.reconciliations import Cover, Reconciliation, Side
from mingbai.county import Frame
from mingbai.kinds.village_affairs.offers import (
    AGREED,
    BUDGETS,
    GRANTS,
    HANDED_OUT,
    KEYS,
    PAYMENTS,
    RECEIVED,
    VOTED,
)
from mingbai.kinds.village_affairs.reads import SHEETS

_LINE = {**dict.fromkeys(KEYS, "str"), "value": "int64"}
_EXPENSES = Side(
    Frame("accounts", "expense_lines", _LINE), "账上这张凭证支出", "账上没有这张支出凭证"
)
_INCOME = Side(Frame("accounts", "income_lines", _LINE), "账上这张凭证收入", "账上没有这张收入凭证")
_COVER = Cover(SHEETS, ("book_id", "period"), "那个月的账还没有公开，或者在公开的第一个月以前")
_WITHOUT_VOUCHER = "没有写凭证号"
_REMEDY = "核对日期、凭证号和金额；账记错的更正账，这边写错的更正这边。"

RECONCILIATIONS = (
    Reconciliation(
        code="work-not-as-agreed",
        title="工程预算和会议决定",
        meaning="一件事下面的工程，预算加起来要等于村里的会议表决通过的金额；追加的要再开会，另记一笔。"
        "会议由村民或者村民代表表决，工程由村委会办。",
        ground="《村民委员会组织法》：村公益事业的兴办和建设承包方案，经村民会议讨论决定方可办理",
        remedy="照会议记录核对；预算改过的，补开会、补上会议决定；没有开过会的工程，先停下来说明。",
        unit="元",
        keys=("matter_no",),
        left=Side(BUDGETS, "工程预算", "没有这项工程", field="budget"),
        right=Side(AGREED, "会议通过", "没有会议通过这笔钱的记录"),
        cover=Cover(VOTED, ("matter_no",), "那时会议决定还没有逐次公开"),
    ),
    Reconciliation(
        code="payment-not-in-ledger",
        title="工程付款和村账",
        meaning="工程每付一次款，写明的凭证在账上要有同样多的支出。",
        ground="农经发〔2011〕13号：工程项目的支出逐项逐笔公开",
        remedy=_REMEDY,
        unit="元",
        keys=KEYS,
        left=Side(PAYMENTS, "工程页说已付", "工程页没有这次付款", field="amount"),
        right=_EXPENSES,
        without_key=_WITHOUT_VOUCHER,
        cover=_COVER,
    ),
    Reconciliation(
        code="grant-not-in-ledger",
        title="补贴发放和村账",
        meaning="从村里的账上发的补贴，名单的总数要和账上那张凭证的支出一样；打到一卡通的不比。",
        ground="农经发〔2011〕13号：补贴、救济款物的发放要公开",
        remedy=_REMEDY,
        unit="元",
        keys=KEYS,
        left=Side(GRANTS, "名单上发了", "没有这份发放", field="amount"),
        right=_EXPENSES,
        without_key=_WITHOUT_VOUCHER,
        cover=_COVER,
    ),
    Reconciliation(
        code="compensation-not-received-in-ledger",
        title="土地补偿收到的钱和村账",
        meaning="征地补偿收到一笔，账上那张凭证要有同样多的收入。",
        ground="土地补偿费的收支状况应当向成员公布（《土地管理法》第四十九条）",
        remedy=_REMEDY,
        unit="元",
        keys=KEYS,
        left=Side(RECEIVED, "村务说收到", "村务没有说收到", field="amount"),
        right=_INCOME,
        without_key=_WITHOUT_VOUCHER,
        cover=_COVER,
    ),
    Reconciliation(
        code="compensation-not-paid-in-ledger",
        title="土地补偿发下去的钱和村账",
        meaning="征地补偿发下去一笔，账上那张凭证要有同样多的支出。",
        ground="土地补偿费的收支状况应当向成员公布（《土地管理法》第四十九条）",
        remedy=_REMEDY,
        unit="元",
        keys=KEYS,
        left=Side(HANDED_OUT, "村务说发了", "村务没有说发了", field="amount"),
        right=_EXPENSES,
        without_key=_WITHOUT_VOUCHER,
        cover=_COVER,
    ),
)
