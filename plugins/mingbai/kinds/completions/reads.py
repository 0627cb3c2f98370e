"""Rows of other kinds that completed cases are held against."""

from mingbai.county import Frame

ITEMS = Frame(
    "approvals",
    "items",
    {
        "item_code": "str",
        "name": "str",
        "type": "str",
        "agency": "str",
        "audience": "str",
        "promised_days": "Int64",
        "promised_unit": "str",
        "legal_days": "Int64",
        "legal_unit": "str",
    },
)
STEPS = Frame("approvals", "steps", {"item_code": "str", "step_id": "str"})
NOTICES = Frame("delays", "notices", {"notice_no": "str", "receipt_no": "str", "kind": "str"})
NAMED_CASES = Frame(
    "complaints", "named_cases", {"complaint_no": "str", "receipt_no": "str", "about": "str"}
)
READS = (ITEMS, STEPS, NOTICES, NAMED_CASES)
