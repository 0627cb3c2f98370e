"""Items, villages and months -> every case that the county handled over the last year.

How often a thing is applied for stands in `caseload.csv`, per 10,000 households and year: a county
of any size has the weddings and the quarries that its households would have.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from demo import content, months
from demo.applicants import applicants, class_of
from demo.chance import Chance
from demo.items import is_open
from demo.workdays import calendar

MONTHS = 12
_LEAD = 3  # months before the first notice whose cases may still be decided in its time
_BUSY = 2.2  # a month that `caseload.csv` names, against the others
_SLOWEST_PERCENT = 6
_WITHDRAWN_PERCENT = 1
_PRIVATE_SERIES = "-S"  # 私: of receipt numbers that are never published
# Shape of the flow -> percent of cases whose clock stands still, and for how many working days.
_STOPS = {
    "aid": (100, 5, 5),
    "confirm_survey": (20, 8, 25),
    "filing_check": (10, 3, 10),
    "licence_exam": (100, 5, 15),
    "licence_expert": (45, 4, 10),
    "licence_hearing": (20, 8, 20),
    "licence_inspect": (25, 4, 15),
}
COLUMNS = (
    "receipt_no",
    "item_code",
    "item",
    "type",
    "flow",
    "agency",
    "town",
    "applicant",
    "applicant_class",
    "accepted",
    "stopped_days",
    "due",
    "decided",
    "days_late",
    "result",
    "post_name",
    "announced",
)


def cases(
    items: pd.DataFrame, places: pd.DataFrame, periods: tuple[str, ...], as_of: date, chance: Chance
) -> pd.DataFrame:
    """By receipt number, all that was decided in the last `MONTHS` months and announced by `as_of`.

    Columns: COLUMNS. item is its name; town the slug of the township that the applicant lives in;
    accepted, due, decided, announced are days (datetime64[s]); days_late are working days, 0 where
    the case was on time. A case is announced on the first working day after the week it was
    decided in. Receipt numbers carry the month of acceptance; numbers of cases that are not
    announced yet are left out.
    """
    first = months.number(periods[-MONTHS:][0])
    last = months.number(f"{as_of:%Y-%m}")
    span = [months.name(n) for n in range(first - _LEAD, last + 1)]
    accepted_in = [period for period in span if int(period[:4]) in calendar().years]
    parts = [
        _of_item(item, load, places, accepted_in, chance.of(item["item_code"]))
        for item, load in _loads(items)
    ]
    frame = _numbered(_dated(pd.concat(parts, ignore_index=True), chance), is_open(items))
    frame["announced"] = _announced(frame["decided"])
    begins = pd.Timestamp(months.first_day(months.name(first)))
    announced = frame[(frame["decided"] >= begins) & (frame["announced"] <= pd.Timestamp(as_of))]
    ordered = announced.sort_values(["decided", "receipt_no"], ignore_index=True)
    return ordered[list(COLUMNS)].set_index("receipt_no", drop=False)


def _loads(items: pd.DataFrame) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Each item that is applied for, with its row of `caseload.csv`."""
    loads = {row["item"]: row for row in content.records(content.table("caseload"))}
    for item in content.records(items[items["type"] != "行政检查"]):
        yield item, loads[item["name"]]


def _of_item(
    item: Mapping[str, Any],
    load: Mapping[str, Any],
    places: pd.DataFrame,
    accepted_in: list[str],
    chance: Chance,
) -> pd.DataFrame:
    """Applications for one item, in the order of acceptance, without what became of them."""
    villages = places[places["kind"] == "村"]
    is_of_town = item["agency"] in set(villages["town"])
    villages_of_town = villages[villages["town"] == item["agency"]] if is_of_town else villages
    yearly = (
        float(load["per_10000_households"]) * int(villages_of_town["households"].sum()) / 10_000
    )
    days = [day for p in accepted_in for day in _days(p, yearly, load["months"], chance.of(p))]
    count = len(days)
    share = _firm_percent(item["audience"], load)
    is_firm = chance.of("is firm").integers(1, 100, count) <= share
    weight = (
        villages_of_town["households"].cumsum().to_numpy() / villages_of_town["households"].sum()
    )
    home = np.searchsorted(weight, chance.of("home").uniform(count), side="right")
    towns = places.loc[villages_of_town["parent_code"], "name"].to_numpy()
    names = [town + village for town, village in zip(towns, villages_of_town["name"], strict=True)]
    group = load["applicants"] if isinstance(load["applicants"], str) else None
    return pd.DataFrame(
        {
            "item_code": item["item_code"],
            "item": item["name"],
            "type": item["type"],
            "flow": item["flow"],
            "agency": item["agency"],
            "promised": item["promised_days"],
            "refused_percent": int(load["refused_percent"]),
            "town": villages_of_town["town"].to_numpy()[home],
            "applicant": applicants(group, is_firm, names, chance.of("applicants")),
            "accepted": pd.Series(days, dtype="datetime64[s]"),
        }
    )


