"""What service guides offer to other kinds."""

from mingbai.model import Offer, rows_of

OFFERS = (
    Offer(
        name="items",
        meaning="an item that can be applied for: by whom, with the limit that is promised",
        columns={
            "item_code": "str",
            "name": "str",
            "agency": "str",
            "audience": "str",
            "promised_days": "Int64",
            "promised_unit": "str",
        },
        make=rows_of("items"),
    ),
    Offer(
        name="steps",
        meaning="a step of an item's flowchart",
        columns={"item_code": "str", "step_id": "str"},
        make=rows_of("steps"),
    ),
)
