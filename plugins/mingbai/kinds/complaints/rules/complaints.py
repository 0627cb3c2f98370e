"""Rules of complaints: deadlines in working days, an end that has a finding, totals that agree."""

from __future__ import annotations

import pandas as pd

from mingbai.check import DAY, Verdict, check, faults, lookup, prove
from mingbai.county import County
from mingbai.dates import iso_column, month_column
from mingbai.issues import Issue, Severity
from mingbai.kinds.complaints.thresholds import (
    COMPLAINT_ACCEPT_DAYS,
    COMPLAINT_DAYS,
    COMPLAINT_EXTENDED_DAYS,
)
from mingbai.read import Tables


def expected_due(tables: Tables, county: County) -> pd.Series:
    """The day by which each complaint has to be closed."""
    frame = tables.frame("complaints")
    days = pd.Series(county.threshold(COMPLAINT_DAYS), index=frame.index)
    days = days.mask(frame["is_extended"], county.threshold(COMPLAINT_EXTENDED_DAYS))
    return county.calendar.add_days(frame["accepted"], days)


@check(
    "wrong-complaint-due",
    title="投诉办结期限算得对",
    message="办结期限应为 {expected}，填的是 {found}",
    remedy="从受理的第二天起数工作日：一般的和经批准延长的天数见本县规则。",
)
def wrong_complaint_due(tables: Tables, county: County) -> Verdict:
    """办结期限 = 受理之后第 30 个工作日，经批准延长的为第 60 个；天数由本县规则确定。"""
    frame, expected = tables.frame("complaints"), expected_due(tables, county)
    bad = expected.notna() & (frame["due"] != expected)
    issues = faults(
        wrong_complaint_due.rule,
        bad,
        "due",
        found=iso_column(frame["due"]),
        expected=iso_column(expected),
    )
    proofs = prove(frame["complaint_no"], expected, frame["due"], unit=DAY)
    return Verdict(int(expected.notna().sum()), issues, proofs)


@check(
    "complaint-accepted-late",
    title="及时决定受理不受理",
    message="应在 {expected} 前决定，{found} 才决定",
    remedy="核对收到和受理的日期；确实迟了的，照实公开。",
    severity=Severity.WARNING,
)
def complaint_accepted_late(tables: Tables, county: County) -> Verdict:
    """收到投诉以后，要在本县规定的工作日数内决定受理或不受理（complaint_accept_days）。"""
    frame = tables.frame("complaints")
    last = county.calendar.add_days(frame["received"], county.threshold(COMPLAINT_ACCEPT_DAYS))
    issues = faults(
        complaint_accepted_late.rule,
        frame["accepted"] > last,
        "accepted",
        found=iso_column(frame["accepted"]),
        expected=iso_column(last),
    )
    return Verdict(len(frame), issues)


@check(
    "complaint-dates",
    title="投诉的日期有先后",
    message="{found} 早于 {expected}：应先收到、再受理、再办结、再答复",
    remedy="核对收到、受理、办结、答复四个日期。",
)
def complaint_dates(tables: Tables, _: County) -> Verdict:
    """先收到，后受理，再办结，最后答复；后一步不能早于前一步。"""
    frame = tables.frame("complaints")
    issues: list[Issue] = []
    for before, after in (
        ("received", "accepted"),
        ("accepted", "closed"),
        ("closed", "answered"),
    ):
        issues += faults(
            complaint_dates.rule,
            frame[after] < frame[before],
            after,
            found=iso_column(frame[after]),
            expected=iso_column(frame[before]),
        )
    return Verdict(len(frame), tuple(issues))


