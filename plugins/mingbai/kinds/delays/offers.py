"""What delay notices offer to other kinds."""

from mingbai.model import Offer, rows_of

OFFERS = (
    Offer(
        name="notices",
        meaning="a notice: its number and kind, the number of its case, absent while that is open",
        columns={"notice_no": "str", "receipt_no": "str", "kind": "str"},
        make=rows_of("notices"),
    ),
)
