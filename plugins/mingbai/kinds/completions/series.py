"""What every office that handles cases owes: a notice of what was done, week by week."""

from __future__ import annotations

import pandas as pd

from mingbai.check import public_since
from mingbai.check.series import WEEK, Series, by_packages, publishers, working_days_later
from mingbai.county import County
from mingbai.dates import month_column
from mingbai.kinds.completions.thresholds import PUBLISH_CASE_DAYS
from mingbai.read import Tables

_URL = "/completions/"


def _decided(tables: Tables) -> pd.DataFrame:
    """Every case by its publisher, on the day of its decision."""
    table = tables["cases"]
    position = tables.package_of(table)
    slugs = pd.Series([p.publisher for p in tables.packages], dtype="str")
    return pd.DataFrame(
        {
            "subject": slugs.reindex(position).set_axis(position.index),
            "day": table.frame["decided"],
            "done": public_since(tables, table),
            "url": _URL + month_column(table.frame["decided"]) + "/",
        }
    )


def _notices(tables: Tables, county: County) -> pd.DataFrame:
    """Weeks that a case published was decided in, and packages of a week, which may be empty."""
    of_weeks = by_packages(_URL, WEEK)(tables, county)
    decided = _decided(tables).drop_duplicates(["subject", "day"])
    return pd.concat([decided, of_weeks], ignore_index=True)


def _offices(tables: Tables, county: County) -> pd.DataFrame:
    """Every publisher, from the week of its first decision on."""
    days = _notices(tables, county).groupby("subject", sort=True)["day"].min()
    first = days.rename_axis("subject").reset_index()
    return publishers(first["subject"], first["day"], _URL, county)


SERIES = (
    Series(
        name="weeks",
        title="{name}办结公告：{period}",
        rhythm=WEEK,
        members=_offices,
        publications=_notices,
        due=working_days_later(PUBLISH_CASE_DAYS),
    ),
)
