"""Rows of other kinds that stand beside service guides."""

from mingbai.county import Frame

STEP_DAYS = Frame(
    "completions",
    "step_days",
    {
        "item_code": "str",
        "step_id": "str",
        "cases": "int64",
        "median_days": "float64",
        "p90_days": "float64",
    },
)
DECIDED_CUTS = Frame("regulations", "item_cuts", {"decided": "datetime64[s]"})
READS = (STEP_DAYS, DECIDED_CUTS)
