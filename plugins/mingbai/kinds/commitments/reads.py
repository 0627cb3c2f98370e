"""Rows of other kinds that promises are held against."""

from mingbai.county import Frame

CASE_DAYS = Frame(
    "completions",
    "case_days",
    {"agency": "str", "accepted": "datetime64[s]", "days": "Int64", "is_late": "bool"},
)
READS = (CASE_DAYS,)
