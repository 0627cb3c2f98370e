"""Rules of village affairs: stages in order, a project paid within its contract, lists that end."""

from __future__ import annotations

from mingbai.check import Verdict, check, faults, prove
from mingbai.county import County
from mingbai.dates import iso_column
from mingbai.issues import Issue, Severity
from mingbai.kinds.village_affairs.payments import RETENTION_PCT_MAX, paid_in_all
from mingbai.kinds.village_affairs.thresholds import LIST_DAYS_MAX
from mingbai.money import yuan_column
from mingbai.read import Tables

STAGES = ("计划", "进展", "结果")


@check(
    "stage-order",
    title="先计划，再进展，后结果",
    message="「{found}」的日期早于前一个阶段的 {expected}",
    remedy="核对各阶段的日期。",
)
def stage_order(tables: Tables, _: County) -> Verdict:
    """一件村务按计划、进展、结果的次序公开，后一个阶段不能早于前一个阶段。"""
    frame = tables.frame("matters")
    rank = frame["stage"].map({stage: n for n, stage in enumerate(STAGES)})
    ordered = frame.assign(rank=rank).sort_values(["matter_no", "rank"], kind="stable")
    date_before = ordered.groupby("matter_no")["date"].shift()
    bad = ordered["date"] < date_before
    issues = faults(
        stage_order.rule, bad, "date", found=ordered["stage"], expected=iso_column(date_before)
    )
    return Verdict(len(frame), issues)


@check(
    "stage-without-plan",
    title="有结果先有计划",
    message="只有「{found}」，没有公开过计划",
    remedy="补上计划阶段的公开。",
    severity=Severity.WARNING,
)
def stage_without_plan(tables: Tables, _: County) -> Verdict:
    """公开了进展或者结果的事，应当先公开过计划：事前、事中、事后都要公开。"""
    frame = tables.frame("matters")
    planned = frame.loc[frame["stage"] == STAGES[0], "matter_no"]
    later = frame["stage"] != STAGES[0]
    bad = later & ~frame["matter_no"].isin(planned) & ~frame["matter_no"].duplicated()
    issues = faults(stage_without_plan.rule, bad, "stage", found=frame["stage"])
    return Verdict(int(later.sum()), issues)


@check(
    "matter-decided-late",
    title="先决定，再公开",
    message="决定日期 {found} 晚于这个阶段的日期 {expected}",
    remedy="核对决定日期。",
)
def matter_decided_late(tables: Tables, _: County) -> Verdict:
    """一件事先经会议决定，再公开；决定日期不能晚于公开的阶段日期。"""
    frame = tables.frame("matters")
    issues = faults(
        matter_decided_late.rule,
        frame["decided"] > frame["date"],
        "decided",
        found=iso_column(frame["decided"]),
        expected=iso_column(frame["date"]),
    )
    return Verdict(len(frame), issues)


@check(
    "project-overpaid",
    title="付款不超过合同",
    message="已付 {found} 元，超过合同 {expected} 元，没有写明哪次会议决定",
    remedy="核对金额；确有变更的，写明村民（代表）会议的决定。",
)
def project_overpaid(tables: Tables, _: County) -> Verdict:
    """一项工程前后付的钱加起来不能超过合同金额，除非有会议决定。"""
    frame, paid = tables.frame("projects"), paid_in_all(tables)
    signed = frame["contract_amount_fen"].notna()
    over = signed & (paid > frame["contract_amount_fen"])
    bad = over & frame["excess_decision"].isna()
    issues = faults(
        project_overpaid.rule,
        bad,
        "paid",
        found=yuan_column(paid),
        expected=yuan_column(frame["contract_amount_fen"]),
    )
    return Verdict(int(signed.sum()), issues)


