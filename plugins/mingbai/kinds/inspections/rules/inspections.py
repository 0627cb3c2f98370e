"""Rules of inspections: filed first, with the power and a basis in force; counts that add up."""

from __future__ import annotations

import pandas as pd

from mingbai.check import Verdict, check, faults, lookup, prove
from mingbai.county import County, is_in_force
from mingbai.dates import iso_column
from mingbai.issues import Severity
from mingbai.kinds.inspections.thresholds import INSPECTION_RESULT_DAYS
from mingbai.read import Tables

_PARTS = ("passed", "to_mend", "cases")
_NUMERALS = {word: str(n) for n, word in enumerate("一二三四五六七八九十", start=1)} | {"两": "2"}
_UNVISITED = r"(\d+|[一二两三四五六七八九十]) ?家[^。；\d]{0,6}(?:没有|没|未)(?:检查|查)"


@check(
    "filed-after-start",
    title="先备案，后检查",
    message="{found} 才备案，检查在 {expected} 已经开始",
    remedy="核对两个日期；确实没有先备案的检查，不能作为备案检查公开。",
)
def filed_after_start(tables: Tables, _: County) -> Verdict:
    """对企业的检查，备案日期必须早于开始检查的日期。"""
    frame = tables.frame("filings")
    issues = faults(
        filed_after_start.rule,
        frame["filed_on"] >= frame["starts"],
        "filed_on",
        found=iso_column(frame["filed_on"]),
        expected=iso_column(frame["starts"]),
    )
    return Verdict(len(frame), issues)


@check(
    "inspection-without-power",
    title="有检查权才能检查",
    message="{agency} 没有检查「{found}」的权力",
    remedy="由有检查权的单位检查；确有依据的，先在检查权表里列出这个单位、这类对象和依据。",
)
def inspection_without_power(tables: Tables, _: County) -> Verdict:
    """检查单位必须对这一类企业有检查权；检查权连同依据事先公开，没有列出的不能检查。"""
    frame, powers = tables.frame("filings"), tables.frame("powers")
    pair = ["agency", "objects"]
    granted = pd.MultiIndex.from_frame(powers[pair])
    bad = pd.Series(~pd.MultiIndex.from_frame(frame[pair]).isin(granted), index=frame.index)
    issues = faults(
        inspection_without_power.rule,
        bad,
        "objects",
        found=frame["objects"],
        agency=frame["agency"],
    )
    return Verdict(len(frame), issues)


@check(
    "inspection-basis-lapsed",
    title="检查依据当时有效",
    message="依据 {found} 在检查开始的 {expected} 没有施行或已经失效",
    remedy="换成检查开始那天有效的依据，或核对登记表里依据的起止日期。",
)
def inspection_basis_lapsed(tables: Tables, county: County) -> Verdict:
    """检查的依据，在检查开始那天必须已经施行、还没有失效。"""
    frame = tables.frame("filings")
    bad = ~is_in_force(county, frame["basis_id"], frame["starts"])
    issues = faults(
        inspection_basis_lapsed.rule,
        bad,
        "basis_id",
        found=frame["basis_id"],
        expected=iso_column(frame["starts"]),
    )
    return Verdict(len(frame), issues)


@check(
    "inspection-dates",
    title="检查先开始，后结束，再有结果",
    message="{found} 早于开始日期 {expected}",
    remedy="核对两个日期。",
)
def inspection_dates(tables: Tables, _: County) -> Verdict:
    """检查的结束日期不能早于开始日期；形成结果的日期也不能早于开始日期。"""
    frame, results = tables.frame("filings"), tables.frame("results")
    began = lookup(results["filing_no"], frame.set_index("filing_no")["starts"])
    issues = faults(
        inspection_dates.rule,
        frame["ends"] < frame["starts"],
        "ends",
        found=iso_column(frame["ends"]),
        expected=iso_column(frame["starts"]),
    ) + faults(
        inspection_dates.rule,
        results["published"] < began,
        "published",
        found=iso_column(results["published"]),
        expected=iso_column(began),
    )
    return Verdict(len(frame) + len(results), issues)


