"""Rules of the catalogue: limits that can be read, bases of this place, promises that are kept."""

from __future__ import annotations

from datetime import date

import pandas as pd

from mingbai.check import Verdict, check, faults
from mingbai.county import County, foreign_bases
from mingbai.dates import iso_column
from mingbai.issues import Severity
from mingbai.kinds.catalogue.limits import Limit, parse_limit
from mingbai.kinds.catalogue.rhythm import previous_due_day
from mingbai.read import Tables


def entry_limits(tables: Tables) -> tuple[Limit | None, ...]:
    """The limit of each entry, in the order of the table; 同上 looks at the row above."""
    parsed: list[Limit | None] = []
    for text in tables.frame("entries")["limit_text"]:
        parsed.append(parse_limit(text, parsed[-1] if parsed else None))
    return tuple(parsed)


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
    message="承诺「{limit}」公开，最近一次是 {found}，{expected} 以后没有再公开",
    remedy="补上这一期；确实没有变化的，也要公开说明。迟了的，网站上会标明。",
    severity=Severity.WARNING,
)
def promise_not_renewed(tables: Tables, county: County) -> Verdict:
    """承诺每月、每季度、每年公开的，到期要有新的公开；最近一次早于上一个期限的，就是没有按周期公开。"""
    frame = tables.frame("entries")
    last_published = _last_published(frame, county)
    previous_due = pd.Series(
        [
            previous_due_day(limit, county.as_of) if limit else None
            for limit in tables.shared(entry_limits)
        ],
        index=frame.index,
        dtype="datetime64[s]",
    )
    is_open = (frame["manner"] == "主动公开") & last_published.notna() & previous_due.notna()
    issues = faults(
        promise_not_renewed.rule,
        is_open & (last_published <= previous_due),
        "limit_text",
        found=iso_column(last_published),
        expected=iso_column(previous_due),
        limit=frame["limit_text"],
    )
    return Verdict(int(is_open.sum()), issues)


def _last_published(frame: pd.DataFrame, county: County) -> pd.Series:
    """The newest day on which each entry's subject published its kind; NaT where it never did."""
    newest: dict[tuple[str, str], date] = {}
    for kind, packages in county.packages.items():
        for package in packages:
            key = (kind, package.publisher)
            newest[key] = max(package.published, newest.get(key, package.published))
    pairs = zip(frame["kind"], frame["subject"], strict=True)
    return pd.Series([newest.get(p) for p in pairs], index=frame.index, dtype="datetime64[s]")


CHECKS = (unreadable_limit, foreign_basis, promised_not_published, promise_not_renewed)
