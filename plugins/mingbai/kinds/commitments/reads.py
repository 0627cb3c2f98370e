"""Rows of other kinds that promises are held against."""

from mingbai.county import Frame

CASE_DAYS = Frame(
    "completions",
    "case_days",
    {
        "agency": "str",
        "accepted": "datetime64[s]",
        "decided": "datetime64[s]",
        "days": "Int64",
        "is_late": "bool",
    },
)
DECIDED = Frame("accountability", "publications", {"published": "datetime64[s]"})
READS = (CASE_DAYS, DECIDED)
