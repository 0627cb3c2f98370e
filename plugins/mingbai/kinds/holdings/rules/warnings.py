"""Early warnings as rules: published beside the data, never refused."""

from __future__ import annotations

import pandas as pd

from mingbai.check import Verdict, check, faults
from mingbai.county import County
from mingbai.issues import Rule, Severity
from mingbai.kinds.holdings import early_warnings, overlaps
from mingbai.read import Tables


def _verdict(
    rule: Rule,
    field: str,
    tables: Tables,
    warnings: pd.DataFrame,
    message_fields: tuple[str, ...] = (),
) -> Verdict:
    """Early warnings as what a rule found: every row of them is one."""
    values = {name: warnings[name] for name in ("found", "expected", *message_fields)}
    is_warning = pd.Series(data=True, index=warnings.index, dtype=bool)
    return Verdict(len(tables.frame("contracts")), faults(rule, is_warning, field, **values))


@check(
    "contract-expiring",
    title="合同快到期的预警",
    message="还有 {days} 天到期（{found}），在 {expected} 天以内",
    remedy="安排续签或重新发包：先民主决策，再公开招租。",
    severity=Severity.WARNING,
)
def contract_expiring(tables: Tables, county: County) -> Verdict:
    """租期最后一天临近，按本县规则分三次预警。"""
    warnings = early_warnings.expiring(tables, county)
    return _verdict(contract_expiring.rule, "ends", tables, warnings, ("days",))


@check(
    "rent-overdue",
    title="租金逾期未收的预警",
    message="欠收 {found} 元，最早一期已过 {days} 天，达到 {expected} 天",
    remedy="催收，收到后公开收款；确实收不回的，按程序处理并公开。",
    severity=Severity.WARNING,
)
def rent_overdue(tables: Tables, county: County) -> Verdict:
    """算到收款公开的最后一天，到期应收减去实收就是欠收；先收的钱先抵最早一期。按最早一期过了多少天分三次预警。"""
    warnings = early_warnings.overdue(tables, county)
    return _verdict(rent_overdue.rule, "contract_no", tables, warnings, ("days",))


@check(
    "rent-low",
    title="租金明显低于同类的预警",
    message="租金 {found}，低于同类 {like_count} 份合同的下限 {expected}（{unit}）",
    remedy="核对总额、面积和单位；确实低的，说明原因。",
    severity=Severity.WARNING,
)
def rent_low(tables: Tables, county: County) -> Verdict:
    """与全县正在履行的同一类资产或资源的合同比，每年每单位面积的租金低于中位数的一定比例。同类份数太少的不比。"""
    warnings = early_warnings.low_rent(tables, county)
    return _verdict(rent_low.rule, "total", tables, warnings, ("unit", "like_count"))


@check(
    "term-too-long",
    title="租期超过法定最长年限的预警",
    message="租期到 {found}，最长只能到 {expected}",
    remedy="超过的部分不受法律保护，请依法变更合同。",
    severity=Severity.WARNING,
)
def term_too_long(tables: Tables, county: County) -> Verdict:
    """租赁合同，以及耕地、草地、林地的承包合同，租期不超过法定最长年限；年限和依据见本县规则。"""
    warnings = early_warnings.too_long(tables, county)
    return _verdict(term_too_long.rule, "ends", tables, warnings)


@check(
    "signed-before-decided",
    title="先签合同后决策的预警",
    message="{found} 签订，{expected} 才民主决策",
    remedy="核对日期；确实先签的，把补办的过程公开。",
    severity=Severity.WARNING,
)
def signed_before_decided(tables: Tables, county: County) -> Verdict:
    """集体资产资源出租发包，要先由成员（代表）大会决定，再签合同。"""
    warnings = early_warnings.signed_before_decided(tables, county)
    return _verdict(signed_before_decided.rule, "signed", tables, warnings)


@check(
    "contract-undecided",
    title="没有民主决策日期的预警",
    message="没有写民主决策日期",
    remedy="补上成员（代表）大会通过的日期；没有决策的，尽快补议。",
    severity=Severity.WARNING,
)
def contract_undecided(tables: Tables, county: County) -> Verdict:
    """每份合同都要写明民主决策的日期。"""
    warnings = early_warnings.undecided(tables, county)
    return _verdict(contract_undecided.rule, "decided", tables, warnings)


@check(
    "contract-unfiled",
    title="没有报镇备案的预警",
    message="没有写报镇备案日期",
    remedy="报乡镇备案，补上日期。",
    severity=Severity.WARNING,
)
def contract_unfiled(tables: Tables, county: County) -> Verdict:
    """每份合同都要报乡镇备案，并写明日期。"""
    warnings = early_warnings.unfiled(tables, county)
    return _verdict(contract_unfiled.rule, "filed", tables, warnings)


@check(
    "unit-price-differs",
    title="单价和年租金对不上的预警",
    message="年租金 {found} 元，单价乘以面积是 {expected} 元",
    remedy="核对单价、单价的单位、面积和年租金，留意亩和平方米、元和万元。",
    severity=Severity.WARNING,
)
def unit_price_differs(tables: Tables, county: County) -> Verdict:
    """合同写了单价的，单价乘以租出的面积应当等于年租金；单价取整差一点的不提醒，差多少算多由本县规则定。"""
    warnings = early_warnings.unit_price_differs(tables, county)
    return _verdict(unit_price_differs.rule, "yearly_rent", tables, warnings)


@check(
    "rent-differs",
    title="年租金和总额对不上的预警",
    message="合同总额 {found} 元，年租金乘以年数是 {expected} 元",
    remedy="核对年租金和总额；有递增或免租期的，写在“租金递增”里。",
    severity=Severity.WARNING,
)
def rent_differs(tables: Tables, county: County) -> Verdict:
    """没有写递增或免租期的，年租金乘以年数等于合同总额。"""
    warnings = early_warnings.rent_differs(tables, county)
    return _verdict(rent_differs.rule, "total", tables, warnings)


@check(
    "subject-let-twice",
    title="同一标的重复出租的预警",
    message="从 {day} 起，{subject} 同时租出去 {found}，最多只能有 {expected}",
    remedy="核对起止日期；前一份合同已经解除的，写上提前终止日期；确实重复出租的，依法处理并公开。",
    severity=Severity.WARNING,
)
def subject_let_twice(tables: Tables, county: County) -> Verdict:
    """一项资产同一时间只能有一份合同；一项资源可以分块出租，同一时间租出去的面积加起来不能超过它的面积。"""
    warnings = overlaps.let_twice(tables, county)
    return _verdict(subject_let_twice.rule, "starts", tables, warnings, ("day", "subject"))


@check(
    "contract-exceeds-subject",
    title="合同面积大于标的面积的预警",
    message="合同面积 {found}，标的一共只有 {expected}（{unit}）",
    remedy="核对合同面积和登记的面积，留意亩和平方米。",
    severity=Severity.WARNING,
)
def contract_exceeds_subject(tables: Tables, county: County) -> Verdict:
    """一份合同租出去的面积，不能大于这项资产或资源登记的面积。"""
    warnings = overlaps.exceeding(tables, county)
    return _verdict(contract_exceeds_subject.rule, "area", tables, warnings, ("unit",))


WARNINGS = (
    contract_expiring,
    rent_overdue,
    rent_low,
    term_too_long,
    signed_before_decided,
    contract_undecided,
    contract_unfiled,
    unit_price_differs,
    rent_differs,
    subject_let_twice,
    contract_exceeds_subject,
)