@check(
    "closed-without-finding",
    title="办结要有结论和处理结果",
    message="已经办结，却没有写{missing}",
    remedy="写明属实、部分属实还是不属实，怎样处理的，哪天答复的。",
)
def closed_without_finding(tables: Tables, _: County) -> Verdict:
    """事事有回音：办结的投诉必须写结论、处理结果和答复日期。"""
    frame = tables.frame("complaints")
    closed = frame["closed"].notna()
    names = {"finding": "结论", "outcome": "处理结果", "answered": "答复日期"}
    issues: list[Issue] = []
    for field, name in names.items():
        bad = closed & frame[field].isna()
        issues += faults(closed_without_finding.rule, bad, field, missing=name)
    return Verdict(int(closed.sum()), tuple(issues))


@check(
    "finding-before-closed",
    title="没有办结不能有结论",
    message="还没有办结，却写了{name}“{found}”",
    remedy="补上办结日期，或去掉办结以后才有的几项。",
)
def finding_before_closed(tables: Tables, _: County) -> Verdict:
    """结论、处理结果、答复日期和回访是否满意，办结以后才有。"""
    frame = tables.frame("complaints")
    is_open = frame["closed"].isna()
    words = {
        "finding": ("结论", frame["finding"]),
        "outcome": ("处理结果", frame["outcome"]),
        "answered": ("答复日期", iso_column(frame["answered"])),
        "is_satisfied": ("是否满意", frame["is_satisfied"].map({True: "是", False: "否"})),
    }
    issues: list[Issue] = []
    for field, (name, found) in words.items():
        bad = is_open & frame[field].notna()
        issues += faults(finding_before_closed.rule, bad, field, found=found, name=name)
    return Verdict(int(is_open.sum()), tuple(issues))


@check(
    "complaint-overdue",
    title="超过期限没有办结",
    message="应在 {found} 办结，到 {expected} 还没有办结",
    remedy="抓紧办结；没有办结之前，网站上一直标明超期。",
    severity=Severity.WARNING,
)
def complaint_overdue(tables: Tables, county: County) -> Verdict:
    """过了办结期限还没有办结的投诉，公开并标明超期。"""
    frame = tables.frame("complaints")
    still = frame["closed"].isna()
    bad = still & (frame["due"] < pd.Timestamp(county.as_of))
    issues = faults(
        complaint_overdue.rule,
        bad,
        "due",
        found=iso_column(frame["due"]),
        expected=county.as_of.isoformat(),
    )
    return Verdict(int(still.sum()), issues)


@check(
    "monthly-beside-lines",
    title="有逐件的月份不另报总数",
    message="{found} 已经逐件公开 {expected} 件，又另报了总数",
    remedy="同一个月、同一个单位，要么逐件公开，要么只公布总数；请删掉一处。",
)
def monthly_beside_lines(tables: Tables, _: County) -> Verdict:
    """总数由逐件相加得出；只有不能逐件公开的月份才单独公布总数。"""
    monthly, lines = tables.frame("monthly"), tables.frame("complaints")
    month = month_column(lines["received"])
    counted = (month + "/" + lines["agency"]).value_counts()
    month_and_agency = monthly["month"] + "/" + monthly["agency"]
    number = lookup(month_and_agency, counted).astype("Int64")
    issues = faults(
        monthly_beside_lines.rule,
        number.notna(),
        "month",
        found=monthly["month"],
        expected=number,
    )
    return Verdict(len(monthly), issues)


@check(
    "closed-exceeds-received",
    title="办结不多于收到",
    message="办结 {found} 件，多于收到的 {expected} 件",
    remedy="核对件数。",
)
def closed_exceeds_received(tables: Tables, _: County) -> Verdict:
    """一个月里收到的投诉，办结的不能比收到的多。"""
    frame = tables.frame("monthly")
    issues = faults(
        closed_exceeds_received.rule,
        frame["closed"] > frame["received"],
        "closed",
        found=frame["closed"].astype("str"),
        expected=frame["received"].astype("str"),
    )
    return Verdict(len(frame), issues)


CHECKS = (
    wrong_complaint_due,
    complaint_accepted_late,
    complaint_dates,
    closed_without_finding,
    finding_before_closed,
    complaint_overdue,
    monthly_beside_lines,
    closed_exceeds_received,
)
