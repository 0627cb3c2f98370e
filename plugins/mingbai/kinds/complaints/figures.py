"""Monthly statistics of complaints -> their figures: how many came, how many were closed."""

from __future__ import annotations

import pandas as pd

from mingbai.county import County
from mingbai.dates import months_zh
from mingbai.kinds.complaints.statistics import months
from mingbai.model import figure_rows
from mingbai.read import Tables

_WORDS = {"received": "收到投诉", "closed": "办结投诉"}


def figures(tables: Tables, county: County) -> pd.DataFrame:
    """Complaints of each month, those told one by one and those only counted together."""
    rows = [(m.month, m.received, m.closed) for m in months(tables)]
    frame = pd.DataFrame(rows, columns=["month", "received", "closed"])
    frame = frame.astype({"month": "str", "received": "int64", "closed": "int64"})
    parts = [
        figure_rows(
            id_="complaints/" + frame["month"] + "/" + name,
            title="全县 " + months_zh(frame["month"], county.as_of) + word,
            value=frame[name] * 100,
            unit="件",
            url="/complaints/",
        )
        for name, word in _WORDS.items()
    ]
    return pd.concat(parts, ignore_index=True)
