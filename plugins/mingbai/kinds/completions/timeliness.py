"""Cases -> how long things take: per case, item, agency and step. Days are working days."""

from __future__ import annotations

import numpy as np
import pandas as pd

from mingbai.check import clock, lookup
from mingbai.county import County
from mingbai.dates import month_column
from mingbai.kinds.completions.reads import ITEMS
from mingbai.kinds.completions.thresholds import PUBLISH_CASE_DAYS
from mingbai.read import Tables


def timed_cases(tables: Tables, county: County) -> pd.DataFrame:
    """Cases with `name`, `agency` (of the item), `days` used on the clock, `early` and `is_late`.

    days: working days from acceptance to decision less those off the clock. early: working days
    before the due day (negative when late). Newest decision first. Cases of items that the
    catalogue does not carry are refused before this is asked for.
    """
    cases = tables.frame("cases")
    items_by_code = county.frame(ITEMS).set_index("item_code")
    working_days = (
        county.calendar.count(cases["accepted"], cases["decided"]) - cases["stopped_days"]
    )
    return cases.assign(
        name=lookup(cases["item_code"], items_by_code["name"]),
        agency=lookup(cases["item_code"], items_by_code["agency"]),
        days=working_days.clip(lower=0),
        early=county.calendar.count(cases["decided"], cases["due"]),
        is_late=cases["decided"] > cases["due"],
    ).sort_values(["decided", "receipt_no"], ascending=[False, True], kind="stable")


def timeliness(cases: pd.DataFrame, by: str) -> pd.DataFrame:
    """By item or agency: cases, on_time, late, median_days, p90_days, early_days (its median)."""
    groups = cases.groupby(by, sort=True)
    return pd.DataFrame(
        {
            "cases": groups.size(),
            "late": groups["is_late"].sum(),
            "on_time": groups.size() - groups["is_late"].sum(),
            "median_days": groups["days"].median().astype("float64"),
            "p90_days": groups["days"].quantile(0.9, interpolation="higher").astype("float64"),
            "early_days": groups["early"].median().astype("float64"),
        }
    )


def step_days(tables: Tables, county: County) -> pd.DataFrame:
    """Steps of items by item_code and step_id: cases in which one was timed, median_days, p90_days.

    Days are working days.
    """
    steps = tables.frame("case_steps")
    items = tables.frame("cases").set_index("receipt_no")["item_code"]
    days = county.calendar.count(steps["entered"], steps["left"])
    groups = (
        steps.assign(item_code=lookup(steps["receipt_no"], items), days=days)
        .dropna(subset=["days", "item_code"])
        .groupby(["item_code", "step_id"], sort=True)["days"]
    )
    return pd.DataFrame(
        {
            "cases": groups.size().astype("int64"),
            "median_days": groups.median().astype("float64"),
            "p90_days": groups.quantile(0.9, interpolation="higher").astype("float64"),
        }
    ).reset_index()


def dues(tables: Tables, county: County) -> pd.DataFrame:
    """Every decision had to be published within so many working days: one duty a case.

    Known only because it was published, none can be missing: weeks without a notice are.
    """
    cases = timed_cases(tables, county)
    positions = tables.package_of(tables["cases"]).reindex(cases.index)
    published = np.array([p.published for p in tables.packages], dtype="datetime64[s]")
    agencies = np.array([p.publisher for p in tables.packages], dtype=object)
    if not len(cases):
        return pd.DataFrame()
    return clock.dues(
        "completions",
        subject=cases["receipt_no"],
        agency=agencies[positions.to_numpy()],
        period=month_column(cases["decided"]),
        title="办结公告：" + cases["receipt_no"],
        url=case_urls(cases),
        due=county.calendar.add_days(cases["decided"], county.threshold(PUBLISH_CASE_DAYS)),
        done=published[positions.to_numpy()],
        series="cases",
        asks=clock.PUBLISH,
        is_counted=False,
    )


def case_urls(cases: pd.DataFrame) -> pd.Series:
    """Where a case stands: on the page of the day it was decided, at its receipt number."""
    where: pd.Series = (
        "/completions/" + cases["decided"].dt.strftime("%Y-%m/%d/#") + cases["receipt_no"]
    )
    return where
