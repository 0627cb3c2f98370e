"""What contracts say and the ledgers say too."""

from __future__ import annotations

from mingbai.check.reconciliations import Cover, Reconciliation, Side, side_frame
from mingbai.county import Frame
from mingbai.kinds.holdings.offers import ARREARS, RECEIPTS
from mingbai.kinds.holdings.reads import SHEETS

_INCOME_LINES = Frame(
    "accounts",
    "income_lines",
    {
        "book_id": "str",
        "period": "str",
        "voucher_no": "str",
        "contract_no": "str",
        "value": "int64",
    },
)
_RECEIVABLES = side_frame(
    "accounts", "receivables", ("book_id", "period"), "row", "url", "place", "agency"
)
_COVER = Cover(SHEETS, ("book_id", "period"), "那个月的账还没有公开")

RECONCILIATIONS = (
    Reconciliation(
        code="receipt-not-in-ledger",
        title="合同收款和村账",
        meaning="一本账从公开的第一个月起，合同登记的每一笔收款，账上那张凭证要有同样多的收入；"
        "更早的收款没有公开的账可以比，不算在内。",
        ground="《农村集体经济组织财务制度》：收入应当及时入账",
        remedy="核对收款的凭证号和金额；账记错的更正账，收款登记错的更正收款。",
        unit="元",
        keys=("book_id", "period", "voucher_no"),
        left=Side(RECEIPTS, "合同这边登记收到", "合同这边没有登记这笔收款", field="voucher_no"),
        right=Side(_INCOME_LINES, "账上这张凭证收入", "账上没有这张凭证", preferred="contract_no"),
        without_key="收款没有写凭证号",
        cover=_COVER,
    ),
    Reconciliation(
        code="arrears-not-in-receivables",
        title="合同欠租和应收款",
        meaning="到期没有收到的租金，村账要记在应收款里：同一个月末，两边要一样多。",
        ground="《农村集体经济组织会计制度》：应收款科目核算应收未收的款项",
        remedy="逐份核对到期没有收的租金；漏记的补记应收款，收到没有登记的补登收款。",
        unit="元",
        keys=("book_id", "period"),
        left=Side(ARREARS, "合同到期没有收", "合同这边没有欠租"),
        right=Side(_RECEIVABLES, "账上应收款", "账上没有应收款"),
        cover=Cover(_RECEIVABLES, ("book_id", "period"), "那个月的科目余额表还没有公开"),
    ),
)
