"""Villages -> what each has to publish: its affairs, quarter by quarter."""

from __future__ import annotations

import pandas as pd

from mingbai.check import lookup, public_since, publisher
from mingbai.check.series import QUARTER, Series, on_day
from mingbai.county import QUARTER_DUE_DAY, County
from mingbai.read import Tables

_URL = "/village_affairs/"


def _matters(tables: Tables, county: County) -> pd.DataFrame:
    """Every stage of a matter by its village, on its day; of a group by the village above it."""
    table = tables["matters"]
    frame = table.frame
    is_group = lookup(frame["place_code"], county.places["kind"]) == "组"
    above = lookup(frame["place_code"], county.places["parent_code"])
    return pd.DataFrame(
        {
            "subject": frame["place_code"].where(~is_group, above),
            "day": frame["date"],
            "done": public_since(tables, table),
            "url": _URL + frame["matter_no"] + "/",
        }
    )


def _villages(tables: Tables, county: County) -> pd.DataFrame:
    """Every village of a township that publishes, from the township's first day on."""
    packages = [(p.publisher, p.published) for p in tables.packages]
    first = pd.DataFrame(packages, columns=["agency", "since"])
    first = first.astype({"agency": "str", "since": "datetime64[s]"})
    table = tables["matters"]
    day = table.frame["date"].groupby(publisher(tables, table)).min()
    first = first.sort_values("since", kind="stable").drop_duplicates("agency")
    first["since"] = lookup(first["agency"], day).fillna(first["since"])
    first["town"] = lookup(first["agency"], county.agencies["place_code"])
    villages = county.places[county.places["kind"] == "村"].reset_index(drop=True)
    owed = villages.merge(first, left_on="parent_code", right_on="town")
    return pd.DataFrame(
        {
            "subject": owed["place_code"],
            "agency": owed["agency"],
            "place": owed["place_code"],
            "name": owed["name"],
            "since": owed["since"],
            "until": pd.Series(pd.NaT, index=owed.index, dtype="datetime64[s]"),
            "url": _URL,
        }
    )


SERIES = (
    Series(
        name="quarters",
        title="{name} {period}村务公开",
        rhythm=QUARTER,
        members=_villages,
        publications=_matters,
        due=on_day(QUARTER_DUE_DAY),
    ),
)
