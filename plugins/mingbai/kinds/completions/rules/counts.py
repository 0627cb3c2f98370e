"""Rules of what is not published case by case: only counts, and none that identifies a person."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from mingbai.check import Verdict, check, faults, lookup, published
from mingbai.check.privacy import small_counts
from mingbai.county import County
from mingbai.county.publication import Publication, item_classes
from mingbai.issues import Issue
from mingbai.kinds.completions.counts import months, named_counts, parts_of, shown, sums
from mingbai.kinds.completions.reads import ITEMS
from mingbai.read import Tables


def _classes(item_codes: pd.Series, county: County) -> pd.Series:
    """The class of each row's item; absent where the item is unknown."""
    items = county.frame(ITEMS).set_index("item_code")
    return lookup(item_codes, item_classes(county, items["name"], items["audience"]))


@check(
    "case-not-public",
    title="只公布数的事项不一件一件公开",
    message="这个事项{found}，不能一件一件公开",
    remedy="把这一件从表里删掉，它的各步用时也删掉，计入“办件数”："
    "清单留在单位，用 mingbai counts 数；公开方式写错了的，先改登记表。",
)
def case_not_public(tables: Tables, county: County) -> Verdict:
    """生育、婚姻、救助、工伤这样的事，办的是个人的私事：按登记表里的公开方式，只公布件数，或者不公开。

    Such a row is refused and never filtered: the data folder is published as it is.
    """
    cases = tables.frame("cases")
    classes = _classes(cases["item_code"], county)
    bad = classes.notna() & classes.ne(str(Publication.CASES))
    return Verdict(len(cases), faults(case_not_public.rule, bad, "item_code", found=classes))


@check(
    "count-not-public",
    title="只公布数的事项才填办件数",
    message="这个事项{found}，不填办件数",
    remedy="一件一件公开的，件数由网站数；不公开的，件数也不公布。公开方式写错了的，先改登记表。",
)
def count_not_public(tables: Tables, county: County) -> Verdict:
    """办件数里只有登记表定为“只公布数”的事项。"""
    counts = tables.frame("case_counts")
    classes = _classes(counts["item_code"], county)
    bad = classes.notna() & classes.ne(str(Publication.COUNTS))
    return Verdict(len(counts), faults(count_not_public.rule, bad, "item_code", found=classes))


@check(
    "count-or-reason",
    title="有数就不写原因，没有数要写原因",
    message="办结件数和不公布数的原因，{found}",
    remedy="公布数的只填件数；1 到 4 件的只填“少于5”；为了不让别的格被算出来的，只填“不公布”。",
)
def count_or_reason(tables: Tables, _: County) -> Verdict:
    """每一行要么有件数，要么写明为什么没有。"""
    counts = tables.frame("case_counts")
    has_number, has_reason = counts["cases"].notna(), counts["withheld"].notna()
    found = pd.Series("两格都空着", index=counts.index).mask(has_number, "两格都填了")
    issues = faults(count_or_reason.rule, has_number == has_reason, "cases", found=found)
    return Verdict(len(counts), issues)


@check(
    "small-count",
    title="不到 5 件的不写数",
    message="1 到 4 件不能写出数来",
    remedy="件数留空，“不公布数的原因”填“少于5”。",
)
def small_count(tables: Tables, _: County) -> Verdict:
    """只公布数的事项，一格里只有 1 到 4 件的，村里人能猜到是谁，只写“少于5”。"""
    counts = tables.frame("case_counts")
    bad = counts["cases"].between(1, small_counts.SMALL - 1)
    return Verdict(len(counts), faults(small_count.rule, bad, "cases"))


@check(
    "count-place",
    title="合计和分乡镇写对地方",
    message="{found} 不能填在这个时期",
    remedy="合计填实施单位所在的地方；分乡镇的只按季填，地方是县下面的乡镇。",
)
def count_place(tables: Tables, county: County) -> Verdict:
    """合计按月、季、年公布，填实施单位所在的地方；分乡镇的只按季公布，分得太细就能认出人来。"""
    counts = named_counts(tables, county)
    is_total = counts["place_code"].eq(counts["home"])
    parent = lookup(counts["place_code"], county.places["parent_code"])
    kind = lookup(counts["place_code"], county.places["kind"])
    is_part = parent.eq(counts["home"]) & kind.eq("乡镇") & counts["period"].str.contains("q")
    is_known = counts["home"].notna() & counts["place_code"].isin(county.places.index)
    bad = is_known & ~is_total & ~is_part
    issues = faults(count_place.rule, bad, "place_code", found=counts["place_code"])
    return Verdict(len(counts), issues)


