"""Rules of delay notices: a real reason, a new limit, a case that exists."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from mingbai.check import Verdict, check, faults, lookup
from mingbai.county import County
from mingbai.dates import iso_column
from mingbai.issues import Severity
from mingbai.kinds.delays.reads import CASES
from mingbai.read import Tables

_SHORTEST_REASON = 12
_REFUSED = "不予办理"
_REPORTED = "reported_on"
_EMPTY_WORDS = tuple((Path(__file__).parent / "empty_words.txt").read_text("utf-8").split())


@check(
    "empty-reason",
    title="滞办理由具体",
    message="滞办理由「{found}」不具体",
    remedy="写清楚卡在哪一步、缺什么、等谁，至少十二个字；不要只写“工作原因”“正在办理”。",
)
def empty_reason(tables: Tables, _: County) -> Verdict:
    """滞办理由要让申请人看得懂为什么；太短，或除了套话没有别的，都不算理由。"""
    notices = tables.frame("notices")
    reason = notices["reason"].astype("str")
    words_left = reason.str.replace("|".join(_EMPTY_WORDS), "", regex=True)
    bad = words_left.str.len() < _SHORTEST_REASON
    return Verdict(len(notices), faults(empty_reason.rule, bad, "reason", found=reason))


@check(
    "new-limit-missing",
    title="延期要有新的期限",
    message="{found}，却没有写新的期限",
    remedy="填上新的办结期限；不予办理的才留空。",
)
def new_limit_missing(tables: Tables, _: County) -> Verdict:
    """延期办理、暂缓办理的，必须写明新的期限。"""
    notices = tables.frame("notices")
    bad = (notices["kind"] != _REFUSED) & notices["new_due"].isna()
    return Verdict(
        len(notices), faults(new_limit_missing.rule, bad, "new_due", found=notices["kind"])
    )


@check(
    "limit-of-refusal",
    title="不予办理没有新的期限",
    message="不予办理，却写了新的期限 {found}",
    remedy="不予办理的，新的期限留空；以后还办的，种类写延期办理或者暂缓办理。",
)
def limit_of_refusal(tables: Tables, _: County) -> Verdict:
    """不予办理就是不办了，没有新的期限；写了期限的，种类或者期限有一个是错的。"""
    notices = tables.frame("notices")
    is_refused = notices["kind"] == _REFUSED
    bad = is_refused & notices["new_due"].notna()
    issues = faults(limit_of_refusal.rule, bad, "new_due", found=iso_column(notices["new_due"]))
    return Verdict(int(is_refused.sum()), issues)


@check(
    "new-limit-before-notice",
    title="新的期限在告知以后",
    message="新的期限 {found} 不晚于告知日期 {expected}",
    remedy="核对两个日期。",
)
def new_limit_before_notice(tables: Tables, _: County) -> Verdict:
    """新的期限要晚于告知的日期。"""
    notices = tables.frame("notices")
    bad = notices["new_due"] <= notices["noticed"]
    issues = faults(
        new_limit_before_notice.rule,
        bad,
        "new_due",
        found=iso_column(notices["new_due"]),
        expected=iso_column(notices["noticed"]),
    )
    return Verdict(int(notices["new_due"].notna().sum()), issues)


@check(
    "notice-of-another-item",
    title="告知书和受理编号是同一个事项",
    message="受理编号属于事项 {expected}，告知书写的是 {found}",
    remedy="核对事项编码和受理编号。",
)
def notice_of_another_item(tables: Tables, county: County) -> Verdict:
    """告知书写的事项，必须就是这个受理编号所办的事项。"""
    notices = tables.frame("notices")
    cases = county.frame(CASES)
    item_of_case = lookup(notices["receipt_no"], cases.set_index("receipt_no")["item_code"])
    bad = item_of_case.notna() & (item_of_case.astype("str") != notices["item_code"])
    issues = faults(
        notice_of_another_item.rule,
        bad,
        "item_code",
        found=notices["item_code"],
        expected=item_of_case,
    )
    return Verdict(int(item_of_case.notna().sum()), issues)


@check(
    "unknown-delayed-case",
    title="告知书的受理编号要存在",
    message="受理编号 {found} 不在已办结事项里",
    remedy="核对编号；还没有办结的事，受理编号留空。",
)
def unknown_delayed_case(tables: Tables, county: County) -> Verdict:
    """告知书填了受理编号的，那一件要能查到。"""
    notices = tables.frame("notices")
    if not county.can_read(CASES):
        return Verdict(0)
    number = notices["receipt_no"]
    bad = number.notna() & ~number.isin(county.frame(CASES)["receipt_no"])
    issues = faults(unknown_delayed_case.rule, bad, "receipt_no", found=number)
    return Verdict(int(number.notna().sum()), issues)


@check(
    "refusal-of-granted-case",
    title="不予办理的告知书，办件也是不予",
    message="告知书写的是不予办理，受理编号 {found} 的办理结果是{expected}",
    remedy="核对受理编号和种类；后来准予了的，请汇总办件的单位和本单位改成一致。",
    severity=Severity.WARNING,
)
def refusal_of_granted_case(tables: Tables, county: County) -> Verdict:
    """种类是“不予办理”的告知书，它的那一件在已办结事项里，结果也要是“不予”。"""
    notices = tables.frame("notices")
    results = county.frame(CASES).set_index("receipt_no")["result"]
    result = lookup(notices["receipt_no"], results)
    is_refused = (notices["kind"] == _REFUSED) & result.notna()
    issues = faults(
        refusal_of_granted_case.rule,
        is_refused & (result != "不予"),
        "kind",
        found=notices["receipt_no"],
        expected=result,
    )
    return Verdict(int(is_refused.sum()), issues)


@check(
    "refusal-not-reported",
    title="不予办理要报备",
    message="{found} 告知不予办理，没有写报备日期",
    remedy="向县里报备，填上报备日期。",
    severity=Severity.WARNING,
)
def refusal_not_reported(tables: Tables, _: County) -> Verdict:
    """否决报备：不予办理的，要向县里报备，写明哪天报的。从表样有“报备日期”的月份起核对。"""
    notices = tables.frame("notices")
    table = tables["notices"]
    asks = [_REPORTED in table.schema.at(p.period).by_name for p in tables.packages]
    is_asked = pd.Series(asks, dtype="bool").to_numpy()[tables.package_of(table)]
    is_refused = (notices["kind"] == _REFUSED) & is_asked
    issues = faults(
        refusal_not_reported.rule,
        is_refused & notices[_REPORTED].isna(),
        _REPORTED,
        found=iso_column(notices["noticed"]),
    )
    return Verdict(int(is_refused.sum()), issues)


CHECKS = (
    empty_reason,
    new_limit_missing,
    limit_of_refusal,
    new_limit_before_notice,
    notice_of_another_item,
    unknown_delayed_case,
    refusal_of_granted_case,
    refusal_not_reported,
)
