"""Rules of items: limits and their units, conditions, links, codes, and cut items."""

from __future__ import annotations

import pandas as pd

from mingbai.check import Verdict, check, faults
from mingbai.county import County
from mingbai.issues import Issue, Severity
from mingbai.kinds.approvals.word_lists import pattern
from mingbai.read import Tables

_EMPTY = "空着"
WEB = r"https?://[^\s\\<>\"']+"

# First segments below /approvals/ that are lists and therefore cannot be an item's code.
RESERVED = (
    "all",
    "agency",
    "type",
    "window",
    "event",
    "time-saved",
    "fees",
    "forms",
    "cuts",
)


def natural_days(days: pd.Series, unit: pd.Series) -> pd.Series:
    """Limits -> natural days (Int64): five working days count as seven days, rounded up."""
    as_natural = -(-days.astype("Int64") * 7 // 5)  # -(-a // b) rounds up
    return days.astype("Int64").where(unit != "工作日", as_natural)


def limit_texts(days: pd.Series, unit: pd.Series) -> pd.Series:
    """`7 个工作日`, `30 个自然日`; absent where there are no days."""
    texts = days.astype("Int64").astype("str") + " 个" + unit.astype("str")
    return texts.where(days.notna() & unit.notna())


@check(
    "promise-over-law",
    title="承诺时限不长于法定时限",
    message="承诺 {found}，比法定的 {expected} 还长",
    remedy="核对两个时限和单位；承诺时限只能和法定时限一样或更短。",
)
def promise_over_law(tables: Tables, _: County) -> Verdict:
    """承诺时限不能长于法定时限。两个时限单位不同的，按五个工作日合七个自然日折算后再比。"""
    items = tables.frame("items")
    promised, legal = items["promised_days"], items["legal_days"]
    is_same_unit = items["promised_unit"] == items["legal_unit"]
    is_longer_in_natural_days = natural_days(promised, items["promised_unit"]) > natural_days(
        legal, items["legal_unit"]
    )
    bad = (promised > legal).where(is_same_unit, is_longer_in_natural_days)
    has_units = items["promised_unit"].notna() & items["legal_unit"].notna()
    issues = faults(
        promise_over_law.rule,
        bad.fillna(False) & has_units,
        "promised_days",
        found=limit_texts(promised, items["promised_unit"]),
        expected=limit_texts(legal, items["legal_unit"]),
    )
    return Verdict(int((promised.notna() & legal.notna()).sum()), issues)


@check(
    "limit-without-unit",
    title="时限要有数字和单位",
    message="时限只填了一半：这一格是空的，应为{expected}",
    remedy="数字和单位都填；没有公布的，两格都留空。",
)
def limit_without_unit(tables: Tables, _: County) -> Verdict:
    """法定时限、承诺时限的数字和单位，要么都填，要么都不填。"""
    items = tables.frame("items")
    issues: tuple[Issue, ...] = ()
    for name in ("legal", "promised"):
        days, unit = items[f"{name}_days"], items[f"{name}_unit"]
        lacks_unit, lacks_days = days.notna() & unit.isna(), days.isna() & unit.notna()
        rule = limit_without_unit.rule
        issues += faults(rule, lacks_unit, f"{name}_unit", found="", expected="工作日或自然日")
        issues += faults(rule, lacks_days, f"{name}_days", found="", expected="数字")
    return Verdict(len(items), issues)


@check(
    "immediate-with-limit",
    title="即办件当场办结",
    message="即办件的承诺时限是 {found}，应为{expected}",
    remedy="当场能办结的填 0 或 1；不能的，办件类型改成“承诺件”。",
)
def immediate_with_limit(tables: Tables, _: County) -> Verdict:
    """即办件是当场办结的，承诺时限最多一个工作日。"""
    items = tables.frame("items")
    is_immediate = items["handling"] == "即办件"
    issues = faults(
        immediate_with_limit.rule,
        is_immediate & (items["promised_days"] > 1).fillna(False),
        "promised_days",
        found=limit_texts(items["promised_days"], items["promised_unit"]),
        expected="0 或 1",
    )
    return Verdict(int(is_immediate.sum()), issues)


@check(
    "catch-all-condition",
    title="没有兜底条款",
    message="写了“{found}”，办事的人不知道还要什么",
    remedy="把还要的条件或材料一条一条写明；没有的就删掉这一句。",
    severity=Severity.WARNING,
)
def catch_all_condition(tables: Tables, _: County) -> Verdict:
    """申请条件和申请材料要写全，不能用“法律、法规规定的其他条件”“其他相关材料”这样的兜底话。

    The phrases are in word_lists.csv.
    """
    phrase = pattern("catch_all")
    looked_at = 0
    issues: tuple[Issue, ...] = ()
    for table, field in (("items", "conditions"), ("materials", "name")):
        text = tables.frame(table)[field].astype("str")
        phrases_found = text.str.extract(phrase, expand=False)
        issues += faults(
            catch_all_condition.rule, phrases_found.notna(), field, found=phrases_found
        )
        looked_at += len(text)
    return Verdict(looked_at, issues)


@check(
    "link-not-web",
    title="官方链接是网址",
    message="“{found}”不是能打开的网址",
    remedy="填 http:// 或 https:// 开头的完整网址；没有的留空。网页上先按文字显示，不能点。",
    severity=Severity.WARNING,
)
def link_not_web(tables: Tables, _: County) -> Verdict:
    """官方链接只能是 http 或 https 开头的网址，别的一律不做成链接。"""
    links = tables.frame("items")["link"].dropna()
    issues = faults(link_not_web.rule, ~links.str.fullmatch(WEB), "link", found=links)
    return Verdict(len(links), issues)


@check(
    "item-code-collision",
    title="事项编码不能只差大小写",
    message="{found} 和 {expected} 只差大小写，网址会撞在一起",
    remedy="改其中一个编码。",
)
def item_code_collision(tables: Tables, _: County) -> Verdict:
    """每个事项的网址就是它的编码，两个编码不能只差大小写。"""
    codes = tables.frame("items")["item_code"]
    folded = codes.str.casefold()
    codes_alike = folded.map(codes.groupby(folded).agg(lambda same: "、".join(sorted(set(same)))))
    bad = folded.duplicated(keep=False)
    issues = faults(item_code_collision.rule, bad, "item_code", found=codes, expected=codes_alike)
    return Verdict(len(codes), issues)


@check(
    "item-code-reserved",
    title="事项编码不能用保留的名字",
    message="{found} 是目录页的名字，不能作事项编码",
    remedy="换一个编码，例如加上区划和单位的前缀。",
)
def item_code_reserved(tables: Tables, _: County) -> Verdict:
    """目录页占用的名字（fees、forms 等）不能作事项编码。"""
    codes = tables.frame("items")["item_code"]
    bad = codes.str.casefold().isin(RESERVED)
    issues = faults(item_code_reserved.rule, bad, "item_code", found=codes)
    return Verdict(len(codes), issues)


@check(
    "cut-still-listed",
    title="取消的事项不再列出",
    message="{found} 已经{action}，却还在事项目录里",
    remedy="从事项表里删掉它；没有取消的，从取消和合并表里删掉。",
)
def cut_still_listed(tables: Tables, _: County) -> Verdict:
    """取消、合并、下放的事项，不能同时还在事项目录里。"""
    cuts = tables.frame("cuts")
    bad = cuts["item_code"].isin(tables.frame("items")["item_code"])
    issues = faults(
        cut_still_listed.rule, bad, "item_code", found=cuts["item_code"], action=cuts["action"]
    )
    return Verdict(len(cuts), issues)


@check(
    "cut-target",
    title="合并要写明并入哪一项",
    message="处理是“{action}”，并入事项{found}",
    remedy="合并的填并入事项的编码；取消、下放的把并入事项留空。",
)
def cut_target(tables: Tables, _: County) -> Verdict:
    """合并的事项要写明并到哪一项，群众才找得到；取消和下放的没有并入事项。"""
    cuts = tables.frame("cuts")
    bad = (cuts["action"] == "合并") != cuts["into_item"].notna()
    issues = faults(
        cut_target.rule,
        bad,
        "into_item",
        found=cuts["into_item"].fillna(_EMPTY),
        action=cuts["action"],
    )
    return Verdict(len(cuts), issues)


RULES = (
    promise_over_law,
    limit_without_unit,
    immediate_with_limit,
    catch_all_condition,
    link_not_web,
    item_code_collision,
    item_code_reserved,
    cut_still_listed,
    cut_target,
)
