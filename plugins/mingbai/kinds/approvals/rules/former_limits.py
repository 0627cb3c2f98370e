"""Rules of former limits: each is over, and each was another than the one that follows it."""

from __future__ import annotations

from mingbai.check import Verdict, check, faults, lookup, published
from mingbai.county import County
from mingbai.dates import iso_column
from mingbai.kinds.approvals.rules.items import limit_texts
from mingbai.read import Tables


@check(
    "former-limit-not-over",
    title="以前的时限已经不用",
    message="这个时限用到 {found}，公开的那天（{expected}）还在用",
    remedy="还在用的时限写在事项表里；已经改了的，核对“用到哪天”。",
)
def former_limit_not_over(tables: Tables, _: County) -> Verdict:
    """以前的承诺时限，到公开那天必须已经不用；现在用的写在事项表里。"""
    limits = tables.frame("former_limits")
    day = published(tables, tables["former_limits"])
    issues = faults(
        former_limit_not_over.rule,
        limits["until"] >= day,
        "until",
        found=iso_column(limits["until"]),
        expected=iso_column(day),
    )
    return Verdict(len(limits), issues)


@check(
    "former-limit-unchanged",
    title="时限改过才写以前的时限",
    message="以前的时限是 {found}，接下来的也是 {expected}，没有改",
    remedy="核对天数和日期；没有改过的，删掉这一行。",
)
def former_limit_unchanged(tables: Tables, _: County) -> Verdict:
    """每个以前的时限，要和接下来用的那个（最后一个和现在的承诺时限）不一样，网页上才写得出“从几天改到几天”。"""
    limits = tables.frame("former_limits").sort_values(["item_code", "until"], kind="stable")
    items = tables.frame("items").set_index("item_code")
    texts = limit_texts(limits["days"], limits["days_unit"])
    promised = limit_texts(items["promised_days"], items["promised_unit"])
    following = texts.groupby(limits["item_code"]).shift(-1)
    following = following.fillna(lookup(limits["item_code"], promised))
    issues = faults(
        former_limit_unchanged.rule,
        texts == following,
        "days",
        found=texts,
        expected=following,
    )
    return Verdict(len(limits), issues)


RULES = (former_limit_not_over, former_limit_unchanged)