@check(
    "results-do-not-add-up",
    title="检查结果加得起来",
    message="没有问题、限期改正、立案查处相加是 {found}，实际检查 {expected} 家",
    remedy="每家只归入一种结果；核对各项家数。",
)
def results_do_not_add_up(tables: Tables, _: County) -> Verdict:
    """没有问题、限期改正、立案查处三项相加，等于实际检查的家数。"""
    frame = tables.frame("results")
    total = frame[list(_PARTS)].sum(axis=1)
    issues = faults(
        results_do_not_add_up.rule,
        total != frame["inspected"],
        "inspected",
        found=total.astype("str"),
        expected=frame["inspected"].astype("str"),
    )
    proofs = prove(frame["filing_no"], total * 100, frame["inspected"] * 100, unit="家")
    return Verdict(len(frame), issues, proofs)


@check(
    "more-than-filed",
    title="实际检查不超过备案",
    message="实际检查 {found} 家，备案只有 {expected} 家",
    remedy="核对家数；扩大检查范围的要另行备案。",
)
def more_than_filed(tables: Tables, _: County) -> Verdict:
    """实际检查的家数不能超过备案的家数。"""
    frame = tables.frame("results")
    filed = lookup(
        frame["filing_no"], tables.frame("filings").set_index("filing_no")["object_count"]
    ).astype("Int64")
    issues = faults(
        more_than_filed.rule,
        frame["inspected"] > filed,
        "inspected",
        found=frame["inspected"].astype("str"),
        expected=filed.astype("str"),
    )
    return Verdict(len(frame), issues)


@check(
    "unvisited-not-explained",
    title="没有查的要说明",
    message="备案 {expected} 家，查了 {found} 家，说明里写没有查的是 {told} 家",
    remedy="核对备案和实际检查的家数；没有查的，在说明里写清几家、为什么。",
    severity=Severity.WARNING,
)
def unvisited_not_explained(tables: Tables, _: County) -> Verdict:
    """备案的家数，等于实际检查的家数加上说明里写的没有查的家数。

    The text says it as `备案的 1 家停业，没有查`; where it says nothing, all were visited.
    """
    frame = tables.frame("results")
    filed = lookup(
        frame["filing_no"], tables.frame("filings").set_index("filing_no")["object_count"]
    ).astype("Int64")
    number = frame["gist"].str.extract(_UNVISITED, expand=False)
    words = number.fillna("0").replace(_NUMERALS)
    counts = words.astype("Int64")
    left = filed - frame["inspected"]
    issues = faults(
        unvisited_not_explained.rule,
        (left >= 0) & (left != counts),
        "inspected",
        found=frame["inspected"].astype("str"),
        expected=filed.astype("str"),
        told=counts.astype("str"),
    )
    return Verdict(len(frame), issues)


@check(
    "result-missing",
    title="检查以后要公开结果",
    message="检查在 {found} 结束，到 {expected} 还没有公开结果",
    remedy="补上检查结果；没有公开之前，网站上标明未公布。",
    severity=Severity.WARNING,
)
def result_missing(tables: Tables, county: County) -> Verdict:
    """检查结束二十个工作日以后，应当公开结果；天数同政府信息公开的一般期限。"""
    frame = tables.frame("filings")
    last = county.calendar.add_days(frame["ends"], county.threshold(INSPECTION_RESULT_DAYS))
    without = ~frame["filing_no"].isin(tables.frame("results")["filing_no"])
    bad = without & (last < pd.Timestamp(county.as_of))
    issues = faults(
        result_missing.rule,
        bad,
        "ends",
        found=iso_column(frame["ends"]),
        expected=county.as_of.isoformat(),
    )
    return Verdict(len(frame), issues)


CHECKS = (
    filed_after_start,
    inspection_without_power,
    inspection_basis_lapsed,
    inspection_dates,
    results_do_not_add_up,
    more_than_filed,
    unvisited_not_explained,
    result_missing,
)
