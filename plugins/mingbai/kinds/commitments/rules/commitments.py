"""Rules of commitments: what can be measured has a target in the right unit."""

from __future__ import annotations

from mingbai.check import Verdict, check, faults
from mingbai.county import County
from mingbai.issues import Severity
from mingbai.read import Tables

UNITS = {"按时办结率": "%", "平均用时": "工作日", "超期件数": "件"}


@check(
    "commitment-without-target",
    title="能衡量的承诺要有目标",
    message="用“{found}”衡量，却没有写目标数值和单位 {expected}",
    remedy="填上目标和单位；不能衡量的，“怎样衡量”留空。",
)
def commitment_without_target(tables: Tables, _: County) -> Verdict:
    """写了怎样衡量的承诺，必须写目标数值，单位也要对得上。"""
    frame = tables.frame("commitments")
    unit_of_measure = frame["measure"].map(UNITS)
    bad = frame["measure"].notna() & (
        frame["target"].isna() | (frame["unit"].fillna("") != unit_of_measure)
    )
    issues = faults(
        commitment_without_target.rule,
        bad,
        "target",
        found=frame["measure"],
        expected=unit_of_measure,
    )
    return Verdict(int(frame["measure"].notna().sum()), issues)


@check(
    "target-over-hundred",
    title="百分比不超过一百",
    message="目标 {found}% 超过 100%",
    remedy="核对目标数值。",
)
def target_over_hundred(tables: Tables, _: County) -> Verdict:
    """按时办结率的目标不能超过百分之一百。"""
    frame = tables.frame("commitments")
    rates = frame["unit"] == "%"
    bad = rates & (frame["target"] > 100)
    issues = faults(target_over_hundred.rule, bad, "target", found=frame["target"].astype("str"))
    return Verdict(int(rates.sum()), issues)


@check(
    "no-first-asked-rule",
    title="每个单位都有首问负责制",
    message="{found} 没有首问负责制的承诺",
    remedy="补上首问负责制：谁先接待，谁负责到底。",
    severity=Severity.WARNING,
)
def no_first_asked_rule(tables: Tables, _: County) -> Verdict:
    """作出服务承诺的单位，都应当公开首问负责制。"""
    frame = tables.frame("commitments")
    has_rule = frame["agency"].isin(frame.loc[frame["system"] == "首问负责制", "agency"])
    bad = ~has_rule & ~frame["agency"].duplicated()
    issues = faults(no_first_asked_rule.rule, bad, "agency", found=frame["agency"])
    return Verdict(frame["agency"].nunique(), issues)


CHECKS = (commitment_without_target, target_over_hundred, no_first_asked_rule)
