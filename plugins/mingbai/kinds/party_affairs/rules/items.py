"""Rules of party affairs: proposed, reviewed, approved, then published, by different posts."""

from __future__ import annotations

from itertools import pairwise

from mingbai.check import Verdict, check, faults, published
from mingbai.county import County
from mingbai.dates import iso_column
from mingbai.issues import Issue
from mingbai.read import Tables

_CHAIN = ("proposed", "reviewed", "approved")


@check(
    "approval-order",
    title="先提出，再审核，后审批",
    message="{found} 早于 {expected}：应先提出、再审核、后审批",
    remedy="核对三个日期。",
)
def approval_order(tables: Tables, _: County) -> Verdict:
    """党务公开按提出、审核、审批的次序办理，后一步不能早于前一步。"""
    frame = tables.frame("items")
    issues: list[Issue] = []
    for before, after in pairwise(_CHAIN):
        issues += faults(
            approval_order.rule,
            frame[after] < frame[before],
            after,
            found=iso_column(frame[after]),
            expected=iso_column(frame[before]),
        )
    return Verdict(len(frame), tuple(issues))


@check(
    "published-before-approval",
    title="审批以后才公开",
    message="审批日期 {found} 晚于公开日期 {expected}",
    remedy="没有审批的内容不能公开；核对审批日期和公开日期。",
)
def published_before_approval(tables: Tables, _: County) -> Verdict:
    """提出、审核、审批都完成以后，才能公开。"""
    table = tables["items"]
    day = published(tables, table)
    issues = faults(
        published_before_approval.rule,
        table.frame["approved"] > day,
        "approved",
        found=iso_column(table.frame["approved"]),
        expected=iso_column(day),
    )
    return Verdict(len(table.frame), issues)


@check(
    "approver-is-proposer",
    title="提出的人不能自己审批",
    message="提出和审批都是「{found}」",
    remedy="由上一级或者负责人审批。",
)
def approver_is_proposer(tables: Tables, _: County) -> Verdict:
    """提出的岗位和审批的岗位不能是同一个。"""
    frame = tables.frame("items")
    bad = frame["proposed_by"] == frame["approved_by"]
    issues = faults(approver_is_proposer.rule, bad, "approved_by", found=frame["approved_by"])
    return Verdict(len(frame), issues)


CHECKS = (approval_order, published_before_approval, approver_is_proposer)
