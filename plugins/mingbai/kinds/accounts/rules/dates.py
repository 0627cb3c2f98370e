"""Monthly statements -> reviewed, published and posted in order, by whoever keeps the book?"""

from __future__ import annotations

import re

import pandas as pd

from mingbai.check import Verdict, check, faults
from mingbai.county import County
from mingbai.dates import iso_column
from mingbai.issues import Issue, Severity
from mingbai.kinds.accounts import frames
from mingbai.kinds.accounts.thresholds import BOARD_KEEP_DAYS
from mingbai.read import Tables

_MONTH = re.compile(r"\d{4}-\d{2}")


@check(
    "published-early",
    title="月份结束才能公开",
    message="{period} 还没有结束，公开日期却是 {found}",
    remedy="月份结束、账结清以后再公开；公开日期写实际的日期。",
)
def published_early(tables: Tables, _: County) -> Verdict:
    """一个月的账要等这个月结束才能公开。"""
    frame = tables.shared(frames.monthly_statements).frame
    bad = frame["published"] <= frames.month_end(frame["period"])
    rows = frame[bad]
    issues = faults(
        published_early.rule,
        bad[bad],
        "period",
        found=iso_column(rows["published"]),
        period=rows["period"],
    )
    return Verdict(len(frame), issues)


@check(
    "review-date",
    title="先审核，后公开",
    message="民主理财小组的审核日期是 {found}，应在 {expected} 之间",
    remedy="月底结账以后审核，审核以后公开；改成实际的日期。",
)
def review_date(tables: Tables, _: County) -> Verdict:
    """民主理财小组在月底结账以后、公开以前审核。"""
    frame = tables.shared(frames.monthly_statements).frame
    earliest = frames.month_end(frame["period"])
    bad = (frame["reviewed_on"] < earliest) | (frame["reviewed_on"] > frame["published"])
    rows = frame[bad]
    issues = faults(
        review_date.rule,
        bad[bad],
        "reviewed_on",
        found=iso_column(rows["reviewed_on"]),
        expected=iso_column(earliest[bad]) + " 和 " + iso_column(rows["published"]),
    )
    return Verdict(len(frame), issues)


@check(
    "missing-opinion",
    title="有意见要写明",
    message="理财小组“有意见”，却没有写是什么意见",
    remedy="把意见写进“意见内容”。",
    reach="package",
)
def missing_opinion(tables: Tables, _: County) -> Verdict:
    """民主理财小组有意见的，要写明意见内容，和账一起公开。"""
    frame = tables.frame("sheets")
    bad = (frame["review"] == "有意见") & frame["review_note"].isna()
    return Verdict(len(frame), faults(missing_opinion.rule, bad[bad], "review_note"))


@check(
    "opinion-with-consent",
    title="同意公开就没有意见",
    message="理财小组意见是“同意公开”，却写了意见内容“{found}”",
    remedy="有意见的，把理财小组意见改成“有意见”；没有的，意见内容留空。",
    severity=Severity.WARNING,
    reach="package",
)
def opinion_with_consent(tables: Tables, _: County) -> Verdict:
    """理财小组同意公开、没有意见的，意见内容空着；写了内容的，那就是有意见。"""
    sheets = tables.frame("sheets")
    bad = (sheets["review"] != "有意见") & sheets["review_note"].notna()
    notes = sheets["review_note"][bad]
    issues = faults(opinion_with_consent.rule, bad[bad], "review_note", found=notes)
    return Verdict(len(sheets), issues)


@check(
    "posting-dates",
    title="张贴日期有头有尾",
    message="张贴从 {start} 到 {found}，前后不对或缺一个",
    remedy="张贴起、张贴止都填实际日期，止不早于起，起不早于月底；没张贴的都留空。",
)
def posting_dates(tables: Tables, _: County) -> Verdict:
    """张贴起止要么都填、要么都不填；先结账后张贴，先贴后揭。"""
    frame = tables.frame("sheets")
    start, end = frame["posted_from"], frame["posted_to"]
    bad = (start.isna() != end.isna()) | (end < start)
    bad |= start < frames.month_end(frame["period"])
    rows = bad[bad]
    issues = faults(
        posting_dates.rule,
        rows,
        "posted_to",
        found=iso_column(end[bad]).fillna("（空）"),
        start=iso_column(start[bad]).fillna("（空）"),
    )
    return Verdict(len(frame), issues)


@check(
    "posting-differs",
    title="张贴日期两张表写的一样",
    message="张贴表写 {found}，公开单写 {expected}",
    remedy="照公开栏上实际的日期，把写错的一张改对。",
)
def posting_differs(tables: Tables, _: County) -> Verdict:
    """张贴表和公开单都写了张贴日期的，起止要一样。

    Compared where both tables have the day of a book and month.
    """
    frame, key = tables.frame("postings"), ["book_id", "period"]
    sheets = tables.frame("sheets").drop_duplicates(key).set_index(key)
    wanted = pd.MultiIndex.from_frame(frame[key])
    issues: list[Issue] = []
    for name in ("posted_from", "posted_to"):
        stated = sheets[name].reindex(wanted).set_axis(frame.index)
        bad = (frame[name] != stated) & frame[name].notna() & stated.notna()
        issues += faults(
            posting_differs.rule,
            bad,
            name,
            found=iso_column(frame[name]),
            expected=iso_column(stated),
        )
    return Verdict(len(frame), tuple(issues))


