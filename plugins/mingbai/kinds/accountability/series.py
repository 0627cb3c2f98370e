"""Decisions -> by when each was to be published."""

from __future__ import annotations

import pandas as pd

from mingbai.check import published
from mingbai.check.series import Events
from mingbai.county import County
from mingbai.read import Tables


def _decisions(tables: Tables, _: County) -> pd.DataFrame:
    """Every decision by the agency that publishes it, on its day."""
    table = tables["decisions"]
    position = tables.package_of(table)
    publishers = pd.Series([p.publisher for p in tables.packages], dtype="str")
    frame = table.frame
    return pd.DataFrame(
        {
            "subject": frame["decision_no"],
            "agency": publishers.reindex(position).set_axis(frame.index),
            "place": pd.Series(None, index=frame.index, dtype="str"),
            "name": frame["decision_no"],
            "day": frame["date"],
            "done": published(tables, table),
            "url": "/accountability/" + frame["decision_no"] + "/",
        }
    )


SERIES = (Events(name="decisions", title="公开问责决定：{name}", rows=_decisions),)
