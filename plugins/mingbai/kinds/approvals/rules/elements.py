"""What a guide has to say -> what each guide has left unsaid."""

from __future__ import annotations

import pandas as pd

from mingbai.check import Verdict, check, faults
from mingbai.county import County
from mingbai.issues import Severity
from mingbai.read import Tables


def unpublished(tables: Tables) -> pd.DataFrame:
    """Elements of a guide (columns, in their titles) by item row: True where not published."""
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
    """The unpublished elements of each item, joined by 、 ("" where all is said)."""
    lacks = unpublished(tables)
    said = pd.Series("", index=lacks.index, dtype="str")
    for title, is_missing in lacks.items():
        said = said.where(~is_missing, said + f"、{title}")
    return said.str.lstrip("、")


@check(
    "guide-incomplete",
    title="办事指南要素齐全",
    message="还没有公布：{found}",
    remedy="补上没有公布的要素；确实没有的，也要写明“无”或“不收费”。网页上先写“未公布”。",
    severity=Severity.WARNING,
)
def guide_incomplete(tables: Tables, _: County) -> Verdict:
    """办事指南要写全：依据、条件、材料、流程、法定和承诺时限、收费、跑几次、窗口、咨询和投诉电话、结果。没有公布的，网页上写“未公布”，不猜。"""
    said = tables.shared(missing)
    issues = faults(guide_incomplete.rule, said != "", None, found=said)
    return Verdict(len(said), issues)
