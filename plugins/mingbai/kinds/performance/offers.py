"""What performance offers to other kinds: points as published, and points as computed."""

from __future__ import annotations

import pandas as pd

from mingbai.check.reconciliations import side_frame
from mingbai.county import County
from mingbai.kinds.performance.computed import computed_points
from mingbai.model import Offer
from mingbai.read import Tables

_KEYS = ("year", "unit", "indicator_no")
SCORES = side_frame(
    "performance", "scores", _KEYS, *("row", "title", "scope", "thing", "agency", "why_not")
)
COMPUTED = side_frame("performance", "computed", _KEYS, value="Int64")


def _scores(tables: Tables, county: County) -> pd.DataFrame:
    """Scores whose indicator has a formula, on their own index."""
    rows = computed_points(tables, county)
    names = tables.frame("indicators").set_index(["year", "class", "indicator_no"])["name"]
    key = pd.MultiIndex.from_frame(rows[["year", "class", "indicator_no"]])
    name = pd.Series(names.reindex(key).to_numpy(), rows.index, dtype="str")
    unit = rows["unit"].map(county.agencies["short_name"]).astype("str")
    return rows.assign(
        value=rows["score"].map(lambda score: int(score * 100)).astype("int64"),
        row="performance/scores/" + rows["year"] + "/" + rows["unit"] + "/" + rows["indicator_no"],
        title=unit + " " + rows["year"] + " 年：" + name,
        scope="indicator",
        thing=rows["year"] + "-" + rows["indicator_no"],
        agency=rows["unit"],
    )


def _computed(tables: Tables, county: County) -> pd.DataFrame:
    """The same scores, computed; those that cannot be computed are left out."""
    rows = computed_points(tables, county)
    return rows[rows["why_not"] == ""].assign(value=lambda frame: frame["computed"])


OFFERS = (
    Offer(
        name="scores",
        meaning="a score whose indicator has a formula, as it was published",
        columns=SCORES.columns,
        make=_scores,
    ),
    Offer(
        name="computed",
        meaning="the same score as it follows from the data of other kinds",
        columns=COMPUTED.columns,
        make=_computed,
    ),
)
