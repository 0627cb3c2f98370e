"""What completed cases offer to other kinds."""

from mingbai.kinds.completions.timeliness import step_days, timed_cases
from mingbai.model import Offer, rows_of

OFFERS = (
    Offer(
        name="cases",
        meaning="a case: its number, its item, the day by which it had to be done, its result",
        columns={
            "receipt_no": "str",
            "item_code": "str",
            "due": "datetime64[s]",
            "result": "str",
        },
        make=rows_of("cases"),
    ),
    Offer(
        name="case_days",
        meaning="a case: the agency of its item, the working days that it took on the clock",
        columns={"agency": "str", "accepted": "datetime64[s]", "days": "Int64", "is_late": "bool"},
        make=timed_cases,
    ),
    Offer(
        name="step_days",
        meaning="a step of an item: in how many cases it was timed, the working days it took",
        columns={
            "item_code": "str",
            "step_id": "str",
            "cases": "int64",
            "median_days": "float64",
            "p90_days": "float64",
        },
        make=step_days,
    ),
)