def _firm_percent(audience: str, load: Mapping[str, Any]) -> int:
    """Of a hundred applicants, how many are firms: told where both firms and persons may apply."""
    one_class = {"个人": 0, "企业和单位": 100}
    return one_class[audience] if audience in one_class else int(load["firm_percent"])


def _days(period: str, yearly: float, busy: object, chance: Chance) -> list[date]:
    """The days of a month on which an item was applied for, one a case, in order."""
    busy_months = busy.split() if isinstance(busy, str) else []
    weights = [_BUSY if str(m) in busy_months else 1.0 for m in range(1, 13)]
    expected = yearly * weights[int(period[-2:]) - 1] / sum(weights)
    luck = chance.of("count").uniform(2)
    count = int(expected * (0.7 + 0.6 * luck[0]) + luck[1])
    working = _working_days(period)
    return [working[i] for i in sorted(chance.of("days").integers(0, len(working) - 1, count))]


@cache
def _working_days(period: str) -> tuple[date, ...]:
    clock, after = calendar(), months.day_after(period, 1)
    count = (after - months.first_day(period)).days
    days = (date(int(period[:4]), int(period[5:]), d + 1) for d in range(count))
    return tuple(day for day in days if clock.is_working(day))


def _dated(frame: pd.DataFrame, chance: Chance) -> pd.DataFrame:
    """Adds what became of each case: stopped_days, due, decided, days_late, result, post_name."""
    count, promised = len(frame), frame["promised"].astype("int64")
    percent = chance.of("result").integers(1, 100, count)
    has_limit = promised > 0
    refused = percent <= frame["refused_percent"]
    withdrawn = ~refused & has_limit & (percent > 100 - _WITHDRAWN_PERCENT)
    slow = frame["agency"].map(
        {a: chance.of("slow", a).number(1, _SLOWEST_PERCENT) for a in frame["agency"].unique()}
    )
    late = has_limit & ~refused & ~withdrawn & (chance.of("late").integers(1, 100, count) <= slow)
    over = late * chance.of("over").integers(1, 4, count)
    least = -(-promised // 3)
    used = least + (chance.of("used").uniform(count) * (promised - least + 1)).astype("int64")
    stopped = _stopped(frame["flow"], chance.of("stop")).where(has_limit, 0)
    clock = calendar()
    due = clock.add_days(frame["accepted"], promised + stopped)
    decided = clock.add_days(frame["accepted"], used.where(~late, promised + over) + stopped)
    licence = frame["type"] == "行政许可"
    result = pd.Series(np.where(licence, "准予", "办结"), frame.index)
    return frame.assign(
        applicant_class=frame["applicant"].map(class_of),
        stopped_days=stopped,
        due=due,
        decided=decided,
        days_late=over,
        result=result.mask(refused, "不予").mask(withdrawn, "撤回"),
        post_name=np.where(has_limit, np.where(licence, "决定岗", "审查岗"), "受理岗"),
    )


def _stopped(flow: pd.Series, chance: Chance) -> pd.Series:
    """Working days for which the clock of each case stood still, as its flow allows."""
    stops = pd.DataFrame([_STOPS.get(f, (0, 0, 0)) for f in flow], flow.index)
    percent, least, most = stops[0], stops[1], stops[2]
    days = least + (chance.of("days").uniform(len(flow)) * (most - least + 1)).astype("int64")
    return days.where(chance.of("stops").integers(1, 100, len(flow)) <= percent, 0)


def _numbered(frame: pd.DataFrame, open_items: pd.Series) -> pd.DataFrame:
    """`ZJ-2026-06-003`: the agency's third case that was accepted in that month.

    Cases that are not published one by one (open_items: by item_code) have a series of their own,
    `ZJ-S-2026-06-001`: a number that is missing from a published series would count them.
    """
    ordered = frame.sort_values(["accepted", "item_code"], kind="stable", ignore_index=True)
    series = np.where(ordered["item_code"].map(open_items), "", _PRIVATE_SERIES)
    agency, month = ordered["item_code"].str.split("-").str[1], ordered["accepted"]
    head = agency + series + month.dt.strftime("-%Y-%m-")
    serial = ordered.groupby(head).cumcount() + 1
    return ordered.assign(receipt_no=head + serial.astype("str").str.zfill(3))


def _announced(decided: pd.Series) -> pd.Series:
    """The first working day after the week of the decision."""
    sunday = decided + pd.to_timedelta(6 - decided.dt.day_of_week, unit="D")
    return calendar().add_days(sunday, 1)
