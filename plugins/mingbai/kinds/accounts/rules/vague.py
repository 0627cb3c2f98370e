"""Entries and their months -> what says too little or looks typed wrong: warnings, published."""

from __future__ import annotations

import numpy as np
import pandas as pd

from mingbai.check import Verdict, check, faults
from mingbai.county import LIKE_MIN, County
from mingbai.issues import Issue, Severity
from mingbai.kinds.accounts import frames, reference
from mingbai.kinds.accounts.frames import Bools, Entries, Ints
from mingbai.kinds.accounts.thresholds import (
    OTHER_SHARE_PCT,
    OTHER_SINGLE_YUAN,
    ROUND_SUM_YUAN,
    UNIT_ERROR_RATIO,
)
from mingbai.money import plain_yuan_column
from mingbai.page import share
from mingbai.read import Tables


def _is_other(tables: Tables) -> Bools:
    """Entries under 其他收入 or 其他支出, by subject or by item; in the table's own order."""
    frame = tables.frame("entries")
    items = reference.items()
    others = items.index[items["is_other"]]
    subjects = reference.subjects()
    codes = subjects.index[subjects["is_other"]]
    version = np.where(frame["period"] >= reference.chart_start("2023"), "2023", "2004")
    is_other = frame["disclosure_code"].isin(others).to_numpy(bool, copy=True)
    for chart, code in codes:
        is_other |= (version == chart) & (frame["subject_code"].str[:3] == code).to_numpy(bool)
    return is_other


@check(
    "vague-share",
    title="“其他”不能占太多",
    message="“其他”占{side}的 {found}（{yuan} 元），超过本县定的 {expected}",
    remedy="把“其他”里的账归到说得清的科目和公开项目。",
    severity=Severity.WARNING,
)
def vague_share(tables: Tables, county: County) -> Verdict:
    """“其他收入”“其他支出”合计达到县里定的金额、又超过县里定的占比，就提醒说清楚。"""
    entries = tables.shared(frames.entries)
    monthly = tables.shared(frames.monthly_statements)
    other = tables.shared(_is_other)[entries.rows]
    issues: list[Issue] = []
    for field, sign in (("income", 1), ("expense", -1)):
        amounts = np.maximum(entries.signed_fen * sign, 0)
        part, whole = entries.sums(amounts * other), entries.sums(amounts)
        bad = part * 100 > whole * county.threshold(OTHER_SHARE_PCT)
        bad &= part >= county.threshold(OTHER_SINGLE_YUAN) * 100
        index = monthly.frame.index[bad]
        shares = [share(p, w) for p, w in zip(part[bad].tolist(), whole[bad].tolist(), strict=True)]
        issues += faults(
            vague_share.rule,
            pd.Series(True, index=index),
            field,
            found=pd.Series(shares, index=index, dtype="str"),
            expected=f"{county.threshold(OTHER_SHARE_PCT)}%",
            side="收入" if sign > 0 else "支出",
            yuan=plain_yuan_column(pd.Series(part[bad], index)),
        )
    return Verdict(2 * len(monthly.frame), tuple(issues))


@check(
    "vague-single",
    title="大额不要记“其他”",
    message="{found} 元记在“其他”里，达到本县定的 {expected} 元",
    remedy="改到说得清的科目和公开项目；确实没有的，在备注里写明是什么。",
    severity=Severity.WARNING,
)
def vague_single(tables: Tables, county: County) -> Verdict:
    """单笔达到县里定的金额，不应只记“其他收入”“其他支出”；备注写明的不提醒。"""
    frame = tables.frame("entries")
    least = county.threshold(OTHER_SINGLE_YUAN)
    bad = tables.shared(_is_other) & (frame["amount_fen"] >= least * 100).to_numpy(bool)
    bad &= frame["note"].isna().to_numpy(bool)
    rows = frame[bad]
    issues = faults(
        vague_single.rule,
        pd.Series(True, index=rows.index),
        "amount",
        found=plain_yuan_column(rows["amount_fen"]),
        expected=str(least),
    )
    return Verdict(len(frame), issues)


@check(
    "no-lines",
    title="不能只有合计",
    message="收入 {found}、支出 {expected}，却没有一笔明细",
    remedy="把这个月的账逐项逐笔补上。",
    severity=Severity.WARNING,
)
def no_lines(tables: Tables, _: County) -> Verdict:
    """有收入或支出的月份要逐项逐笔公开，不能只公布合计。"""
    frame = tables.shared(frames.monthly_statements).frame
    moved = (frame["income_fen"] + frame["expense_fen"]).to_numpy(np.int64)
    bad = (tables.shared(frames.entries).count == 0) & (moved > 0)
    rows = frame[bad]
    issues = faults(
        no_lines.rule,
        pd.Series(True, index=rows.index),
        "period",
        found=plain_yuan_column(rows["income_fen"]),
        expected=plain_yuan_column(rows["expense_fen"]),
    )
    return Verdict(len(frame), issues)


def _again(entries: Entries, *keys: Ints) -> Bools:
    """Entries whose keys were seen before in the same month."""
    columns = {str(i): key for i, key in enumerate((entries.statement, *keys))}
    return pd.DataFrame(columns).duplicated().to_numpy(bool)


