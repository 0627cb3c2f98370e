"""Registry and monthly statements -> is every book of a keeper there, or which are missing."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from mingbai.check import Verdict, check
from mingbai.county import County
from mingbai.issues import Issue, Severity
from mingbai.kinds.accounts import frames
from mingbai.read import Tables

_MONTH = re.compile(r"\d{4}-\d{2}")
_NAMED = 10  # books that a message names before it says how many more there are


def books_of(county: County, keeper: str, period: str) -> pd.Series:
    """Names, by book_id, of the books that a keeper had in a month."""
    books = county.books[county.books["keeper"] == keeper]
    is_there = (books["since"] <= period) & ~(books["until"] < period).fillna(value=False)
    names: pd.Series = books.loc[is_there.astype(bool), "name"]
    return names


@check(
    "missing-books",
    title="应有的账一本不少",
    message="{keeper} {period} 应有 {expected} 本账，这份只有 {found} 本，缺 {books}",
    remedy="把缺的账补进这个月的文件夹；账簿已经停用或换了记账单位的，先改登记表。",
    severity=Severity.WARNING,
)
def missing_books(tables: Tables, county: County) -> Verdict:
    """一个月的数据包里，登记由这个单位记账的每一本账都要有；没有的逐本点名。

    A warning: a book may come late. From `month_due_day` on the clock counts it as missing. A book
    that stands in another keeper's package of the month is `wrong-keeper`'s.
    """
    statements = tables.shared(frames.monthly_statements).frame
    published = statements.groupby("period")["book_id"].agg(frozenset).to_dict()
    agencies = county.agencies["short_name"]
    packages = [
        package
        for package in tables.packages
        if _MONTH.fullmatch(package.period) and "sheets" in package.files
    ]
    issues: list[Issue] = []
    for package in packages:
        expected = books_of(county, package.publisher, package.period)
        missing = expected[~expected.index.isin(published.get(package.period, frozenset()))]
        if missing.empty:
            continue
        issues.append(
            missing_books.rule.issue(
                package.files["sheets"],
                found=str(len(expected) - len(missing)),
                expected=str(len(expected)),
                keeper=str(agencies[package.publisher]),
                period=package.period,
                books=_named(missing.tolist()),
            )
        )
    return Verdict(len(packages), tuple(issues))


def _named(names: Sequence[str]) -> str:
    """`甲村村账、乙村村账`; after ten of them how many more there are."""
    more = f"，还有 {len(names) - _NAMED} 本" if len(names) > _NAMED else ""
    return "、".join(names[:_NAMED]) + more
