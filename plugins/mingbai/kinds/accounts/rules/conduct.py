"""Entries -> who signed for what, under which head, and what villagers will ask about: warnings."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from mingbai.check import Verdict, check, faults
from mingbai.county import County
from mingbai.issues import Issue, Severity
from mingbai.kinds.accounts import frames, reference
from mingbai.kinds.accounts.rules.entries import signers
from mingbai.kinds.accounts.thresholds import MAJOR_EXPENSE_YUAN
from mingbai.money import plain_yuan_column
from mingbai.read import Tables


@check(
    "witness-role",
    title="证明人另有其人",
    message="证明人“{found}”同时是{role}",
    remedy="请第三个人证明；没有证明人的留空。",
    severity=Severity.WARNING,
    reach="package",
)
def witness_role(tables: Tables, _: County) -> Verdict:
    """证明人不应同时是经手人或审批人。"""
    frame = tables.frame("entries")
    people = tables.shared(signers)
    is_named = people["witness"] >= 0
    handled = is_named & (people["witness"] == people["handler"])
    bad = handled | (is_named & (people["witness"] == people["approver"]))
    role = pd.Series("审批人", index=frame.index[bad], dtype="str").mask(handled[bad], "经手人")
    issues = faults(witness_role.rule, bad[bad], "witness", found=frame["witness"][bad], role=role)
    return Verdict(len(frame), issues)


def _subjects(frame: pd.DataFrame) -> pd.DataFrame:
    """Each row's chart, and the name and direction of its top-level subject in that chart."""
    period_codes, periods = pd.factorize(frame["period"])
    charts = np.array([reference.chart_of(p) for p in periods] or [""], object)
    code_codes, codes = pd.factorize(frame["subject_code"])
    tops = np.array([c[:3] for c in codes] or [""], object)
    pair = period_codes.astype(np.int64) * (len(codes) + 1) + code_codes
    pair_codes, pairs = pd.factorize(pair)
    keys = [(charts[p // (len(codes) + 1)], tops[p % (len(codes) + 1)]) for p in pairs.tolist()]
    known = reference.subjects().reindex(pd.MultiIndex.from_tuples(keys or [("", "")]))
    by_key = known[["name", "direction"]].assign(chart=[k[0] for k in keys] or [""])
    return by_key.iloc[pair_codes].set_axis(frame.index)


def subjects(tables: Tables) -> pd.DataFrame:
    """Every entry's subject: chart, name, direction; name is absent where the chart lacks it."""
    return _subjects(tables.frame("entries"))


@check(
    "unknown-subject",
    title="科目要在当年的会计制度里",
    message="科目 {found} 不在{expected}的科目表里",
    remedy="改成现行制度的科目编码；明细科目在总账科目后面加。",
    reach="package",
)
def unknown_subject(tables: Tables, _: County) -> Verdict:
    """科目编码的前三位，要在那个月执行的会计制度的科目表里。"""
    issues: list[Issue] = []
    rows_checked = 0
    names = reference.versions()["name"]
    for table, field in (("entries", "subject_code"), ("trial_balances", "account_code")):
        frame = tables.frame(table)
        row_subjects = _subjects(frame.rename(columns={field: "subject_code"}))
        bad = row_subjects["name"].isna()
        issues += faults(
            unknown_subject.rule,
            bad[bad],
            field,
            found=frame[field][bad],
            expected=row_subjects["chart"][bad].map(names),
        )
        rows_checked += len(frame)
    return Verdict(rows_checked, tuple(issues))


@check(
    "subject-direction",
    title="科目和收支一致",
    message="科目 {found} 是{expected}类，这一笔写的是{direction}",
    remedy="核对科目；退回的支出，在备注里说明。",
    severity=Severity.WARNING,
    reach="package",
)
def subject_direction(tables: Tables, _: County) -> Verdict:
    """收入记收入类科目，支出记支出类科目；资产、负债类科目收支都可以。"""
    frame = tables.frame("entries")
    side = tables.shared(subjects)["direction"].fillna("")
    bad = (side != "") & (side != frame["direction"])
    issues = faults(
        subject_direction.rule,
        bad[bad],
        "subject_code",
        found=frame["subject_code"][bad],
        expected=side[bad],
        direction=frame["direction"][bad],
    )
    return Verdict(len(frame), issues)


@check(
    "special-disclosure",
    title="专项公开的事项要单独公开",
    message="这一笔属于“{found}”，要有专项公开",
    remedy="在专项资金表或村务事项里，把这件事从头到尾单独公开。",
    severity=Severity.WARNING,
)
def special_disclosure(tables: Tables, _: County) -> Verdict:
    """土地征占补偿、“一事一议”筹资筹劳等，除了逐笔公开，还要专项公开。

    A book that published its earmarked funds for the month has done so for 一事一议.
    """
    frame = tables.frame("entries")
    kinds = reference.items()["special"]
    special = kinds[kinds != ""]
    rows = frame[frame["disclosure_code"].isin(special.index)]
    disclosures = rows["disclosure_code"].map(special)
    funds = tables.frame("funds")
    disclosed = pd.MultiIndex.from_arrays([funds["book_id"], funds["period"]])
    has_funds = pd.MultiIndex.from_arrays([rows["book_id"], rows["period"]]).isin(disclosed)
    bad = ~(has_funds & disclosures.str.contains("一事一议").to_numpy(bool))
    issues = faults(
        special_disclosure.rule,
        pd.Series(bad, index=rows.index),
        "disclosure_code",
        found=disclosures,
    )
    return Verdict(len(frame), issues)


@check(
    "hospitality",
    title="村里没有招待费",
    message="摘要里有“{found}”：{summary}",
    remedy="不该开支的退回；不是招待的，把摘要写清楚。",
    severity=Severity.WARNING,
    reach="package",
)
def hospitality(tables: Tables, _: County) -> Verdict:
    """支出的摘要里出现招待、接待、烟、酒、餐费等字眼，就提醒。"""
    frame = tables.frame("entries")
    words = reference.hospitality()
    wanted = re.compile("|".join(map(re.escape, words["word"])))
    near = frame["summary"].str.contains(wanted.pattern) & (frame["direction"] == "支出")
    rows = frame[near]
    others = [w for cell in words["except"] for w in cell.split("、") if w]
    plainly = rows["summary"].str.replace("|".join(map(re.escape, others)), "", regex=True)
    words_used = plainly.str.extract(f"({wanted.pattern})", expand=False)
    bad = words_used.notna()
    issues = faults(
        hospitality.rule, bad[bad], "summary", found=words_used, summary=rows["summary"]
    )
    return Verdict(len(frame), issues)


@check(
    "major-expense",
    title="大额支出请对照决议",
    message="达到 {expected} 元的支出有 {count} 笔（{found}），请对照会议决议",
    remedy="大额支出要有成员（代表）会议的决议；村民可以要求查看。",
    severity=Severity.WARNING,
)
def major_expense(tables: Tables, county: County) -> Verdict:
    """单笔支出达到县里定的金额，列出来请村民对照会议决议。

    One issue a monthly statement, naming the entries.
    """
    entries = tables.shared(frames.entries)
    least = county.threshold(MAJOR_EXPENSE_YUAN)
    big = -entries.signed_fen >= least * 100
    counts = entries.sums(big.astype(np.int64))
    names = pd.Series(entries.number[big].astype(str)).str.zfill(3)
    joined = names.groupby(entries.statement[big]).agg("、".join)
    index = tables.shared(frames.monthly_statements).frame.index[joined.index.to_numpy(np.int64)]
    issues = faults(
        major_expense.rule,
        pd.Series(True, index=index),
        "expense",
        found=joined.set_axis(index),
        expected=str(least),
        count=pd.Series(counts[counts > 0].astype(str), index=index, dtype="str"),
    )
    return Verdict(len(entries.rows), issues)


@check(
    "over-plan",
    title="支出不超计划",
    message="本年到 {period} 已支出 {found}，超过计划 {expected}",
    remedy="超过计划的，要经成员（代表）会议同意，并公开调整后的计划。",
    severity=Severity.WARNING,
)
def over_plan(tables: Tables, _: County) -> Verdict:
    """有财务计划的项目，本年累计支出不应超过计划。"""
    plans = tables.frame("plans")
    plans = plans[plans["direction"] == "支出"]
    frame = tables.frame("entries")
    books = frame["book_id"].isin(plans["book_id"]) & (frame["direction"] == "支出")
    spent = frame.loc[books, ["book_id", "disclosure_code", "amount_fen", "period"]]
    keys = [spent["book_id"], spent["period"].str[:4], spent["disclosure_code"]]
    sums = spent.groupby(keys).agg(fen=("amount_fen", "sum"), period=("period", "max"))
    wanted = pd.MultiIndex.from_frame(plans[["book_id", "year", "disclosure_code"]])
    spent_by_plan = sums.reindex(wanted).set_axis(plans.index)
    bad = spent_by_plan["fen"].fillna(0) > plans["amount_fen"]
    issues = faults(
        over_plan.rule,
        bad[bad],
        "amount",
        found=plain_yuan_column(spent_by_plan["fen"][bad].astype("int64")),
        expected=plain_yuan_column(plans["amount_fen"][bad]),
        period=spent_by_plan["period"][bad],
    )
    return Verdict(len(plans), issues)
