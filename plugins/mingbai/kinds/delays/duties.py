"""Notices -> by when each was due: on the last day for deciding its case."""

from __future__ import annotations

import pandas as pd

from mingbai.check import clock, lookup
from mingbai.county import County
from mingbai.kinds.delays.named import named_notices
from mingbai.kinds.delays.reads import CASES
from mingbai.read import Tables


def dues(tables: Tables, county: County) -> pd.DataFrame:
    """Whoever sees that a limit will not be kept says so by its last day: one duty a notice.

    Known only because it was given, none can be missing. Notices of cases that are not finished
    yet carry no number of a case, and no day.
    """
    notices, cases = named_notices(tables, county), county.frame(CASES)
    if not len(notices):
        return pd.DataFrame()
    number = notices["notice_no"]
    return clock.dues(
        "delays",
        subject=number,
        agency=notices["agency"],
        title="滞办告知：" + notices["name"],
        url="/delays/" + number + "/",
        due=lookup(notices["receipt_no"], cases.set_index("receipt_no")["due"]),
        done=notices["noticed"],
        series="notices",
        asks=clock.PUBLISH,
        is_counted=False,
    )
