"""Documents -> by when each was to be published: so many days after it was issued."""

from __future__ import annotations

import pandas as pd

from mingbai.check import published
from mingbai.check.series import Events
from mingbai.county import County
from mingbai.read import Tables


def _documents(tables: Tables, _: County) -> pd.DataFrame:
    """Every document by the agency that publishes it, on the day on which it was issued."""
    table = tables["documents"]
    position = tables.package_of(table)
    publishers = pd.Series([p.publisher for p in tables.packages], dtype="str")
    frame = table.frame
    return pd.DataFrame(
        {
            "subject": frame["slug"],
            "agency": publishers.reindex(position).set_axis(frame.index),
            "place": pd.Series(None, index=frame.index, dtype="str"),
            "name": frame["title"],
            "day": frame["issued"],
            "done": published(tables, table),
            "url": "/regulations/" + frame["slug"] + "/",
        }
    )


SERIES = (Events(name="documents", title="公开文件：{name}", rows=_documents),)
