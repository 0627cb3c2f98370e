"""Rules of the catalogue: limits that can be read, bases of this place, promises that are kept."""

from __future__ import annotations

import pandas as pd

from mingbai.check import Verdict, check, clock, faults
from mingbai.county import County, foreign_bases
from mingbai.dates import iso_column
from mingbai.issues import Severity
from mingbai.kinds.catalogue.promises import entry_limits, owed
from mingbai.read import Tables


@check(
    "unreadable-limit",
    title="公开时限要读得懂",
    message="公开时限「{found}」读不出期限",
    remedy="写成“信息形成或者变更之日起20个工作日内”“每月15日前”“每季度”“实时公开”这样的话。",
)
def unreadable_limit(tables: Tables, _: County) -> Verdict:
    """公开时限要写明从什么时候起、多少天，或者多久一次；只写“同上”的看上一行。"""
    frame = tables.frame("entries")
    is_unreadable = [limit is None for limit in tables.shared(entry_limits)]
    bad = pd.Series(is_unreadable, index=frame.index, dtype=bool)
    issues = faults(unreadable_limit.rule, bad, "limit_text", found=frame["limit_text"])
    return Verdict(len(frame), issues)


@check(
    "foreign-basis",
    title="依据不能是外省的",
    message="依据 {found} 是 {region} 的地方规定，不适用于本县（{expected}）",
    remedy="换成国家的或本省的依据；从外地目录抄来的要改过来。",
)
def foreign_basis(tables: Tables, county: County) -> Verdict:
    """公开依据要么是全国的，要么是本省的；别的省的地方规定不能作为本县的依据。"""
    frame = tables.frame("entries")
    bases = county.registry.frame("legal_bases").drop_duplicates("basis_id", keep="last")
    region = frame["basis_id"].map(bases.set_index("basis_id")["region"].to_dict())
    region, province_code = region.astype("str"), county.root_place[:2]
    bad = frame["basis_id"].isin(foreign_bases(county))
    issues = faults(
        foreign_basis.rule,
        bad,
        "basis_id",
        found=frame["basis_id"],
        expected=province_code,
        region=region,
    )
    return Verdict(len(frame), issues)


@check(
    "promised-not-published",
    title="承诺公开的要公开",
    message="承诺由「{found}」公开，本站却没有它公开的这类内容",
    remedy="补上这类公开的数据包；确实不由它公开的，改正公开主体。",
    severity=Severity.WARNING,
)
def promised_not_published(tables: Tables, county: County) -> Verdict:
    """目录里承诺主动公开、并且指明在本站哪一类公开的，那一类里要有这个单位的公开。"""
    frame = tables.frame("entries")
    is_promised = frame["kind"].notna() & (frame["manner"] == "主动公开")
    published_pairs = {
        (kind, package.publisher)
        for kind, packages in county.packages.items()
        for package in packages
    }
    pairs = list(zip(frame["kind"], frame["subject"], strict=True))
    is_missing = pd.Series(
        [pair not in published_pairs for pair in pairs], index=frame.index, dtype=bool
    )
    issues = faults(
        promised_not_published.rule, is_promised & is_missing, "subject", found=frame["subject"]
    )
    return Verdict(int(is_promised.sum()), issues)


@check(
    "promise-not-renewed",
    title="按承诺的周期公开",
    message="承诺「{limit}」公开，{found}等 {count} 项到期没有公开，最早的应在 {expected} 前公开",
    remedy="补上没有公开的；确实没有内容的那一期，也要公开说明。迟了的，网站上会标明。",
    severity=Severity.WARNING,
)
def promise_not_renewed(tables: Tables, county: County) -> Verdict:
    """承诺主动公开的，每个单位、每本账、每个村、每一期都要按时公开；一项里缺一个，这一项就没有做到。"""
    frame = tables.frame("entries")
    is_promised = frame["kind"].notna() & (frame["manner"] == "主动公开")
    dues = owed(tables, county.frame(clock.DUES))
    missing = clock.missing(dues)
    first = missing.drop_duplicates("entry_no").set_index("entry_no")  # by their last days
    worst = first[["title", "due"]].assign(count=missing.groupby("entry_no").size())
    worst = worst.reindex(frame["entry_no"]).set_axis(frame.index)
    issues = faults(
        promise_not_renewed.rule,
        worst["title"].notna(),
        "limit_text",
        found=worst["title"],
        expected=iso_column(worst["due"]),
        limit=frame["limit_text"],
        count=worst["count"].astype("Int64").astype("str"),
    )
    return Verdict(int(is_promised.sum()), issues)


CHECKS = (unreadable_limit, foreign_basis, promised_not_published, promise_not_renewed)
