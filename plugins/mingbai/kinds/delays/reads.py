"""Rows of other kinds that delay notices are held against."""

from mingbai.county import Frame

ITEMS = Frame(
    "approvals",
    "items",
    {"item_code": "str", "name": "str", "agency": "str", "audience": "str"},
)
CASES = Frame(
    "completions",
    "cases",
    {"receipt_no": "str", "item_code": "str", "due": "datetime64[s]", "result": "str"},
)
READS = (ITEMS, CASES)
