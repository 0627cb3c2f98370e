"""Rows of other kinds that receipts of rent are held against."""

from mingbai.county import Frame

SHEETS = Frame("accounts", "sheets", {"book_id": "str", "period": "str", "url": "str"})
ENTRIES = Frame(
    "accounts",
    "entries",
    {
        "book_id": "str",
        "period": "str",
        "voucher_no": "str",
        "contract_no": "str",
        "direction": "str",
        "amount_fen": "int64",
    },
)
READS = (SHEETS, ENTRIES)