@check(
    "duplicate-voucher",
    title="凭证号不重复",
    message="凭证号 {found} 这个月已经用过",
    remedy="核对是不是同一张凭证记了两次；一张凭证分几笔的，在号后加“-1”“-2”。",
    severity=Severity.WARNING,
)
def duplicate_voucher(tables: Tables, _: County) -> Verdict:
    """一本账一个月里，同一个凭证号只用一次。"""
    entries = tables.shared(frames.entries)
    voucher = tables.frame("entries")["voucher_no"]
    codes = pd.factorize(voucher)[0].astype(np.int64)[entries.rows]
    rows = entries.marked(_again(entries, codes))
    vouchers = voucher.loc[rows.index] if len(rows) else voucher[:0]
    return Verdict(
        len(entries.rows), faults(duplicate_voucher.rule, rows, "voucher_no", found=vouchers)
    )


@check(
    "repeated-entry",
    title="同一笔不记两次",
    message="同一天、同样金额、同样摘要的账已经有一笔：{found}",
    remedy="核对是不是重复入账；确实是两笔的，在摘要里写出区别。",
    severity=Severity.WARNING,
)
def repeated_entry(tables: Tables, _: County) -> Verdict:
    """一个月里日期、收支、金额、摘要全都一样的两笔，可能是重复入账。"""
    entries = tables.shared(frames.entries)
    frame = tables.frame("entries")
    day = frame["date"].to_numpy("datetime64[D]").astype(np.int64)[entries.rows]
    near = pd.DataFrame({"statement": entries.statement, "day": day, "fen": entries.signed_fen})
    twins = near[near.duplicated(keep=False)]
    at = entries.rows[twins.index.to_numpy()]
    named = twins.assign(summary=frame["summary"].iloc[at].to_numpy(object))
    rows = frame.index[at[named.duplicated().to_numpy(bool)]]
    summaries = frame["summary"].loc[rows] if len(rows) else frame["summary"][:0]
    issues = faults(repeated_entry.rule, pd.Series(True, index=rows), "summary", found=summaries)
    return Verdict(len(entries.rows), issues)


@check(
    "unit-error",
    title="元和万元不要填错",
    message="金额 {found} 与这本账同一科目常见的 {expected} 相差 {ratio} 倍以上，单位可能填错",
    remedy="对照凭证：金额一律以元为单位。",
    severity=Severity.WARNING,
)
def unit_error(tables: Tables, county: County) -> Verdict:
    """一笔的金额和这本账同一科目的中位数相差太多倍，可能把元和万元填错了；同科目笔数太少的不比。

    Both numbers are the county's: `unit_error_ratio`, `like_min`.
    """
    frame = tables.frame("entries")
    ratio = county.threshold(UNIT_ERROR_RATIO)
    amount = frame["amount_fen"].to_numpy(np.int64)
    usual = _medians(frame, amount, county.threshold(LIKE_MIN))
    bad = (usual > 0) & ((amount >= usual * ratio) | (amount * ratio <= usual))
    index = frame.index[bad]
    issues = faults(
        unit_error.rule,
        pd.Series(True, index=index),
        "amount",
        found=plain_yuan_column(pd.Series(amount[bad], index)),
        expected=plain_yuan_column(pd.Series(usual[bad], index)),
        ratio=str(ratio),
    )
    return Verdict(len(frame), issues)


def _medians(frame: pd.DataFrame, amount: Ints, least: int) -> Ints:
    """The lower median of each row's book and subject; 0 where there are fewer than `least`."""
    book = pd.factorize(frame["book_id"])[0].astype(np.int64)
    subject = pd.factorize(frame["subject_code"])[0].astype(np.int64)
    codes = pd.factorize(book * (subject.max(initial=0) + 1) + subject)[0]
    order = np.lexsort((amount, codes))
    starts = np.searchsorted(codes[order], np.arange(codes.max(initial=-1) + 2))
    size = np.diff(starts)
    middle = amount[order][(starts[:-1] + (size - 1) // 2)] if len(amount) else amount
    return np.where(size >= least, middle, 0)[codes].astype(np.int64)


@check(
    "round-sum",
    title="整数大额请核对",
    message="{found} 元是 {expected} 元的整数倍，也没有写合同编号",
    remedy="核对是不是估数、预付或漏了零头；有合同的填合同编号，其余在备注里说明。",
    severity=Severity.WARNING,
)
def round_sum(tables: Tables, county: County) -> Verdict:
    """大额的整数往往是估数：没有合同编号也没有备注说明的，提醒核对。"""
    frame = tables.frame("entries")
    unit = county.threshold(ROUND_SUM_YUAN)
    bad = (frame["amount_fen"] >= unit * 100) & (frame["amount_fen"] % (unit * 100) == 0)
    bad &= frame["contract_no"].isna() & frame["note"].isna()
    rows = frame[bad]
    issues = faults(
        round_sum.rule,
        pd.Series(True, index=rows.index),
        "amount",
        found=plain_yuan_column(rows["amount_fen"]),
        expected=str(unit),
    )
    return Verdict(len(frame), issues)
