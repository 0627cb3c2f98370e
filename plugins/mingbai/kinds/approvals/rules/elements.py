"""Items -> which elements of a complete guide each of them has not published."""

from __future__ import annotations

import pandas as pd

from mingbai.check import Verdict, check, faults, telephones
from mingbai.county import County
from mingbai.issues import Severity
from mingbai.read import Tables


def unpublished(tables: Tables) -> pd.DataFrame:
    """By row of `items`, a column for each element of a guide (its title): True if unpublished."""
    items = tables.frame("items")
    codes = items["item_code"]
    bases, promised = tables.frame("bases"), items["promised_days"]
    founding = bases.loc[bases["use"] == "设定", "item_code"]
    return pd.DataFrame(
        {
            "设定依据": ~codes.isin(founding),
            "申请条件": items["conditions"].isna(),
            "申请材料": ~codes.isin(tables.frame("materials")["item_code"]),
            "办理流程": ~codes.isin(tables.frame("steps")["item_code"]),
            "法定时限": items["legal_days"].isna(),
            "承诺时限": promised.isna(),
            "是否收费": items["has_fee"].isna(),
            "跑几次": items["visits"].isna(),
            "办理窗口": items["window"].isna(),
            "咨询电话": items["phone"].isna(),
            "投诉电话": items["complaint_phone"].isna(),
            "办理结果": items["result"].isna(),
        }
    )


def missing(tables: Tables) -> pd.Series:
    """The titles of each item's unpublished elements, joined by 、 ("" where none is missing)."""
    is_unpublished = unpublished(tables)
    texts = pd.Series("", index=is_unpublished.index, dtype="str")
    for title, is_missing in is_unpublished.items():
        texts = texts.where(~is_missing, texts + f"、{title}")
    return texts.str.lstrip("、")


@check(
    "guide-incomplete",
    title="办事指南要素齐全",
    message="还没有公布：{found}",
    remedy="补上没有公布的要素；确实没有的，也要写明“无”或“不收费”。网页上先写“未公布”。",
    severity=Severity.WARNING,
)
def guide_incomplete(tables: Tables, _: County) -> Verdict:
    """办事指南要写全：依据、条件、材料、流程、法定和承诺时限、收费、跑几次、窗口、咨询和投诉电话、结果。没有公布的，网页上写“未公布”，不猜。"""
    texts = tables.shared(missing)
    issues = faults(guide_incomplete.rule, texts != "", None, found=texts)
    return Verdict(len(texts), issues)


@check(
    "guide-without-telephone",
    title="咨询和投诉电话是电话号码",
    message="“{found}”不是电话号码",
    remedy=telephones.HOW,
)
def guide_without_telephone(tables: Tables, _: County) -> Verdict:
    """办事指南里的咨询电话、投诉电话，写的要是能拨的号码。"""
    items = tables["items"]
    columns = [(field.name, items.frame[field.column]) for field in telephones.fields(items.schema)]
    issues = [
        issue
        for field, cells in columns
        for issue in faults(
            guide_without_telephone.rule, telephones.are_none(cells), field, found=cells
        )
    ]
    return Verdict(sum(int(cells.notna().sum()) for _, cells in columns), tuple(issues))
