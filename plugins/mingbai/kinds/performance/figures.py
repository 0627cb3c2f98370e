"""Scores -> their figures: the points of each unit, by indicator and in all."""

from __future__ import annotations

import pandas as pd

from mingbai.check import lookup
from mingbai.county import County
from mingbai.model import figure_rows
from mingbai.read import Tables


def figures(tables: Tables, county: County) -> pd.DataFrame:
    """Points of a unit in a year, as they were published."""
    return pd.concat([_scores(tables, county), _totals(tables, county)], ignore_index=True)


def _scores(tables: Tables, county: County) -> pd.DataFrame:
    scores = tables.frame("scores")
    number = scores["indicator_no"]
    return figure_rows(
        id_="performance/scores/" + scores["year"] + "/" + scores["unit"] + "/" + number,
        title=_unit(scores, county) + "第 " + number + " 项得分",
        value=_hundredths(scores["score"]),
        unit="分",
        url="/performance/" + scores["year"] + "/",
    )


def _totals(tables: Tables, county: County) -> pd.DataFrame:
    totals = tables.frame("totals")
    return figure_rows(
        id_="performance/totals/" + totals["year"] + "/" + totals["unit"],
        title=_unit(totals, county) + "总分",
        value=_hundredths(totals["total"]),
        unit="分",
        url="/performance/" + totals["year"] + "/",
    )


def _unit(rows: pd.DataFrame, county: County) -> pd.Series:
    name = lookup(rows["unit"], county.agencies["short_name"]).astype("str")
    words: pd.Series = name + " " + rows["year"] + " 年考评"
    return words


def _hundredths(points: pd.Series) -> pd.Series:
    """Decimals of at most two places -> whole hundredths."""
    return points.map(lambda point: int(point * 100)).astype("Int64")
