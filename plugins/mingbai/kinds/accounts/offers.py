"""What village accounts offer to other kinds."""

from __future__ import annotations

import pandas as pd

from mingbai.county import County
from mingbai.kinds.accounts.disclosures import month_url
from mingbai.model import Offer, rows_of
from mingbai.read import Tables


def _sheets(tables: Tables, _: County) -> pd.DataFrame:
    frame = tables.frame("sheets")
    urls = [month_url(*month) for month in zip(frame["book_id"], frame["period"], strict=True)]
    return frame.assign(url=pd.Series(urls, index=frame.index, dtype="str"))


OFFERS = (
    Offer(
        name="sheets",
        meaning="a month of a book that was published, and where it stands",
        columns={"book_id": "str", "period": "str", "url": "str"},
        make=_sheets,
    ),
    Offer(
        name="entries",
        meaning="a line of a book, as it was published",
        columns={
            "book_id": "str",
            "period": "str",
            "voucher_no": "str",
            "contract_no": "str",
            "direction": "str",
            "amount_fen": "int64",
        },
        make=rows_of("entries"),
    ),
)