@check(
    "count-before-end",
    title="时期过完才公布件数",
    message="{found} 还没有过完，{expected} 就公布了件数",
    remedy="等这个月、这一季、这一年过完再公布；公布以后不再改。",
)
def count_before_end(tables: Tables, _: County) -> Verdict:
    """件数在时期过完以后一次公布，以后不改：前后两次的差，就是几天里办的那一两件。"""
    counts = tables.frame("case_counts")
    day = published(tables, tables["case_counts"]).dt.strftime("%Y-%m-%d")
    last = counts["period"].map(lambda period: months(period)[-1]).astype("str")
    issues = faults(
        count_before_end.rule,
        day.str[:7] <= last,
        "period",
        found=counts["period"],
        expected=day,
    )
    return Verdict(len(counts), issues)


@check(
    "count-recoverable",
    title="不公布的数不能算出来",
    message="用这一格和别的格一加一减，能算出 {found} 少于 5 件的是几件",
    remedy="这一格也不写数，填“不公布”；再核对一遍，直到算不出来。",
)
def count_recoverable(tables: Tables, county: County) -> Verdict:
    """月加成季、季加成年、乡镇加成全县：用公布的数，算不出任何一格 1 到 4 件的是几件。

    Of each such cell the number published last, and then the smallest, is named.
    """
    counts = named_counts(tables, county)
    day = published(tables, tables["case_counts"])
    known = counts.assign(day=day)[counts["home"].notna()]
    issues = tuple(
        issue
        for _, counts_of_item in known.groupby("item_code", sort=True)
        for issue in _leaks(counts_of_item, county)
    )
    return Verdict(len(counts), issues)


def _leaks(counts: pd.DataFrame, county: County) -> Iterator[Issue]:
    """An issue for each cell of an item that can be worked out, at the row that may give way."""
    home = str(counts["home"].iloc[0])
    parts = parts_of(county, home) if counts["place_code"].ne(home).any() else ()
    lines, cells = sums(counts["period"], home, parts), shown(counts)
    try:
        leaks = small_counts.recovered(cells, lines)
    except ValueError:  # a sum that cannot be: `count-sum` says so
        return
    if not leaks:
        return
    numbers = counts[counts["cases"].notna()]
    order = numbers.sort_values(["day", "cases", "period"], ascending=[False, True, True])
    keys = pd.Series(
        list(zip(order["period"], order["place_code"], strict=True)), index=order.index
    )
    for leak in leaks:
        beside = {cell for line in lines if leak in line.cells for cell in line.cells}
        rows = keys[keys.isin(beside)]
        is_first = pd.Series(True, index=(rows if len(rows) else keys).index[:1])
        name = str(county.places.loc[leak[1], "name"])
        yield from faults(count_recoverable.rule, is_first, "cases", found=f"{name} {leak[0]}")


@check(
    "count-sum",
    title="合计等于各格相加",
    message="{found} 的合计和各月、各季或各乡镇的数对不上",
    remedy="核对这个事项这一年的各个数；公布了“少于5”的格按 1 到 4 件算。",
)
def count_sum(tables: Tables, county: County) -> Verdict:
    """公布的合计，要能由公布的各格加出来；少于 5 的按 1 到 4 件，不公布的按任何数。"""
    counts = named_counts(tables, county)
    known = counts[counts["home"].notna()]
    issues: list[Issue] = []
    for _, counts_of_year in known.groupby(["item_code", known["period"].str[:4]], sort=True):
        home = str(counts_of_year["home"].iloc[0])
        parts = parts_of(county, home) if counts_of_year["place_code"].ne(home).any() else ()
        try:
            small_counts.bounds(shown(counts_of_year), sums(counts_of_year["period"], home, parts))
        except ValueError:
            first = pd.Series(True, index=counts_of_year.index[:1])
            issues += faults(
                count_sum.rule, first, "cases", found=counts_of_year["period"].str[:4] + " 年"
            )
    return Verdict(len(counts), tuple(issues))


CHECKS = (
    case_not_public,
    count_not_public,
    count_or_reason,
    small_count,
    count_place,
    count_before_end,
    count_sum,
    count_recoverable,
)
