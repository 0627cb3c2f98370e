"""Organisations -> what each has to publish: party affairs, quarter by quarter."""

from __future__ import annotations

import pandas as pd

from mingbai.check import public_since, publisher
from mingbai.check.series import QUARTER, Series, first_day, on_day
from mingbai.county import QUARTER_DUE_DAY, County
from mingbai.kinds.party_affairs.pages import REGISTER
from mingbai.read import Tables


def _items(tables: Tables, _: County) -> pd.DataFrame:
    """Every item by its organisation, in the quarter of its package."""
    table = tables["items"]
    position = tables.package_of(table)
    quarters = [first_day(package.period, QUARTER) for package in tables.packages]
    days = pd.Series(quarters, dtype="datetime64[s]")
    frame = table.frame
    return pd.DataFrame(
        {
            "subject": frame["place_code"] + "/" + frame["organisation"],
            "day": days.reindex(position).set_axis(frame.index),
            "done": public_since(tables, table),
            "url": REGISTER.index_url + frame[REGISTER.key] + "/",
            "agency": publisher(tables, table),
            "place": frame["place_code"],
            "name": frame["organisation"],
        }
    ).dropna(subset=["day"])


def _organisations(tables: Tables, county: County) -> pd.DataFrame:
    """Every organisation that ever published, from its first quarter on."""
    items = _items(tables, county).sort_values(["day", "subject"], kind="stable")
    first = items.drop_duplicates("subject").drop(columns="done")
    return first.rename(columns={"day": "since"}).assign(
        until=pd.Series(pd.NaT, index=first.index, dtype="datetime64[s]"), url=REGISTER.index_url
    )


SERIES = (
    Series(
        name="quarters",
        title="{name} {period}党务",
        rhythm=QUARTER,
        members=_organisations,
        publications=_items,
        due=on_day(QUARTER_DUE_DAY),
    ),
)
