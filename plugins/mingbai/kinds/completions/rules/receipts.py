"""Rules of what was accepted: who applied is one who may, and the number says the month."""

from __future__ import annotations

import pandas as pd

from mingbai.check import Verdict, check, faults, lookup
from mingbai.county import County
from mingbai.dates import month_column
from mingbai.issues import Severity
from mingbai.kinds.completions.reads import ITEMS
from mingbai.read import Tables

_ONLY_UNITS, _ONLY_PERSONS = "企业和单位", "个人"
_HIDDEN_NAME = r"[*＊✱×●○█■□✕某]"  # how a person stands here: the given name covered
_MONTH = r"(?:^|-)((?:19|20)\d\d-(?:0[1-9]|1[0-2]))(?:-|$)"


@check(
    "applicant-class",
    title="申请人是能申请这件事的",
    message="{receipt_no} 的事项只有{expected}能申请，申请人是{found}",
    remedy="核对申请人和事项编码；企业的经办人不是申请人，申请人写企业全称。",
    severity=Severity.WARNING,
)
def applicant_class(tables: Tables, county: County) -> Verdict:
    """只有企业和单位能申请的事项，申请人不能是个人；只有个人能申请的，申请人不能是单位。按办事指南的“服务对象”核对。

    A person is told by the covered given name (`张*`): the privacy check sees to that.
    """
    cases = tables.frame("cases")
    audience = lookup(
        cases["item_code"], county.frame(ITEMS).set_index("item_code")["audience"]
    ).astype("str")
    is_person = cases["applicant"].str.contains(_HIDDEN_NAME, regex=True)
    bad = (is_person & (audience == _ONLY_UNITS)) | (~is_person & (audience == _ONLY_PERSONS))
    found = pd.Series("单位", cases.index, dtype="str").mask(is_person, "个人")
    issues = faults(
        applicant_class.rule,
        bad,
        "applicant",
        found=found,
        expected=audience,
        receipt_no=cases["receipt_no"],
    )
    return Verdict(int(audience.isin([_ONLY_UNITS, _ONLY_PERSONS]).sum()), issues)


@check(
    "receipt-month",
    title="受理编号里的年月是受理的年月",
    message="受理编号里写的是 {found}，受理日期在 {expected}",
    remedy="编号在受理时给，年月按受理日期；核对受理日期和编号。",
    severity=Severity.WARNING,
)
def receipt_month(tables: Tables, _: County) -> Verdict:
    """受理编号印在受理通知书上。编号里带年月的（如 2026-06），要和受理日期的年月一致。"""
    cases = tables.frame("cases")
    month = cases["receipt_no"].str.extract(_MONTH, expand=False)
    accepted = month_column(cases["accepted"])
    bad = month.notna() & (month != accepted)
    issues = faults(receipt_month.rule, bad, "receipt_no", found=month, expected=accepted)
    return Verdict(int(month.notna().sum()), issues)


CHECKS = (applicant_class, receipt_month)
