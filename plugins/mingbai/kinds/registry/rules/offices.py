"""Rules of agencies, posts and legal bases: codes hold, people differ, versions follow on."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from mingbai.check import Verdict, check, faults
from mingbai.county import County, codes
from mingbai.dates import iso_column
from mingbai.issues import Issue, Severity
from mingbai.kinds.registry.rules.rows import one_home, ordered_dates
from mingbai.read import Tables

LEVEL_OF = {"村账": "N2", "组账": "N1"}


def _credit_codes(tables: Tables) -> Iterator[tuple[str, pd.Series]]:
    """The field and the codes that are filled in, of each table that carries them."""
    for table, field in (("agencies", "uscc"), ("books", "collective_code")):
        yield field, tables.frame(table)[field].dropna()


def _looked_at(tables: Tables) -> int:
    return sum(len(column) for _, column in _credit_codes(tables))


@check(
    "wrong-credit-code",
    title="统一社会信用代码的校验码要对",
    message="{found} 的末位与前 17 位不符，按前 17 位算应为 {expected}",
    remedy="照登记证书重新抄一遍；18 位里至少有一位抄错。没有字母 I、O、Z、S、V。",
)
def wrong_credit_code(tables: Tables, _: County) -> Verdict:
    """统一社会信用代码的末位由前 17 位算出（GB 32100），抄错任何一位都能查出来。"""
    issues = [
        issue
        for field, code_texts in _credit_codes(tables)
        for expected in (codes.credit_code(code_texts),)
        for issue in faults(
            wrong_credit_code.rule,
            code_texts != expected,
            field,
            found=code_texts,
            expected=expected.str[17],
        )
    ]
    return Verdict(_looked_at(tables), tuple(issues))


@check(
    "wrong-organisation-code",
    title="信用代码里的主体代码必须正确",
    message="第 9 至 17 位 {found} 的校验码应为 {expected}",
    remedy="照登记证书核对第 9 至 17 位；证书上就是这样的，可以不改。",
    severity=Severity.WARNING,
)
def wrong_organisation_code(tables: Tables, _: County) -> Verdict:
    """信用代码第 9 至 17 位是主体标识码，自身还有一位校验码（GB 11714）。"""
    issues: list[Issue] = []
    for field, code_texts in _credit_codes(tables):
        inner = codes.organisation_in(code_texts[code_texts == codes.credit_code(code_texts)])
        expected = codes.organisation_code(inner)
        issues += faults(
            wrong_organisation_code.rule,
            inner != expected,
            field,
            found=inner,
            expected=expected.str[8],
        )
    return Verdict(_looked_at(tables), tuple(issues))


@check(
    "credit-code-region",
    title="信用代码里的地区应是本县",
    message="第 3 至 8 位是 {found}，本县是 {expected}",
    remedy="核对代码；登记机关在外地的，可以不改。",
    severity=Severity.WARNING,
)
def credit_code_region(tables: Tables, county: County) -> Verdict:
    """信用代码第 3 至 8 位是登记机关所在地的区划代码，本县的单位和集体经济组织一般是本县代码。"""
    county_codes = sorted(set(county.places["place_code"].str[:6]))
    issues: list[Issue] = []
    for field, code_texts in _credit_codes(tables):
        region = codes.region_in(code_texts)
        issues += faults(
            credit_code_region.rule,
            ~region.isin(county_codes),
            field,
            found=region,
            expected="、".join(county_codes),
        )
    return Verdict(_looked_at(tables), tuple(issues))


@check(
    "credit-code-twice",
    title="一个信用代码只属于一个组织",
    message="{found} 填了不止一次",
    remedy="找出抄错的一处，照登记证书改正；没有代码的留空。",
)
def credit_code_twice(tables: Tables, _: County) -> Verdict:
    """两个单位、两本账不能有同一个统一社会信用代码。"""
    columns = tuple(_credit_codes(tables))
    repeated = pd.concat([code_texts for _, code_texts in columns]).duplicated(keep=False)
    issues: list[Issue] = []
    for field, code_texts in columns:
        bad = repeated.reindex(code_texts.index)
        issues += faults(credit_code_twice.rule, bad, field, found=code_texts)
    return Verdict(len(repeated), tuple(issues))


@check(
    "collective-level",
    title="集体经济组织的级别要和账簿相符",
    message="{kind}的代码以 {found} 开头，应为 {expected}",
    remedy="组级集体经济组织的代码以 N1 开头，村级以 N2 开头；核对代码或账簿种类。",
)
def collective_level(tables: Tables, _: County) -> Verdict:
    """集体经济组织的代码以 N 开头，第二位是级别：1 组级、2 村级，要和账簿种类相符。"""
    books = tables.frame("books").dropna(subset="collective_code")
    found = books["collective_code"].str[:2]
    expected = books["kind"].map(LEVEL_OF)
    issues = faults(
        collective_level.rule,
        found != expected,
        "collective_code",
        found=found,
        expected=expected,
        kind=books["kind"],
    )
    return Verdict(len(books), issues)


@check(
    "same-person-ab",
    title="A 岗和 B 岗不是同一人",
    message="A 岗和 B 岗都是 {found}",
    remedy="B 岗填另一个人；还没有安排 B 岗的留空。",
)
def same_person_ab(tables: Tables, _: County) -> Verdict:
    """B 岗是 A 岗不在时顶岗的人，不能是同一人。"""
    posts = tables.frame("posts")
    bad = posts["holder"].notna() & (posts["holder"] == posts["substitute"])
    issues = faults(same_person_ab.rule, bad, "substitute", found=posts["substitute"])
    return Verdict(len(posts), issues)


@check(
    "post-one-home",
    title="岗位属于一个单位或一个地方",
    message="单位和地方{found}",
    remedy="部门、乡镇的岗位只填单位，村、组的岗位只填地方。",
)
def post_one_home(tables: Tables, _: County) -> Verdict:
    """岗位要么是单位的，要么是村、组的，只填一处。"""
    return one_home(post_one_home.rule, tables.frame("posts"))


@check(
    "basis-dates",
    title="依据的失效日期不早于施行日期",
    message="失效日期 {found} 早于施行日期 {expected}",
    remedy="核对两个日期；仍有效的，失效日期留空。",
)
def basis_dates(tables: Tables, _: County) -> Verdict:
    """一条依据从施行日期起有效，到失效日期止。"""
    bases = tables.frame("legal_bases")
    return ordered_dates(basis_dates.rule, bases, "effective_from", "effective_to")


@check(
    "basis-overlap",
    title="同一条依据的各版本不重叠",
    message="从 {found} 起施行，但上一版本{until}",
    remedy="给上一版本填上失效日期，下一版本从次日或以后起。",
)
def basis_overlap(tables: Tables, _: County) -> Verdict:
    """同一编号的条款修订后另起一行；任何一天只有一个版本有效，页面才能显示事情发生时的那一版。"""
    bases = tables.frame("legal_bases").sort_values(["basis_id", "effective_from"])
    versions = bases.groupby("basis_id")
    until = versions["effective_to"].shift()
    is_open = until.isna() & (versions.cumcount() > 0)
    issues = faults(
        basis_overlap.rule,
        is_open | (until >= bases["effective_from"]),
        "effective_from",
        found=iso_column(bases["effective_from"]),
        until=("到 " + iso_column(until) + " 才失效").fillna("没有填失效日期"),
    )
    return Verdict(len(bases), issues)


CHECKS = (
    wrong_credit_code,
    wrong_organisation_code,
    credit_code_region,
    credit_code_twice,
    collective_level,
    same_person_ab,
    post_one_home,
    basis_dates,
    basis_overlap,
)
