"""Rules of completed cases: dates follow from each other, and lateness is explained."""

from __future__ import annotations

import pandas as pd

from mingbai.check import DAY, Verdict, check, faults, lookup, prove, published
from mingbai.county import County
from mingbai.dates import iso_column
from mingbai.issues import Severity
from mingbai.kinds.completions.reads import ITEMS, NOTICES, STEPS
from mingbai.kinds.completions.thresholds import PUBLISH_CASE_DAYS
from mingbai.read import Tables


def expected_due(tables: Tables, county: County) -> pd.Series:
    """The day by which each case has to be done, NaT where its promise is not in working days."""
    cases = tables.frame("cases")
    items = county.frame(ITEMS)
    promised_days = items[items["promised_unit"] == "工作日"].set_index("item_code")[
        "promised_days"
    ]
    promised = lookup(cases["item_code"], promised_days).astype("Int64")
    return county.calendar.add_days(cases["accepted"], promised + cases["stopped_days"])


@check(
    "wrong-due-date",
    title="应办结日期算得对",
    message="应办结日期应为 {expected}，填的是 {found}",
    remedy="从受理的第二天起数承诺的工作日，再加停表天数；也核对受理日期和停表天数。",
)
def wrong_due_date(tables: Tables, county: County) -> Verdict:
    """应办结日期 = 受理日期之后第 n 个工作日，n = 承诺时限 + 停表天数；受理当天不算。

    Items whose promise is unknown or in calendar days are not evaluated here.
    """
    cases, expected = tables.frame("cases"), expected_due(tables, county)
    bad = expected.notna() & (cases["due"] != expected)
    issues = faults(
        wrong_due_date.rule,
        bad,
        "due",
        found=iso_column(cases["due"]),
        expected=iso_column(expected),
    )
    proofs = prove(cases["receipt_no"], expected, cases["due"], unit=DAY)
    return Verdict(int(expected.notna().sum()), issues, proofs)


@check(
    "due-year-unknown",
    title="时限不跨到没有公布日历的年份",
    message="受理日期 {found} 起的时限跨到还没有公布放假安排的年份，算不出应办结日期",
    remedy="等国务院办公厅公布那一年的放假安排，把它加进登记表的工作日历，再公开。",
)
def due_year_unknown(tables: Tables, county: County) -> Verdict:
    """工作日按国务院办公厅公布的放假和调休计算；没有公布的年份不推算。"""
    cases = tables.frame("cases")
    calendar = county.calendar
    bad = ~(calendar.is_announced(cases["accepted"]) & calendar.is_announced(cases["due"]))
    return Verdict(
        len(cases),
        faults(due_year_unknown.rule, bad, "accepted", found=iso_column(cases["accepted"])),
    )


@check(
    "decided-before-accepted",
    title="先受理，后办结",
    message="办结日期 {found} 早于受理日期 {expected}",
    remedy="核对两个日期，改正填错的一个。",
)
def decided_before_accepted(tables: Tables, _: County) -> Verdict:
    """办结日期不能早于受理日期。"""
    cases = tables.frame("cases")
    issues = faults(
        decided_before_accepted.rule,
        cases["decided"] < cases["accepted"],
        "decided",
        found=iso_column(cases["decided"]),
        expected=iso_column(cases["accepted"]),
    )
    return Verdict(len(cases), issues)


@check(
    "decided-after-publication",
    title="办结以后才公告",
    message="办结日期 {found} 晚于公告日期 {expected}",
    remedy="核对办结日期；还没有办结的事不要列入办结公告。",
)
def decided_after_publication(tables: Tables, _: County) -> Verdict:
    """办结公告里的每一件，到公告那天都已经办结。"""
    cases = tables.frame("cases")
    day = published(tables, tables["cases"])
    issues = faults(
        decided_after_publication.rule,
        cases["decided"] > day,
        "decided",
        found=iso_column(cases["decided"]),
        expected=iso_column(day),
    )
    return Verdict(len(cases), issues)


