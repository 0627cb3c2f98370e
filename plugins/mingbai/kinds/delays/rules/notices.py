"""Rules of delay notices: a real reason, a new limit, a case that exists."""

from __future__ import annotations

from pathlib import Path

from mingbai.check import Verdict, check, faults, lookup
from mingbai.county import County
from mingbai.dates import iso_column
from mingbai.kinds.delays.reads import CASES
from mingbai.read import Tables

_SHORTEST_REASON = 12
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
    bad = (notices["kind"] != "不予办理") & notices["new_due"].isna()
    return Verdict(
        len(notices), faults(new_limit_missing.rule, bad, "new_due", found=notices["kind"])
    )


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


CHECKS = (
    empty_reason,
    new_limit_missing,
    new_limit_before_notice,
    notice_of_another_item,
    unknown_delayed_case,
)
