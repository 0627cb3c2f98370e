"""Rules of refused cases: a refusal is explained to the applicant and to everyone."""

from __future__ import annotations

import pandas as pd

from mingbai.check import Verdict, check, faults, lookup, publisher
from mingbai.county import County
from mingbai.dates import iso_column
from mingbai.issues import Severity
from mingbai.kinds.completions.reads import ITEMS, NOTICES
from mingbai.read import Tables

_REFUSED, _DONE, _LICENCE = "不予", "办结", "行政许可"
_NOTICE_OF_REFUSAL = "不予办理"


def _is_unexplained(cases: pd.DataFrame, county: County) -> pd.Series:
    """By row of `cases`: refused, and no notice of kind 不予办理 names its receipt number."""
    notices = county.frame(NOTICES)
    explained = notices.loc[notices["kind"] == _NOTICE_OF_REFUSAL, "receipt_no"]
    return (cases["result"] == _REFUSED) & ~cases["receipt_no"].isin(explained)


def _is_of_publisher(tables: Tables, county: County) -> pd.Series:
    """By row of `cases`: whoever published the case is the office that decided it."""
    cases = tables.frame("cases")
    agencies = lookup(cases["item_code"], county.frame(ITEMS).set_index("item_code")["agency"])
    return agencies == publisher(tables, tables["cases"])


@check(
    "refusal-without-notice",
    title="不予办理要有告知书",
    message="{found} 决定不予办理，没有《滞办反馈告知书》",
    remedy="在滞办告知书里补一份种类是“不予办理”的：写明理由、依据、经办岗位和救济途径。",
)
def refusal_without_notice(tables: Tables, county: County) -> Verdict:
    """不予办理的，必须有一份种类是“不予办理”的《滞办反馈告知书》：理由、依据、经办岗位、救济途径。决定的单位自己公告的，没有告知书就不能公告。

    The office that decided publishes both, so it can mend either: an error. The notice may stand
    in any package of the kind `delays`. Where another office gathers the cases, two offices answer
    for the two sides: that is the comparison `case-not-explained`.
    """
    cases = tables.frame("cases")
    if not county.can_read(NOTICES) or not len(cases):
        return Verdict(0)
    is_own = _is_of_publisher(tables, county)
    issues = faults(
        refusal_without_notice.rule,
        is_own & _is_unexplained(cases, county),
        "result",
        found=iso_column(cases["decided"]),
    )
    return Verdict(int((is_own & (cases["result"] == _REFUSED)).sum()), issues)


@check(
    "licence-neither-granted-nor-refused",
    title="许可要么准予，要么不予",
    message="{expected}的办理结果写的是“{found}”",
    remedy="行政许可写准予、不予或者撤回；事项类型写错的，更正办事指南。",
    severity=Severity.WARNING,
)
def licence_neither_granted_nor_refused(tables: Tables, county: County) -> Verdict:
    """行政许可的申请，只有准予、不予两种决定（行政许可法第三十八条），或者申请人撤回；不写“办结”。"""
    cases = tables.frame("cases")
    is_licence = lookup(cases["item_code"], county.frame(ITEMS).set_index("item_code")["type"])
    is_licence = (is_licence == _LICENCE).fillna(value=False).astype(bool)
    issues = faults(
        licence_neither_granted_nor_refused.rule,
        is_licence & (cases["result"] == _DONE),
        "result",
        found=cases["result"],
        expected=_LICENCE,
    )
    return Verdict(int(is_licence.sum()), issues)


CHECKS = (refusal_without_notice, licence_neither_granted_nor_refused)
