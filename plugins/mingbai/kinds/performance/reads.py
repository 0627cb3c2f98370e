"""Rows of other kinds that points are computed from."""

from mingbai.county import Frame

CASES = Frame(
    "completions", "case_days", {"agency": "str", "decided": "datetime64[s]", "is_late": "bool"}
)
RATES = Frame("appraisals", "rates", {"unit": "str", "year": "str", "permille": "Int64"})
VISITS = Frame("supervision", "hidden_visits", {"agency": "str", "date": "datetime64[s]"})
DECISIONS = Frame("accountability", "decisions", {"agency": "str", "date": "datetime64[s]"})
TASKS = Frame(
    "key_work",
    "tasks",
    {
        "lead_agency": "str",
        "year": "str",
        "due": "datetime64[s]",
        "finished": "datetime64[s]",
    },
)
READS = (CASES, RATES, VISITS, DECISIONS, TASKS)
