"""What delay notices offer to other kinds."""

from __future__ import annotations

import pandas as pd

from mingbai.check.reconciliations import of_things, side_frame
from mingbai.county import County
from mingbai.model import Offer, rows_of
from mingbai.read import Tables

# What a notice is told for: a case that was late, or one that was refused.
_FOR = {"延期办理": "超期", "暂缓办理": "超期", "不予办理": "不予"}
_TOLD = ("row", "title", "scope", "thing")


def _told_for(tables: Tables, _: County) -> pd.DataFrame:
    """Notices that name a case, on their own index."""
    frame = tables.frame("notices")
    named = frame[frame["receipt_no"].notna()]
    counted = named.assign(
        why=named["kind"].map(_FOR).astype("str"),
        value=100,  # one, in hundredths
    )
    number = named["notice_no"]
    return of_things(counted, number, table="delays/notices", scope="delay", words="告知书")


OFFERS = (
    Offer(
        name="notices",
        meaning="a notice: its number and kind, the number of its case, absent while that is open",
        columns={"notice_no": "str", "receipt_no": "str", "kind": "str"},
        make=rows_of("notices"),
    ),
    Offer(
        name="told_for",
        meaning="a notice of a case: whether it was told for being late (超期) or refused (不予)",
        columns=side_frame("delays", "told_for", ("receipt_no", "why"), *_TOLD).columns,
        make=_told_for,
    ),
)