@check(
    "case-published-late",
    title="办结后按时公告",
    message="办结结果应在 {expected} 前公告，实际在 {found} 公告",
    remedy="以后按时公告；迟了的仍然保留，网站上会标明迟了。",
    severity=Severity.WARNING,
)
def case_published_late(tables: Tables, county: County) -> Verdict:
    """办结以后，要在本县规定的工作日数内公告（本县规则 publish_case_days）。"""
    cases = tables.frame("cases")
    day = published(tables, tables["cases"])
    last = county.calendar.add_days(cases["decided"], county.threshold(PUBLISH_CASE_DAYS))
    issues = faults(
        case_published_late.rule,
        day > last,
        "decided",
        found=iso_column(day),
        expected=iso_column(last),
    )
    return Verdict(len(cases), issues)


@check(
    "late-without-notice",
    title="超期办结要有滞办告知书",
    message="应在 {expected} 办结，{found} 才办结，却没有滞办告知书",
    remedy="在滞办告知书里补一份：写明理由、经办岗位和救济途径，填上这个受理编号。",
)
def late_without_notice(tables: Tables, county: County) -> Verdict:
    """超过应办结日期才办结的，必须有一份说明理由和经办岗位的滞办告知书。"""
    cases = tables.frame("cases")
    if not county.can_read(NOTICES):
        return Verdict(0)
    is_late = cases["decided"] > cases["due"]
    bad = is_late & ~cases["receipt_no"].isin(county.frame(NOTICES)["receipt_no"])
    issues = faults(
        late_without_notice.rule,
        bad,
        "decided",
        found=iso_column(cases["decided"]),
        expected=iso_column(cases["due"]),
    )
    return Verdict(int(is_late.sum()), issues)


@check(
    "case-step-dates",
    title="各步日期在受理和办结之间",
    message="这一步从 {found} 到 {expected}，不在这件事受理和办结之间，或前后颠倒",
    remedy="核对这一步的开始和结束日期。",
)
def case_step_dates(tables: Tables, _: County) -> Verdict:
    """每一步先开始后结束，并且都在受理日期和办结日期之间。"""
    steps = tables.frame("case_steps")
    cases = tables.frame("cases").set_index("receipt_no")
    accepted = lookup(steps["receipt_no"], cases["accepted"])
    decided = lookup(steps["receipt_no"], cases["decided"])
    bad = (
        (steps["left"] < steps["entered"])
        | (steps["entered"] < accepted)
        | (steps["left"] > decided)
    )
    issues = faults(
        case_step_dates.rule,
        bad,
        "entered",
        found=iso_column(steps["entered"]),
        expected=iso_column(steps["left"]),
    )
    return Verdict(len(steps), issues)


@check(
    "unknown-case-step",
    title="各步在流程图里有",
    message="步骤 {found} 不在这个事项的流程图里",
    remedy="按办事指南里的步骤编号填写。",
)
def unknown_case_step(tables: Tables, county: County) -> Verdict:
    """用时记录里的步骤，必须是这个事项流程图里的一步。"""
    steps = tables.frame("case_steps")
    if not county.can_read(STEPS):
        return Verdict(0)
    flow = county.frame(STEPS)
    items = tables.frame("cases").set_index("receipt_no")["item_code"]
    step_keys = lookup(steps["receipt_no"], items).astype("str") + "/" + steps["step_id"]
    bad = ~step_keys.isin(flow["item_code"] + "/" + flow["step_id"])
    issues = faults(unknown_case_step.rule, bad, "step_id", found=steps["step_id"])
    return Verdict(len(steps), issues)


CHECKS = (
    wrong_due_date,
    due_year_unknown,
    decided_before_accepted,
    decided_after_publication,
    case_published_late,
    late_without_notice,
    case_step_dates,
    unknown_case_step,
)
