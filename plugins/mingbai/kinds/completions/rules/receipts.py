"""Rules of what was accepted: who applied may, and the number says the month and nothing else."""

from __future__ import annotations

import pandas as pd

from mingbai.check import Verdict, check, faults, lookup
from mingbai.county import County
from mingbai.county.publication import Publication, item_classes
from mingbai.dates import month_column
from mingbai.issues import Severity
from mingbai.kinds.completions.reads import ITEMS
from mingbai.kinds.completions.thresholds import PUBLISH_CASE_DAYS
from mingbai.read import Tables

_ONLY_UNITS, _ONLY_PERSONS = "企业和单位", "个人"
_HIDDEN_NAME = r"[*＊✱×●○█■□✕某]"  # how a person stands here: the given name covered
_SERIAL = r"(?P<head>.*?)(?P<serial>\d{1,9})$"  # `ZJ-2026-06-003`: the last digits count
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


@check(
    "receipt-gap",
    title="没有公开的事另外编号",
    message="编号 {found} 前面有缺号，{expected}又有只公布数或不公开的事项",
    remedy="只公布数、不公开的事项从下个月起另外编号，如编号里加一个字母；已经给出去的编号不改。"
    "缺的是漏了公告的件，补上公告。",
    severity=Severity.WARNING,
)
def receipt_gap(tables: Tables, county: County) -> Verdict:
    """只公布数、不公开的事，和一件一件公开的事不能连着编号：连着编，公告里缺的号，就是没有公开的件数。

    Of each agency with such items the newest month of acceptance is looked at whose cases must all
    have been announced by now; a number missing there is of a case that is not shown. Older months
    are left alone: numbers that applicants hold are not changed. How many are missing is not said.
    """
    cases = _in_series(tables, county)
    is_settled = cases["announced_by"] < pd.Timestamp(county.as_of)
    month = month_column(cases["accepted"])
    newest = month[is_settled].groupby(cases["agency"]).max()
    is_newest = is_settled & (month == lookup(cases["agency"], newest))
    issues = faults(
        receipt_gap.rule,
        is_newest & cases["follows_gap"] & cases["gap_begins"].ge(cases["first_decided"]),
        "receipt_no",
        found=cases["receipt_no"],
        expected=lookup(cases["agency"], county.agencies["short_name"]),
    )
    return Verdict(int(is_newest.sum()), issues)


def _in_series(tables: Tables, county: County) -> pd.DataFrame:
    """Cases of agencies that also have items whose cases are not shown, on their own index.

    Columns beside those of `cases`: agency; follows_gap, whether the number before it in its series
    is of no case here; gap_begins, the day since which that case was accepted (absent where nobody
    knows); first_decided, of all of the agency's; announced_by, the day by which every case
    accepted no later must have been announced, the longest promise and the longest stop counted.
    """
    items = county.frame(ITEMS).set_index("item_code")
    is_open = item_classes(county, items["name"], items["audience"]) == str(Publication.CASES)
    cases = tables.frame("cases")
    agency = lookup(cases["item_code"], items["agency"])
    cases = cases.assign(agency=agency)[agency.isin(items.loc[~is_open, "agency"])]
    parts = cases["receipt_no"].str.extract(_SERIAL)
    serial = pd.to_numeric(parts["serial"]).astype("Int64")
    order = cases.assign(head=parts["head"], serial=serial).sort_values(["head", "serial"])
    series = order.groupby("head", sort=False)
    month = order["receipt_no"].str.extract(_MONTH, expand=False)
    begins = pd.to_datetime(month, format="%Y-%m").astype("datetime64[s]")
    before = series["serial"].shift().fillna(begins.notna().map({True: 0, False: pd.NA}))
    by_agency = cases.groupby("agency")
    promised = items[is_open].groupby("agency")["promised_days"].max()
    longest = (
        lookup(agency.loc[cases.index], promised).astype("Int64").fillna(0)
        + by_agency["stopped_days"].transform("max")
        + county.threshold(PUBLISH_CASE_DAYS)
    )
    return cases.assign(
        follows_gap=(order["serial"] - before > 1).fillna(False).astype("bool"),
        gap_begins=series["accepted"].shift().fillna(begins),
        first_decided=by_agency["decided"].transform("min"),
        announced_by=county.calendar.add_days(cases["accepted"], longest),
    )


CHECKS = (applicant_class, receipt_month, receipt_gap)
