"""Rules of money paid: what a project was paid, payment by payment; attachments that are there."""

from __future__ import annotations

import pandas as pd

from mingbai.check import Verdict, check, faults, lookup, prove, published
from mingbai.county import County
from mingbai.dates import iso_column
from mingbai.issues import Issue
from mingbai.kinds.village_affairs import attachments
from mingbai.kinds.village_affairs.payments import paid_by_publication
from mingbai.money import yuan_column
from mingbai.read import Tables


@check(
    "payments-differ-from-paid",
    title="到公开那天，逐笔付款加起来等于已付金额",
    message="已付金额写 {found} 元，逐笔付款加起来是 {expected} 元",
    remedy="漏了的付款补上，写错的金额改正；工程公开以后再付的，写在后来的数据包里。",
)
def payments_differ_from_paid(tables: Tables, _: County) -> Verdict:
    """一项工程公开了逐笔付款的，到工程公开那天为止，每一笔加起来要等于已付金额。"""
    frame = paid_by_publication(tables)
    issues = faults(
        payments_differ_from_paid.rule,
        frame["paid_fen"] != frame["told_fen"],
        "paid",
        found=yuan_column(frame["paid_fen"]),
        expected=yuan_column(frame["told_fen"]),
    )
    proofs = prove(frame["project_no"], frame["told_fen"], frame["paid_fen"], frame["payments"])
    return Verdict(len(frame), issues, proofs)


@check(
    "payment-date",
    title="先决定，再付款，付了才公开",
    message="付款日期 {found} 不在 {expected} 之间",
    remedy="核对付款日期：不能早于会议决定的那天，也不能晚于公开的那天。",
)
def payment_date(tables: Tables, _: County) -> Verdict:
    """工程的钱在会议决定以后才能付；还没有付的，不能写成已经付了。"""
    payments = tables.frame("payments")
    matter = tables.frame("projects").set_index("project_no")["matter_no"]
    decided = tables.frame("matters").drop_duplicates("matter_no").set_index("matter_no")["decided"]
    first = lookup(lookup(payments["project_no"], matter), decided)
    last = published(tables, tables["payments"])
    issues = faults(
        payment_date.rule,
        (payments["date"] < first) | (payments["date"] > last),
        "date",
        found=iso_column(payments["date"]),
        expected=iso_column(first).fillna("决定那天") + " 和 " + iso_column(last),
    )
    return Verdict(len(payments), issues)


@check(
    "book-of-another-village",
    title="本村的钱记在本村的账上",
    message="账簿 {found} 不是 {expected} 的账",
    remedy="改成本村或者本村小组的账簿编号。",
)
def book_of_another_village(tables: Tables, county: County) -> Verdict:
    """工程付款、补贴补偿发放和征地补偿写的账簿，要是这个村或者它的小组的账。"""
    project_place = tables.frame("projects").set_index("project_no")["place_code"]
    payments = tables.frame("payments")
    places = {
        "payments": lookup(payments["project_no"], project_place),
        "grants": tables.frame("grants")["place_code"],
        "compensations": tables.frame("compensations")["place_code"],
    }
    issues: list[Issue] = []
    looked_at = 0
    for table, place in places.items():
        book = tables.frame(table)["book_id"]
        home = lookup(book, county.books["place_code"])
        is_known = home.notna() & place.notna()
        looked_at += int(is_known.sum())
        bad = is_known & (_village(home) != _village(place))
        issues += faults(book_of_another_village.rule, bad, "book_id", found=book, expected=place)
    return Verdict(looked_at, tuple(issues))


def _village(place: pd.Series) -> pd.Series:
    """The village of places: a group's code is its village's with a tail."""
    return place.astype("str").str.replace("-.*$", "", regex=True)


@check(
    "attachment-missing",
    title="写了附件就要有附件",
    message="attachments 文件夹里没有“{found}”",
    remedy="把文件放进本数据包的 attachments 文件夹，名字一字不差；没有附件的留空。",
)
def attachment_missing(tables: Tables, _: County) -> Verdict:
    """村务事项里写了附件的，文件要放在本数据包的 attachments 文件夹里。"""
    there = attachments.are_there(tables)
    names = tables.frame("matters")["attachment"]
    issues = faults(attachment_missing.rule, ~there, "attachment", found=names)
    return Verdict(len(there), issues)


CHECKS = (
    payments_differ_from_paid,
    payment_date,
    book_of_another_village,
    attachment_missing,
)
