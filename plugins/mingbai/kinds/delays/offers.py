"""What delay notices offer to other kinds."""

from mingbai.model import Offer, rows_of

OFFERS = (
    Offer(
        name="notices",
        meaning="a notice: its kind, the number of its case, absent while that is not finished",
        columns={"receipt_no": "str", "kind": "str"},
        make=rows_of("notices"),
    ),
)
