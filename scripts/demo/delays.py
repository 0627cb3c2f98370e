"""Plan -> a notice for every case that was late, before its limit, and for every one refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pandas as pd

from demo import content, notice_texts, publication
from demo.chance import Chance
from demo.items import told
from demo.packages import DemoPackage
from demo.plan import Plan
from demo.workdays import calendar

_DELAYED_BASIS = "YSHJ-36"
Row = dict[str, Any]


def packages(plan: Plan, chance: Chance) -> Iterator[DemoPackage]:
    """One package an agency and week with notices, on the working day after the last of them.

    A notice names its case, which must be public: what was told to the applicant before its case
    was announced is published when it is.
    """
    rows = pd.DataFrame(list(_notices(plan, chance)))
    if rows.empty:
        return
    week = rows["noticed"].map(lambda day: "{}-w{:02d}".format(*day.isocalendar()))
    for (slug, period), notices_of_week in rows.groupby(["agency", week], sort=True):
        agency = plan.agencies.loc[str(slug)]
        name = f"{str(period)[:4]} 年第 {int(str(period)[-2:])} 周"
        yield DemoPackage(
            kind="delays",
            publisher=str(slug),
            period=str(period),
            title=f"{agency['short_name']} {name}滞办反馈告知书",
            published=max(
                calendar().add(notices_of_week["noticed"].max(), 1),
                notices_of_week["announced"].max(),
            ),
            approved_by=f"{agency['name']}（演示）",
            tables={"notices": notices_of_week.drop(columns=["agency", "announced"])},
        )


def _notices(plan: Plan, chance: Chance) -> Iterator[Row]:
    """By receipt number; a case is never both late and refused."""
    told_by_code = {item.code: item.told for item in told(plan.agencies)}
    county_phone = str(plan.agencies.at["office", "supervision_phone"])
    cases = publication.open_cases(plan).sort_index()
    for case in content.records(cases[(cases["days_late"] > 0) | (cases["result"] == "不予")]):
        dates = ("accepted", "due", "decided")
        dated_case = case | {name: case[name].date() for name in dates}
        agency = plan.agencies.loc[case["agency"]]
        stream = chance.of(case["receipt_no"])
        item = told_by_code[case["item_code"]]
        if case["result"] == "不予":
            yield _refused(dated_case, item, agency, stream)
        else:
            yield _late(dated_case, item, agency, county_phone=county_phone, chance=stream)


def _late(
    case: Row,
    item: Mapping[str, Any],
    agency: Mapping[str, Any],
    *,
    county_phone: str,
    chance: Chance,
) -> Row:
    """Told to the applicant on the last day of the limit or the working day before."""
    clock = calendar()
    noticed = max(case["accepted"], clock.add(case["due"], -chance.of("noticed").number(0, 1)))
    papers = [line.split("|") for line in item["materials"]]
    lacking = [name for name, _, _, source, *_ in papers if source != "府" and "照片" not in name]
    text = notice_texts.delay(case, lacking, noticed, chance)
    room = chance.of("room").number(0, 2)
    new_due = clock.add(case["decided"], room)
    remedy = notice_texts.late_remedy(agency, county_phone, new_due)
    return _row(case, text, noticed, new_due=new_due, basis=_DELAYED_BASIS, remedy=remedy)


def _refused(case: Row, item: Mapping[str, Any], agency: Mapping[str, Any], chance: Chance) -> Row:
    """Told on the day of the decision, reported to the county then or the working day after."""
    text = notice_texts.refusal(case, item["conditions"], chance)
    noticed = case["decided"]
    remedy = notice_texts.refused_remedy(agency, noticed)
    reported = calendar().add(noticed, chance.of("reported").number(0, 1))
    return _row(case, text, noticed, reported=reported, basis=item["bases"][0], remedy=remedy)


def _row(
    case: Row,
    text: notice_texts.NoticeText,
    noticed: date,
    *,
    reported: date | None = None,
    new_due: date | None = None,
    basis: str,
    remedy: str,
) -> Row:
    return {
        "notice_no": f"ZB-{case['receipt_no']}",
        "agency": case["agency"],
        "announced": case["announced"].date(),
        "item_code": case["item_code"],
        "receipt_no": case["receipt_no"],
        "kind": text.kind,
        "reason": text.reason,
        "basis_id": basis,
        "post_name": text.post,
        "noticed": noticed,
        "reported_on": reported,
        "new_due": new_due,
        "remedy": remedy,
    }
