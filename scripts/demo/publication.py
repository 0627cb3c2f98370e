"""Plan -> which cases are published one by one, and what is published of the others: counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from demo import content, items, months
from demo.cases import MONTHS
from demo.plan import Plan, once
from mingbai.check.privacy.small_counts import Cell, Shown, withheld
from mingbai.county.publication import Publication
from mingbai.kinds.completions import counts as cells

Row = dict[str, Any]


@once
def open_cases(plan: Plan) -> pd.DataFrame:
    """The cases of the year that are published one by one, as `plan.cases` has them."""
    is_open = plan.cases["item_code"].map(items.is_open(plan.items)).astype("bool")
    return plan.cases[is_open]


def counts(plan: Plan) -> pd.DataFrame:
    """Rows of `case_counts` with `announced`, the day of the notice that publishes them.

    Every month and quarter that lies in the year of the cases, each with the first notice of the
    next month; of items of the county each quarter by township, too.
    """
    counted = plan.items[items.item_classes(plan.items) == str(Publication.COUNTS)]
    releases = _releases(plan)
    by_item = dict(list(plan.cases.groupby("item_code")))
    rows = [
        row
        for item in content.records(counted)
        for row in _of_item(plan, item, by_item.get(item["item_code"]), releases)
    ]
    return pd.DataFrame(
        rows, columns=["item_code", "period", "place_code", "cases", "withheld", "announced"]
    ).astype({"cases": "Int64"})


def _releases(plan: Plan) -> dict[pd.Timestamp, list[str]]:
    """Day of a notice of cases -> the months and quarters it counts; some may await a notice."""
    days = sorted(open_cases(plan)["announced"].unique())
    covered = plan.periods[-MONTHS:]
    quarters = {f"{month[:4]}q{(int(month[5:]) + 2) // 3}" for month in covered}
    whole = [quarter for quarter in sorted(quarters) if set(cells.months(quarter)) <= set(covered)]
    releases: dict[pd.Timestamp, list[str]] = {}
    for period in (*covered, *whole):
        after = pd.Timestamp(months.day_after(cells.months(period)[-1], 1))
        day = next((pd.Timestamp(day) for day in days if day >= after), None)
        if day is not None:
            releases.setdefault(day, []).append(period)
    return dict(sorted(releases.items()))


def _of_item(
    plan: Plan,
    item: Row,
    cases: pd.DataFrame | None,
    releases: dict[pd.Timestamp, list[str]],
) -> Iterator[Row]:
    """Release by release what is shown; a cell once shown stays."""
    home = str(plan.agencies.at[item["agency"], "place_code"])
    parts = () if home in plan.towns.index else tuple(plan.towns.index)
    true = _true_counts(plan, cases, home, parts)
    lines = cells.sums(
        [period for released in releases.values() for period in released], home, parts
    )
    published: dict[Cell, Shown] = {}
    for day, periods in releases.items():
        fresh = [
            (period, place)
            for period in periods
            for place in (home, *(parts if "q" in period else ()))
        ]
        published = withheld({cell: true.get(cell, 0) for cell in fresh}, lines, published)
        for period, place in fresh:
            value = published[period, place]
            yield {
                "item_code": item["item_code"],
                "period": period,
                "place_code": place,
                "cases": value if isinstance(value, int) else None,
                "withheld": None if isinstance(value, int) else value,
                "announced": day,
            }


def _true_counts(
    plan: Plan, cases: pd.DataFrame | None, home: str, parts: tuple[str, ...]
) -> dict[Cell, int]:
    """(period, place) -> how many cases; months and quarters without any are left out."""
    if cases is None:
        return {}
    place_by_town = dict(zip(plan.towns["town"], plan.towns.index, strict=True))
    month = cases["decided"].dt.strftime("%Y-%m")
    quarter = month.str[:4] + "q" + cases["decided"].dt.quarter.astype("str")
    true: dict[Cell, int] = {}
    for period in (month, quarter):
        true |= {(str(name), home): int(n) for name, n in period.value_counts().items()}
    if parts:
        by_town = cases.groupby([quarter, cases["town"].map(place_by_town)]).size()
        true |= {(str(name), str(place)): int(n) for (name, place), n in by_town.items()}
    return true