@check(
    "paid-without-contract",
    title="先签合同，再付款",
    message="已付 {found} 元，却没有合同金额",
    remedy="填上合同金额；没有签合同的不能付款。",
)
def paid_without_contract(tables: Tables, _: County) -> Verdict:
    """付了钱的工程必须有合同金额。"""
    frame = tables.frame("projects")
    bad = (frame["paid_fen"] > 0) & frame["contract_amount_fen"].isna()
    issues = faults(paid_without_contract.rule, bad, "paid", found=yuan_column(frame["paid_fen"]))
    return Verdict(len(frame), issues)


@check(
    "final-account-differs",
    title="决算等于已付",
    message="决算 {expected} 元，已付 {found} 元",
    remedy="决算以后付清的，两个数应当相等；没有付清的，决算先留空。",
    severity=Severity.WARNING,
)
def final_account_differs(tables: Tables, _: County) -> Verdict:
    """有决算的工程，已付金额应当等于决算金额；逐笔公开付款的，可以扣下不超过 3% 的质量保证金。"""
    frame = tables.frame("projects")
    settled = frame[frame["final_account_fen"].notna()]
    paid, final = paid_in_all(tables)[settled.index], settled["final_account_fen"].astype("int64")
    is_told = settled["project_no"].isin(tables.frame("payments")["project_no"])
    is_retained = is_told & (paid < final) & ((final - paid) * 100 <= final * RETENTION_PCT_MAX)
    issues = faults(
        final_account_differs.rule,
        (paid != final) & ~is_retained,
        "paid",
        found=yuan_column(paid),
        expected=yuan_column(final),
    )
    proofs = prove(settled["project_no"], final.where(~is_retained), paid)
    return Verdict(len(settled), issues, proofs)


@check(
    "project-dates",
    title="先开工，后完工",
    message="完工日期 {found} 早于开工日期，或者没有开工日期",
    remedy="核对两个日期。",
)
def project_dates(tables: Tables, _: County) -> Verdict:
    """完工日期不能早于开工日期；写了完工的要写开工。"""
    frame = tables.frame("projects")
    done = frame["finished"].notna()
    bad = done & (frame["started"].isna() | (frame["finished"] < frame["started"]))
    issues = faults(project_dates.rule, bad, "finished", found=iso_column(frame["finished"]))
    return Verdict(int(done.sum()), issues)


@check(
    "settled-before-finished",
    title="先完工，后决算",
    message="没有写完工日期，却写了决算金额 {found} 元",
    remedy="完工了的，补上完工日期；没有完工的，决算金额留空。",
    severity=Severity.WARNING,
)
def settled_before_finished(tables: Tables, _: County) -> Verdict:
    """工程完工验收以后才有决算；写了决算金额的，要写完工日期。"""
    frame = tables.frame("projects")
    is_settled = frame["final_account_fen"].notna()
    issues = faults(
        settled_before_finished.rule,
        is_settled & frame["finished"].isna(),
        "finished",
        found=yuan_column(frame["final_account_fen"]),
    )
    return Verdict(int(is_settled.sum()), issues)


@check(
    "list-too-long",
    title="名单公示有期限",
    message="公示从 {expected} 到 {found}，超过 {limit} 天或者前后颠倒",
    remedy="人员名单公示够规定的天数就撤下，不要长期挂着。",
)
def list_too_long(tables: Tables, county: County) -> Verdict:
    """人员名单公示的天数不超过本县规定，到期自动撤下。"""
    limit = county.threshold(LIST_DAYS_MAX)
    frame = tables.frame("person_lists")
    days = (frame["expires"] - frame["from_date"]).dt.days
    bad = (days < 0) | (days > limit)
    issues: tuple[Issue, ...] = faults(
        list_too_long.rule,
        bad,
        "expires",
        found=iso_column(frame["expires"]),
        expected=iso_column(frame["from_date"]),
        limit=str(limit),
    )
    return Verdict(len(frame), issues)


CHECKS = (
    stage_order,
    stage_without_plan,
    matter_decided_late,
    project_overpaid,
    paid_without_contract,
    final_account_differs,
    project_dates,
    settled_before_finished,
    list_too_long,
)
