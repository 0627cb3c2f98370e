"""Rules of supervision: a demand has a day, an answer has words, no answer is marked."""

from __future__ import annotations

import pandas as pd

from mingbai.check import Verdict, check, faults
from mingbai.county import County
from mingbai.dates import iso_column
from mingbai.issues import Issue, Severity
from mingbai.read import Tables


@check(
    "demand-without-due",
    title="有要求就有期限",
    message="写了要求，却没有写答复期限",
    remedy="填上要求哪天前答复。",
)
def demand_without_due(tables: Tables, _: County) -> Verdict:
    """查询函和督查通知书要求答复的，必须写明期限。"""
    frame = tables.frame("notices")
    bad = frame["demand"].notna() & frame["due"].isna()
    return Verdict(int(frame["demand"].notna().sum()), faults(demand_without_due.rule, bad, "due"))


@check(
    "answer-incomplete",
    title="答复要有日期和内容",
    message="答复的日期和内容只写了一样",
    remedy="答复了的，日期和内容都要写；没有答复的，都留空。",
)
def answer_incomplete(tables: Tables, _: County) -> Verdict:
    """答复日期和答复内容，要么都有，要么都没有。"""
    frame = tables.frame("notices")
    bad = frame["answered"].notna() != frame["answer"].notna()
    return Verdict(len(frame), faults(answer_incomplete.rule, bad, "answered"))


@check(
    "notice-dates",
    title="督查的日期有先后",
    message="{found} 早于发出日期 {expected}",
    remedy="核对发出日期、答复期限和答复日期。",
)
def notice_dates(tables: Tables, _: County) -> Verdict:
    """答复期限和答复日期都不能早于发出的日期。"""
    frame = tables.frame("notices")
    issues: list[Issue] = []
    for field in ("due", "answered"):
        issues += faults(
            notice_dates.rule,
            frame[field] < frame["date"],
            field,
            found=iso_column(frame[field]),
            expected=iso_column(frame["date"]),
        )
    return Verdict(len(frame), tuple(issues))


@check(
    "answer-overdue",
    title="到期没有答复",
    message="应在 {found} 前答复，到 {expected} 还没有答复",
    remedy="尽快答复；没有答复之前，网站上一直标明逾期。",
    severity=Severity.WARNING,
)
def answer_overdue(tables: Tables, county: County) -> Verdict:
    """要求答复的，过了期限没有答复，公开并标明逾期。"""
    frame = tables.frame("notices")
    has_deadline = frame["due"].notna()
    bad = has_deadline & frame["answered"].isna() & (frame["due"] < pd.Timestamp(county.as_of))
    issues = faults(
        answer_overdue.rule,
        bad,
        "due",
        found=iso_column(frame["due"]),
        expected=county.as_of.isoformat(),
    )
    return Verdict(int(has_deadline.sum()), issues)


CHECKS = (demand_without_due, answer_incomplete, notice_dates, answer_overdue)
