"""Registry and monthly statements -> is every book of a keeper there, or which are missing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mingbai.check import Verdict, check
from mingbai.county import County
from mingbai.issues import Issue, Severity
from mingbai.kinds.accounts import frames
from mingbai.read import Tables

_MONTH = re.compile(r"\d{4}-\d{2}")
_NAMED = 10  # books that a message names before it says how many more there are


@dataclass(frozen=True, slots=True)
class _Book:
    """A registered book. since, until: its first and last month; until is "" while it is kept."""

    book_id: str
    name: str
    since: str
    until: str

    def is_kept_in(self, period: str) -> bool:
        """Whether it is kept in a month."""
        return self.since <= period and not ("" < self.until < period)


def _by_keeper(county: County) -> Mapping[str, Sequence[_Book]]:
    """The books of each keeper, in the order of the registry."""
    frame = county.books[["keeper", "book_id", "name", "since", "until"]].fillna("")
    books: dict[str, list[_Book]] = {}
    for keeper, *row in frame.itertuples(index=False, name=None):
        books.setdefault(keeper, []).append(_Book(*row))
    return books


@check(
    "missing-books",
    title="应有的账一本不少",
    message="{keeper} {period} 应有 {expected} 本账，这份只有 {found} 本，缺{books}",
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
    books_by_keeper = _by_keeper(county)
    issues: list[Issue] = []
    for package in packages:
        period, books = package.period, books_by_keeper.get(package.publisher, ())
        expected = [book for book in books if book.is_kept_in(period)]
        there = published.get(period, frozenset())
        missing = [book.name for book in expected if book.book_id not in there]
        if not missing:
            continue
        issues.append(
            missing_books.rule.issue(
                package.files["sheets"],
                found=str(len(expected) - len(missing)),
                expected=str(len(expected)),
                keeper=str(agencies[package.publisher]),
                period=package.period,
                books=_named(missing),
            )
        )
    return Verdict(len(packages), tuple(issues))


def _named(names: Sequence[str]) -> str:
    """`甲村账本、乙村账本`; after ten of them how many more there are."""
    more = f"，还有 {len(names) - _NAMED} 本" if len(names) > _NAMED else ""
    return "、".join(names[:_NAMED]) + more
