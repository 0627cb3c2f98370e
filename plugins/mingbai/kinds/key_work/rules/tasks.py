"""Rules of key work: one lead, a day inside the year, progress not stale, done with evidence."""

from __future__ import annotations

import pandas as pd

from mingbai.check import Verdict, check, faults, lookup, published
from mingbai.county import County
from mingbai.dates import iso_column
from mingbai.issues import Severity
from mingbai.kinds.key_work.thresholds import STALE_PROGRESS_DAYS
from mingbai.read import Tables

DONE, UNSTARTED = "完成", "未启动"


def latest(tables: Tables) -> pd.DataFrame:
    """The newest progress of each task, by task_no: date, state, text, evidence."""
    frame = tables.frame("progress").sort_values(["task_no", "date"], kind="stable")
    return frame.drop_duplicates("task_no", keep="last").set_index("task_no")


@check(
    "task-due-outside-year",
    title="完成时限在当年",
    message="完成时限 {found} 不在 {expected} 年内",
    remedy="核对年度和完成时限；跨年的任务分年列出。",
)
def task_due_outside_year(tables: Tables, _: County) -> Verdict:
    """任务的完成时限要在它的年度之内。"""
    frame = tables.frame("tasks")
    bad = frame["due"].dt.year != frame["year"].astype("int64")
    issues = faults(
        task_due_outside_year.rule,
        bad,
        "due",
        found=iso_column(frame["due"]),
        expected=frame["year"].astype("str"),
    )
    return Verdict(len(frame), issues)


@check(
    "second-lead",
    title="只有一个牵头单位",
    message="责任单位里又写了牵头单位 {found}",
    remedy="牵头单位只写一次；责任单位里去掉它。",
)
def second_lead(tables: Tables, _: County) -> Verdict:
    """一项任务只有一个牵头单位，责任单位里不再重复。"""
    frame = tables.frame("tasks")
    pairs = frame[["lead_agency", "agencies"]].fillna("")
    bad = pd.Series(
        [lead in others.split("；") for lead, others in zip(*pairs.T.to_numpy(), strict=True)],
        index=frame.index,
        dtype=bool,
    )
    issues = faults(second_lead.rule, bad, "agencies", found=frame["lead_agency"])
    return Verdict(len(frame), issues)


@check(
    "unknown-task-agency",
    title="责任单位要登记",
    message="责任单位 {found} 没有登记",
    remedy="填登记表里的单位简码，几个单位之间用中文分号“；”隔开。",
)
def unknown_task_agency(tables: Tables, county: County) -> Verdict:
    """责任单位用登记表里的单位简码。"""
    frame = tables.frame("tasks")
    known = county.known["agency"]
    strange = pd.Series(
        [
            "、".join(s for s in text.split("；") if s and s not in known)
            for text in frame["agencies"].fillna("")
        ],
        index=frame.index,
        dtype="str",
    )
    issues = faults(unknown_task_agency.rule, strange != "", "agencies", found=strange)
    return Verdict(len(frame), issues)


@check(
    "done-without-evidence",
    title="完成要有佐证",
    message="写了完成，却没有佐证",
    remedy="写明验收文件、照片或公开网页的名称。",
)
def done_without_evidence(tables: Tables, _: County) -> Verdict:
    """状态为“完成”的进展，必须写明佐证。"""
    frame = tables.frame("progress")
    done = frame["state"] == DONE
    bad = done & frame["evidence"].isna()
    return Verdict(int(done.sum()), faults(done_without_evidence.rule, bad, "evidence"))


@check(
    "undone-again",
    title="完成以后不再倒退",
    message="之前已经写了完成，{found} 又写“{expected}”",
    remedy="核对两次进展；确实没有完成的，改正之前那一次并说明。",
)
def undone_again(tables: Tables, _: County) -> Verdict:
    """一项任务写了完成以后，后面的进展不能又变成没有完成。"""
    frame = tables.frame("progress").sort_values(["task_no", "date"], kind="stable")
    before = (frame["state"] == DONE).groupby(frame["task_no"]).shift(fill_value=False)
    bad = before & (frame["state"] != DONE)
    issues = faults(
        undone_again.rule, bad, "state", found=iso_column(frame["date"]), expected=frame["state"]
    )
    return Verdict(len(frame), issues)


@check(
    "unstarted-again",
    title="开始以后不再是未启动",
    message="{found} 写“未启动”，之前已经写过“{expected}”",
    remedy="核对两次进展的日期和状态；没有进展的，照之前的状态写，并说明原因。",
)
def unstarted_again(tables: Tables, _: County) -> Verdict:
    """一项任务的进展写过进行中、有困难或者完成，后面的不能又是未启动。"""
    frame = tables.frame("progress").sort_values(["task_no", "date"], kind="stable")
    before = frame.groupby("task_no")["state"].shift()
    bad = before.notna() & (before != UNSTARTED) & (frame["state"] == UNSTARTED)
    issues = faults(
        unstarted_again.rule, bad, "state", found=iso_column(frame["date"]), expected=before
    )
    return Verdict(len(frame), issues)


@check(
    "stale-progress",
    title="进展要及时更新",
    message="{found} 以后没有新的进展，到 {expected} 已经超过本县规定的天数",
    remedy="补上最近的进展；没有进展也要写明原因。",
    severity=Severity.WARNING,
)
def stale_progress(tables: Tables, county: County) -> Verdict:
    """没有完成的任务，进展不能超过本县规定的天数不更新（stale_progress_days）。

    A task of which nothing was ever reported is counted from the day it was published.
    """
    tasks, newest = tables.frame("tasks"), latest(tables)
    date = lookup(tasks["task_no"], newest["date"]).fillna(published(tables, tables["tasks"]))
    state = lookup(tasks["task_no"], newest["state"])
    limit = pd.Timestamp(county.as_of) - pd.Timedelta(days=county.threshold(STALE_PROGRESS_DAYS))
    bad = (state.isna() | (state != DONE)) & (date < limit)
    issues = faults(
        stale_progress.rule,
        bad,
        "task_no",
        found=iso_column(date),
        expected=county.as_of.isoformat(),
    )
    return Verdict(len(tasks), issues)


CHECKS = (
    task_due_outside_year,
    second_lead,
    unknown_task_agency,
    done_without_evidence,
    undone_again,
    unstarted_again,
    stale_progress,
)
