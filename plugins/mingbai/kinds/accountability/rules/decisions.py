"""Rules of accountability: a basis in force on the day, names only of public decisions."""

from __future__ import annotations

import pandas as pd

from mingbai.check import Verdict, check, faults
from mingbai.county import County, is_in_force
from mingbai.dates import iso_column
from mingbai.read import Tables


@check(
    "basis-not-in-force",
    title="问责依据当天有效",
    message="依据 {found} 在 {expected} 那天没有施行或已经失效",
    remedy="换成决定那天有效的依据，或核对登记表里依据的起止日期。",
)
def basis_not_in_force(tables: Tables, county: County) -> Verdict:
    """问责决定的依据，必须在作出决定的那天已经施行、还没有失效。"""
    frame = tables.frame("decisions")
    bad = ~is_in_force(county, frame["basis_id"], frame["date"])
    issues = faults(
        basis_not_in_force.rule,
        bad,
        "basis_id",
        found=frame["basis_id"],
        expected=iso_column(frame["date"]),
    )
    return Verdict(len(frame), issues)


@check(
    "name-of-closed-decision",
    title="决定不公开的不写姓名",
    message="决定没有公开，却写了姓名",
    remedy="去掉姓名；决定依法公开的，把“决定是否公开”填“是”。",
)
def name_of_closed_decision(tables: Tables, _: County) -> Verdict:
    """只有问责决定本身公开的，才可以写姓名。"""
    frame = tables.frame("decisions")
    bad = frame["named"].notna() & ~frame["is_public_decision"]
    return Verdict(
        int(frame["named"].notna().sum()), faults(name_of_closed_decision.rule, bad, "named")
    )


@check(
    "decision-in-future",
    title="决定日期不能在将来",
    message="决定日期 {found} 晚于数据截至日 {expected}",
    remedy="核对日期。",
)
def decision_in_future(tables: Tables, county: County) -> Verdict:
    """问责决定的日期不能晚于数据截至的日期。"""
    frame = tables.frame("decisions")
    bad = frame["date"] > pd.Timestamp(county.as_of)
    issues = faults(
        decision_in_future.rule,
        bad,
        "date",
        found=iso_column(frame["date"]),
        expected=county.as_of.isoformat(),
    )
    return Verdict(len(frame), issues)


CHECKS = (basis_not_in_force, name_of_closed_decision, decision_in_future)
