"""Rules of the calendar, the county's rule set and the site: complete, and fit to be used."""

from __future__ import annotations

from typing import get_args
from urllib.parse import urlsplit

import pandas as pd

from mingbai.check import Verdict, check, faults, telephones
from mingbai.county import County, SettingKey
from mingbai.dates import iso_column
from mingbai.issues import Issue, Severity
from mingbai.read import Tables

# The public holidays of every notice since 2008; a notice may join two (国庆节、中秋节).
HOLIDAYS = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")
NEEDED = (
    "portal_name",
    "county_name",
    "organiser",
    "is_demo",
    "site_url",
    "licence_name",
    "licence_url",
)
_TELEPHONE = (telephones.TELEPHONES, "电话号码")
_HTTPS = (r"https://[^\s/]+(/\S*)?", "以 https:// 开头的完整网址")
OPTIONAL = ("first_release",)  # came later: older registries have no row of it
SHAPES = {
    "is_demo": ("是|否", "“是”或“否”"),
    "site_url": _HTTPS,
    "licence_url": _HTTPS,
    "phone": _TELEPHONE,
    "supervision_phone": _TELEPHONE,
    "site_code": (r"\d{10}", "10 位数字"),
    "first_release": (r"\d{4}-\d\d-\d\d", "日期，如 2026-01-06"),
}


def notice_years(calendar: pd.DataFrame) -> pd.Series:
    """The year whose notice a row belongs to: a 元旦 in December opens the next year."""
    days = calendar["date"].dt
    year: pd.Series = days.year + (days.month.eq(12) & calendar["name"].str.contains("元旦"))
    return year


@check(
    "calendar-incomplete",
    title="公布的放假安排要录全",
    message="{year} 年缺 {expected} 的放假日",
    remedy="照国务院办公厅的通知把这一年的放假和调休补齐；通知还没有公布的年份，一行也不填。",
)
def calendar_incomplete(tables: Tables, _: County) -> Verdict:
    """日历里有的年份，七个节日都要有放假日，1 月 1 日要放假；录了一半的年份会算错工作日。"""
    calendar = tables.frame("calendar")
    notice = notice_years(calendar)
    issues: list[Issue] = []
    for year, days in calendar.groupby(notice):
        off = days[days["is_off"].astype(bool)]
        missing = [h for h in HOLIDAYS if not off["name"].str.contains(h).any()]
        if not missing and not (off["date"] == pd.Timestamp(int(year), 1, 1)).any():
            missing = ["1 月 1 日"]
        if missing:
            first = pd.Series(True, index=days.index[:1])
            issues += faults(
                calendar_incomplete.rule, first, "date", expected="、".join(missing), year=str(year)
            )
    return Verdict(len(calendar), tuple(issues))


@check(
    "make-up-weekday",
    title="调休上班的只能是周末",
    message="{found} 是{weekday}，本来就上班",
    remedy="核对日期，或把“是否放假”改成“是”。",
)
def make_up_weekday(tables: Tables, _: County) -> Verdict:
    """调休是用周末上班换放假；填了调休上班的日子必须是周六或周日。"""
    calendar = tables.frame("calendar")
    weekday = calendar["date"].dt.day_of_week
    issues = faults(
        make_up_weekday.rule,
        ~calendar["is_off"].astype(bool) & (weekday < 5),
        "is_off",
        found=iso_column(calendar["date"]),
        weekday=weekday.map(dict(enumerate(["周一", "周二", "周三", "周四", "周五"]))),
    )
    return Verdict(len(calendar), issues)


@check(
    "missing-rule-key",
    title="本县规则要齐全",
    message="本县规则缺少 {expected}",
    remedy="在本县规则里加上这一项，填数值、单位、说明和出处。",
)
def missing_rule_key(tables: Tables, county: County) -> Verdict:
    """期限和提醒的数值都由县里定，程序里没有默认值，所以一项也不能缺。"""
    table = tables["rules"]
    given_keys = set(table.frame["key"])
    issues = [
        missing_rule_key.rule.issue(table.files[0], field="key", expected=threshold.key)
        for threshold in county.thresholds
        if threshold.key not in given_keys
    ]
    return Verdict(len(county.thresholds), tuple(issues))


@check(
    "unknown-rule-key",
    title="本县规则里没有用不到的项",
    message="程序用不到 {found}",
    remedy="核对规则项的拼写；确实用不到的，删去这一行。",
    severity=Severity.WARNING,
)
def unknown_rule_key(tables: Tables, county: County) -> Verdict:
    """写在本县规则里却没有一条核对规则用到的数值，会让人以为它在起作用。"""
    rules = tables.frame("rules")
    bad = ~rules["key"].isin([threshold.key for threshold in county.thresholds])
    return Verdict(len(rules), faults(unknown_rule_key.rule, bad, "key", found=rules["key"]))


@check(
    "missing-setting",
    title="站点信息要齐全",
    message="站点信息缺少 {expected}",
    remedy="在站点信息里加上这一项；没有的内容可以留空，但名称、主办单位、网址和许可必须填。",
)
def missing_setting(tables: Tables, _: County) -> Verdict:
    """每个网页都要写明门户名称、主办单位、是否演示数据和使用许可，订阅还要有完整网址。"""
    table = tables["site"]
    site = table.frame
    absent = [
        missing_setting.rule.issue(table.files[0], field="key", expected=key)
        for key in get_args(SettingKey)
        if key not in {*site["key"], *OPTIONAL}
    ]
    empty = site["value"].isna() & site["key"].isin(NEEDED)
    issues = faults(missing_setting.rule, empty, "value", expected=site["key"])
    return Verdict(len(get_args(SettingKey)), (*absent, *issues))


@check(
    "wrong-setting",
    title="站点信息要填得对",
    message="{key} 填了 {found}，应为{expected}",
    remedy="按说明改正这一项。",
)
def wrong_setting(tables: Tables, _: County) -> Verdict:
    """网址要用 https，并写完整；是否演示数据填“是”或“否”；网站标识码是 10 位数字；电话是号码。"""
    site = tables.frame("site")
    issues: list[Issue] = []
    for key, (shape, words) in SHAPES.items():
        values = site.loc[site["key"] == key, "value"].dropna()
        bad = ~values.str.fullmatch(shape).astype(bool)
        issues += faults(wrong_setting.rule, bad, "value", found=values, expected=words, key=key)
    return Verdict(len(site), tuple(issues))


@check(
    "invented-address",
    title="网址要是真的",
    message="网址 {found} 是虚构的：.example 结尾的网址谁也打不开",
    remedy="在站点信息里把 site_url 改成读者打开网站用的网址；订阅、目录和二维码都照它写。",
    severity=Severity.WARNING,
)
def invented_address(tables: Tables, county: County) -> Verdict:
    """不是演示数据的县，网址不能是 .example 结尾：打不开，却会写进订阅、目录和二维码。"""
    site = tables.frame("site")
    is_address = site["key"] == "site_url"
    hosts = site["value"].where(is_address).fillna("").map(lambda url: urlsplit(url).hostname or "")
    bad = is_address & hosts.str.endswith(".example") & (county.setting("is_demo") == "否")
    issues = faults(invented_address.rule, bad, "value", found=site["value"])
    return Verdict(int(is_address.sum()), issues)


CHECKS = (
    calendar_incomplete,
    make_up_weekday,
    missing_rule_key,
    unknown_rule_key,
    missing_setting,
    wrong_setting,
    invented_address,
)