@check(
    "short-posting",
    title="张贴要够天数",
    message="只张贴了 {found} 天，本县规定不少于 {expected} 天",
    remedy="重新张贴，贴够天数。",
    severity=Severity.WARNING,
)
def short_posting(tables: Tables, county: County) -> Verdict:
    """公开栏上的公开单要贴够县里规定的天数，头尾两天都算。"""
    frame = tables.frame("sheets")
    days = (frame["posted_to"] - frame["posted_from"]).dt.days + 1
    least = county.threshold(BOARD_KEEP_DAYS)
    bad = (days > 0) & (days < least)
    days_posted = days[bad].astype("int64").astype("str")
    issues = faults(
        short_posting.rule, bad[bad], "posted_to", found=days_posted, expected=str(least)
    )
    return Verdict(int(days.notna().sum()), issues)


@check(
    "incomplete-month",
    title="一个月的账要齐",
    message="{period} 的数据包里没有“{found}”表",
    remedy="把公开单和账目两张表都放进这个月的文件夹。",
)
def incomplete_month(tables: Tables, _: County) -> Verdict:
    """以月份命名的数据包，公开单和逐笔的账目都要有。"""
    monthly = [p for p in tables.packages if _MONTH.fullmatch(p.period)]
    issues = tuple(
        incomplete_month.rule.issue(
            f"{package.path}/datapackage.json",
            found=tables[name].schema.title,
            period=package.period,
        )
        for package in monthly
        for name in ("sheets", "entries")
        if name not in package.files
    )
    return Verdict(len(monthly), issues)


@check(
    "period-outside-package",
    title="月份和文件夹一致",
    message="这一行是 {found} 的账，文件夹却是 {expected}",
    remedy="把这一行放进它自己月份的文件夹。",
)
def period_outside_package(tables: Tables, _: County) -> Verdict:
    """文件夹以月份命名的，里面只放这个月的账。"""
    issues: list[Issue] = []
    rows_checked = 0
    for name in ("sheets", "trial_balances", "funds", "postings", "balances_due"):
        frame = tables.frame(name)
        periods = pd.Series([p.period for p in tables.packages], dtype="str")
        package_period = periods.take(frames.packages_of(tables, tables[name])).set_axis(
            frame.index
        )
        is_monthly = package_period.str.fullmatch(_MONTH.pattern)
        bad = is_monthly & (package_period != frame["period"])
        issues += faults(
            period_outside_package.rule,
            bad[bad],
            "period",
            found=frame["period"][bad],
            expected=package_period[bad],
        )
        rows_checked += len(frame)
    return Verdict(rows_checked, tuple(issues))


@check(
    "book-range",
    title="在账簿的起止之内",
    message="账簿 {book} 登记的月份是 {expected}，没有 {found} 的账",
    remedy="核对月份和账簿编号；账簿的起止月份有变，先改登记表。",
)
def book_range(tables: Tables, county: County) -> Verdict:
    """公开单的月份要在账簿登记的起止月份之内。"""
    frame = tables.frame("sheets")
    since = frame["book_id"].map(county.books["since"])
    until = frame["book_id"].map(county.books["until"])
    bad = (frame["period"] < since).fillna(False) | (frame["period"] > until).fillna(False)
    bad = bad.astype(bool)
    span = since[bad] + " 起" + ("，" + until[bad] + " 止").fillna("")
    issues = faults(
        book_range.rule,
        bad[bad],
        "period",
        found=frame["period"][bad],
        expected=span,
        book=frame["book_id"][bad],
    )
    return Verdict(len(frame), issues)


@check(
    "wrong-keeper",
    title="谁记账谁公开",
    message="账簿 {found} 由 {expected} 记账，却放在 {publisher} 的文件夹里",
    remedy="放进记账单位的文件夹；换了记账单位的，先改登记表。",
)
def wrong_keeper(tables: Tables, county: County) -> Verdict:
    """一本账由登记的记账单位公开，不能放进别的乡镇的文件夹。"""
    frame = tables.shared(frames.monthly_statements).frame
    keeper = frame["book_id"].map(county.books["keeper"])
    bad = (keeper != frame["publisher"]) & keeper.notna()
    rows = frame[bad]
    issues = faults(
        wrong_keeper.rule,
        bad[bad],
        "book_id",
        found=rows["book_id"],
        expected=keeper[bad],
        publisher=rows["publisher"],
    )
    return Verdict(len(frame), issues)
