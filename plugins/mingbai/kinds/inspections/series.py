"""Filings -> by when each was to be published."""

from __future__ import annotations

import pandas as pd

from mingbai.check import published
from mingbai.check.series import Events
from mingbai.county import County
from mingbai.read import Tables


def _filings(tables: Tables, _: County) -> pd.DataFrame:
    """Every filing by the agency that publishes it, on the day on which it was filed."""
    table = tables["filings"]
    position = tables.package_of(table)
    publishers = pd.Series([p.publisher for p in tables.packages], dtype="str")
    frame = table.frame
    return pd.DataFrame(
        {
            "subject": frame["filing_no"],
            "agency": publishers.reindex(position).set_axis(frame.index),
            "place": pd.Series(None, index=frame.index, dtype="str"),
            "name": frame["objects"],
            "day": frame["filed_on"],
            "done": published(tables, table),
            "url": "/inspections/" + frame["filing_no"] + "/",
        }
    )


SERIES = (Events(name="filings", title="公开检查备案：{name}", rows=_filings),)
