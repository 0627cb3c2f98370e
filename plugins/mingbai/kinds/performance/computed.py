"""Formulas and what other kinds published -> the points that follow from them.

Points are whole hundredths, rates whole tenths of a per cent. A year is computed only where the
other kind published it from its first month on: counts of a part of it would be too low.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from mingbai.county import County, Frame
from mingbai.kinds.performance.reads import CASES, DECISIONS, RATES, TASKS, VISITS
from mingbai.read import Tables

_SCHEME = ["year", "class", "indicator_no"]
_ALL = 1000  # a rate of 100 %, in tenths of a per cent
_NOT_WHOLE = "那一年的数据没有从一月起逐件公开"
_UNKNOWN = "没有这个单位那一年的数"


def computed_points(tables: Tables, county: County) -> pd.DataFrame:
    """Scores whose indicator has a formula, with `computed` (Int64 hundredths) and `why_not`.

    On the index of the table of scores. why_not: why nothing was computed, "" where it was.
    """
    scores = tables.frame("scores")
    formulas = tables.frame("formulas")[[*_SCHEME, "quantity", "method", "points"]]
    weights = tables.frame("indicators")[[*_SCHEME, "weight"]]
    joined = (
        scores.reset_index()
        .merge(formulas, on=_SCHEME)
        .merge(weights, on=_SCHEME)
        .set_index(["file", "line"])
    )
    amount, why_not = _amounts(joined, county)
    weight = joined["weight"].astype("int64") * 100
    by_share = weight * amount // _ALL
    lost_each = joined["points"].map(lambda p: int(p * 100), na_action="ignore").astype("Int64")
    by_point = weight - lost_each * (_ALL - amount) // 10
    by_piece = weight - lost_each * amount
    method = joined["method"]
    points = by_piece.where(method == "每件扣", by_point).where(method != "按比例", by_share)
    return joined.assign(computed=points.clip(lower=0).astype("Int64"), why_not=why_not)


def _amounts(rows: pd.DataFrame, county: County) -> tuple[pd.Series, pd.Series]:
    """The quantity of each row's unit and year, and why there is none ("" where there is one)."""
    amount = pd.Series(pd.NA, rows.index, dtype="Int64")
    why_not = pd.Series(_NOT_WHOLE, rows.index, dtype="str")
    key = pd.MultiIndex.from_frame(rows[["unit", "year"]])
    for quantity, (make, default) in _QUANTITIES.items():
        is_it = (rows["quantity"] == quantity).to_numpy(bool)
        if not is_it.any():
            continue
        values, years = make(county)
        amounts = pd.Series(values.reindex(key).to_numpy(), rows.index, dtype="Int64")
        amounts = amounts if default is None else amounts.fillna(default)
        is_whole = rows["year"].isin(years).to_numpy(bool)
        amount = amount.mask(is_it & is_whole, amounts)
        known = is_it & is_whole & amounts.notna().to_numpy(bool)
        why_not = why_not.mask(known, "").mask(is_it & is_whole & ~known, _UNKNOWN)
    return amount, why_not


def _on_time(county: County) -> tuple[pd.Series, frozenset[str]]:
    """Tenths of a per cent of the year's cases that were decided in time, and the whole years."""
    cases = county.frame(CASES)
    year = cases["decided"].dt.strftime("%Y").astype("str")
    groups = cases.assign(year=year).groupby(["agency", "year"])["is_late"]
    total, late = groups.size(), groups.sum()
    permille = (2 * _ALL * (total - late) + total) // (2 * total)
    return permille.astype("Int64"), _whole_years(CASES, county)


def _satisfied(county: County) -> tuple[pd.Series, frozenset[str]]:
    rates = county.frame(RATES).dropna(subset=["permille"])
    values = rates.set_index(["unit", "year"])["permille"]
    return values[~values.index.duplicated()], frozenset(rates["year"])


def _counted(frame: Frame) -> Callable[[County], tuple[pd.Series, frozenset[str]]]:
    """How often a unit was named in a year."""

    def count(county: County) -> tuple[pd.Series, frozenset[str]]:
        rows = county.frame(frame)
        year = rows["date"].dt.strftime("%Y").astype("str")
        sizes = rows.assign(year=year).groupby(["agency", "year"]).size()
        return sizes.astype("Int64"), _whole_years(frame, county)

    return count


def _late_tasks(county: County) -> tuple[pd.Series, frozenset[str]]:
    """Tasks that a unit leads and finished after their day; years of which tasks are published."""
    tasks = county.frame(TASKS)
    late = tasks.assign(is_late=(tasks["finished"] > tasks["due"]))
    counts = late.groupby(["lead_agency", "year"])["is_late"].sum()
    return counts.astype("Int64"), frozenset(tasks["year"])


def _whole_years(frame: Frame, county: County) -> frozenset[str]:
    """Years that a kind published from their first month on, up to the one before the last."""
    periods = [p.period for p in county.packages.get(frame.kind, ())]
    if not periods:
        return frozenset()
    first = min(periods)
    starts = first in (first[:4], f"{first[:4]}-01", f"{first[:4]}q1")
    begin = int(first[:4]) + (0 if starts else 1)
    return frozenset(str(year) for year in np.arange(begin, county.as_of.year))


# Quantity -> its values by (unit, year) and the years in which they are whole; what a unit has
# that is not named in such a year: none of what is counted, and a full rate where it had no case.
_QUANTITIES: Mapping[
    str, tuple[Callable[[County], tuple[pd.Series, frozenset[str]]], int | None]
] = {
    "按时办结率": (_on_time, _ALL),
    "评议满意率": (_satisfied, None),
    "暗访通报": (_counted(VISITS), 0),
    "问责决定": (_counted(DECISIONS), 0),
    "逾期重点工作": (_late_tasks, 0),
}
