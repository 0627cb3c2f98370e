"""Limits by law, promised before and promised now -> one table over the whole county."""

from __future__ import annotations

import pandas as pd

from mingbai.check import lookup
from mingbai.kinds.approvals.pages.summary_table import Columns, SummaryTable, item_column
from mingbai.kinds.approvals.rules import limit_texts
from mingbai.page import Cells, Column, count, share
from mingbai.read import Tables


def time_saved(tables: Tables, short: pd.Series) -> SummaryTable:
    """Items with both limits in one unit, the greatest saving first; mixed units are left out."""
    items = tables.frame("items")
    limits = tables.frame("former_limits").sort_values("until").drop_duplicates("item_code")
    first = limits.set_index("item_code")
    both_limits = items[items["legal_days"].notna() & items["promised_days"].notna()]
    same_unit = both_limits[both_limits["legal_unit"] == both_limits["promised_unit"]]
    frame = same_unit.assign(
        item=same_unit["name"],
        agency=same_unit["agency"].map(short),
        saved=(same_unit["legal_days"] - same_unit["promised_days"]).astype("int64"),
        former_days=lookup(same_unit["item_code"], first["days"]).astype("Int64"),
        former_unit=lookup(same_unit["item_code"], first["days_unit"]),
    ).sort_values("saved", ascending=False, kind="stable")
    return SummaryTable(
        slug="time-saved",
        title="法定时限和承诺时限",
        says=_saved_sentences(len(items), len(both_limits), same_unit) + _changed_sentence(frame),
        caption="少得最多的在前",
        nothing="还没有事项公布法定和承诺两个时限。",
        frame=frame,
        columns=_saved_columns,
    )


def _saved_sentences(items: int, both_limits: int, same_unit: pd.DataFrame) -> str:
    sentences = f"共 {count(items)} 项，公布了法定和承诺两个时限的 {count(both_limits)} 项。"
    working = same_unit[same_unit["legal_unit"] == "工作日"]
    if len(working):
        legal, promised = int(working["legal_days"].sum()), int(working["promised_days"].sum())
        sentences += (
            f"按工作日算的 {count(len(working))} 项，法定合计 {count(legal)} 个工作日，"
            f"承诺合计 {count(promised)} 个，少了 {share(legal - promised, legal)}。"
        )
    if both_limits > len(same_unit):
        sentences += (
            f"两个时限单位不同的 {count(both_limits - len(same_unit))} 项不相减，没有列出。"
        )
    return sentences


def _changed_sentence(frame: pd.DataFrame) -> str:
    """What became of promised limits, all in working days. frame: with `former_days`."""
    changed = frame[(frame["former_unit"] == "工作日") & (frame["promised_unit"] == "工作日")]
    if not len(changed):
        return ""
    before, now = int(changed["former_days"].sum()), int(changed["promised_days"].sum())
    return (
        f"承诺时限改过的 {count(len(changed))} 项，"
        f"从以前合计 {count(before)} 个工作日改到现在 {count(now)} 个。"
    )


def _saved_columns(rows: pd.DataFrame) -> Columns:
    pairs = zip(rows["saved"], rows["legal_days"], strict=True)
    percents = [share(int(saved), int(days)) if days else None for saved, days in pairs]
    former = limit_column(rows["former_days"], rows["former_unit"])
    return (
        item_column(rows),
        (Column("办理单位"), Cells(rows["agency"])),
        (Column("法定"), Cells(limit_column(rows["legal_days"], rows["legal_unit"]))),
        *(((Column("以前"), Cells(former)),) if former.notna().any() else ()),
        (Column("现在"), Cells(limit_column(rows["promised_days"], rows["promised_unit"]))),
        (Column("比法定少几天", is_num=True), Cells(rows["saved"], "num")),
        (Column("少了", is_num=True), Cells(percents, "num")),
    )


def limit_column(days: pd.Series, unit: pd.Series) -> pd.Series:
    """`3 个工作日`, 当场 for 0; absent where there is no limit."""
    return limit_texts(days, unit).mask((days == 0).fillna(False).astype(bool), "当场")
