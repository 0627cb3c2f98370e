"""What contracts say and the ledgers say too."""

from __future__ import annotations

from mingbai.check.reconciliations import Cover, Reconciliation, Side, side_frame
from mingbai.county import Frame
from mingbai.kinds.holdings.offers import ARREARS, ASSET_COSTS, RECEIPTS
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
_FIXED_ASSETS = side_frame(
    "accounts", "fixed_assets", ("book_id", "period"), "row", "url", "place", "agency"
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
    Reconciliation(
        code="assets-differ-from-ledger",
        title="资产登记和固定资产科目",
        meaning="村集体登记的固定资产，原值加起来，要等于同一个月末村账固定资产科目的余额。",
        ground="《农村集体经济组织会计制度》：固定资产科目核算固定资产的原价",
        remedy="照实物和合同、发票逐项核对；漏登记的补登记，账上没有的补记，原值写错的更正。",
        unit="元",
        keys=("book_id", "period"),
        left=Side(ASSET_COSTS, "登记的固定资产原值一共", "没有登记固定资产", field="cost"),
        right=Side(_FIXED_ASSETS, "账上固定资产", "账上没有固定资产"),
        cover=Cover(_FIXED_ASSETS, ("book_id", "period"), "那个月的科目余额表还没有公开"),
    ),
)
