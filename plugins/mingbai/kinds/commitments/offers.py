"""What commitments offer to other kinds: promises that somebody answers for."""

from __future__ import annotations

import pandas as pd

from mingbai.check.reconciliations import side_frame
from mingbai.county import County
from mingbai.kinds.commitments.breaches import late_promises
from mingbai.kinds.commitments.reads import DECIDED
from mingbai.model import Offer
from mingbai.read import Tables

LATE_PROMISES = side_frame(
    "commitments",
    "late_promises",
    ("commitment_no", "unit"),
    *("row", "title", "url", "agency", "why_not"),
)
_MONTHS = 1
_TOO_EARLY = "超过承诺还不满一个月，或者问责还没有公开到那时"


def _late_promises(tables: Tables, county: County) -> pd.DataFrame:
    """Promises of at most so many late cases, on their own index: 1 where one was too many."""
    rows = late_promises(tables, county)
    number = rows["commitment_no"]
    is_broken = rows["broken"].notna()
    decided_until = county.frame(DECIDED)["published"].max()
    is_early = is_broken & ~(rows["broken"] + pd.DateOffset(months=_MONTHS) <= decided_until)
    agency = rows["agency"].map(county.agencies["short_name"]).astype("str")
    return rows.assign(
        unit=rows["agency"],
        value=is_broken.astype("int64") * 100,  # one, in hundredths
        row="commitments/commitments/" + number,
        title=agency + "承诺超期不多于 " + rows["target"].astype("str") + " 件（" + number + "）",
        url="/commitments/" + rows["agency"] + "/#" + number,
        why_not=pd.Series("", rows.index, dtype="str").mask(is_early, _TOO_EARLY),
    )


OFFERS = (
    Offer(
        name="late_promises",
        meaning="a promise of at most so many late cases: whether somebody has to answer for it",
        columns=LATE_PROMISES.columns,
        make=_late_promises,
    ),
)
