"""The announced days -> the working-day clock that demo data is dated by."""

from __future__ import annotations

import json
from datetime import date
from functools import cache

import pandas as pd

from demo import content
from mingbai.county import Calendar


def announced_days() -> pd.DataFrame:
    """Days off and make-up working days of all announced years, with the notice of each."""
    rows = [
        {
            "date": day["date"],
            "is_off": day["isOffDay"],
            "name": day["name"],
            "source": notice["papers"][0],
        }
        for path in sorted(content.folder("holidays").glob("*.json"))
        for notice in [json.loads(path.read_text("utf-8"))]
        for day in notice["days"]
    ]
    return pd.DataFrame(rows).drop_duplicates("date", keep="last").sort_values("date")


@cache
def calendar() -> Calendar:
    """As the county's registry announces it."""
    days = announced_days()
    dates = [date.fromisoformat(day) for day in days["date"]]
    return Calendar.of(dict(zip(dates, days["is_off"], strict=True)))
