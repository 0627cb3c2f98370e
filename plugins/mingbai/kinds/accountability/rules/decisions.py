"""Rules of accountability: a basis in force on the day, names only of public decisions."""

from __future__ import annotations

import pandas as pd

from mingbai.check import Verdict, check, faults
from mingbai.county import County, is_in_force
from mingbai.dates import iso_column
from mingbai.issues import Severity
from mingbai.read import Tables

_UNIT, _STAFF = "单位", "一般人员"
_RESIGNATIONS = ("引咎辞职", "责令辞职")
_OF_PERSONS = (
    "诫勉谈话",
    "扣发一个月年度岗位奖",
    "年度考核不称职",
    "离岗培训",
    "调离执法岗位",
    *_RESIGNATIONS,
    "辞退或解聘",
)


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
    "measure-of-person",
    title="问责单位不用对人的方式",
    message="职务层级是“单位”，{found}",
    remedy="问责的是人的，职务层级写人的；问责的是单位的，换成限期整改、责令书面检查、通报批评等方式，姓名留空。",
)
def measure_of_person(tables: Tables, _: County) -> Verdict:
    """诫勉谈话、扣发岗位奖、离岗培训、辞职、辞退等方式和姓名，都只能对着人；问责的是单位，就没有这些。"""
    frame = tables.frame("decisions")
    is_unit = frame["rank_class"] == _UNIT
    rule = measure_of_person.rule
    issues = (
        *faults(
            rule,
            is_unit & frame["measure"].isin(_OF_PERSONS),
            "measure",
            found="问责方式却是" + frame["measure"],
        ),
        *faults(rule, is_unit & frame["named"].notna(), "named", found="却写了姓名"),
    )
    return Verdict(int(is_unit.sum()), issues)


@check(
    "resignation-of-staff",
    title="引咎辞职、责令辞职的是担任领导职务的人",
    message="职务层级是“{expected}”，问责方式却是{found}",
    remedy="核对职务层级和问责方式；不担任领导职务的，没有引咎辞职和责令辞职。",
    severity=Severity.WARNING,
)
def resignation_of_staff(tables: Tables, _: County) -> Verdict:
    """引咎辞职、责令辞职，辞去的是领导职务（公务员法第八十七条）；一般人员没有。"""
    frame = tables.frame("decisions")
    is_staff = frame["rank_class"] == _STAFF
    issues = faults(
        resignation_of_staff.rule,
        is_staff & frame["measure"].isin(_RESIGNATIONS),
        "rank_class",
        found=frame["measure"],
        expected=frame["rank_class"],
    )
    return Verdict(int(is_staff.sum()), issues)


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


CHECKS = (
    basis_not_in_force,
    name_of_closed_decision,
    measure_of_person,
    resignation_of_staff,
    decision_in_future,
)
