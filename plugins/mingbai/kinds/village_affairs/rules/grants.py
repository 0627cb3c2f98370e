"""Rules of grants and land compensation: lists add up, nothing is given before it came."""

from __future__ import annotations

import pandas as pd

from mingbai.check import Verdict, check, faults, lookup, prove
from mingbai.county import County
from mingbai.issues import Issue
from mingbai.kinds.village_affairs.payments import LEDGER, RECEIVED
from mingbai.money import yuan_column
from mingbai.read import Tables

_LAST_STAGE = "结果"


def _with_lists(tables: Tables) -> pd.DataFrame:
    """Grants whose list is told, on their own index, with list_fen and list_lines."""
    grants, lists = tables.frame("grants"), tables.frame("person_lists")
    by_list = lists.groupby("list_no")["amount_fen"]
    listed = grants[grants["list_no"].isin(lists["list_no"])]
    return listed.assign(
        list_fen=lookup(listed["list_no"], by_list.sum()).fillna(0).astype("int64"),
        list_lines=lookup(listed["list_no"], by_list.size()).fillna(0).astype("int64"),
    )


@check(
    "list-differs-from-grant",
    title="名单加起来等于发放总数",
    message="发放总数写 {found} 元，名单加起来是 {expected} 元",
    remedy="核对名单里每个人的金额和发放总数。",
)
def list_differs_from_grant(tables: Tables, _: County) -> Verdict:
    """公示了名单的补贴补偿，名单里每个人的金额加起来要等于发放的总数。"""
    frame = _with_lists(tables)
    issues = faults(
        list_differs_from_grant.rule,
        frame["list_fen"] != frame["amount_fen"],
        "amount",
        found=yuan_column(frame["amount_fen"]),
        expected=yuan_column(frame["list_fen"]),
    )
    proofs = prove(frame["grant_no"], frame["list_fen"], frame["amount_fen"], frame["list_lines"])
    return Verdict(len(frame), issues, proofs)


@check(
    "list-counts-other-persons",
    title="名单有几个人，就发给几个人",
    message="发放人数写 {found} 人，名单上有 {expected} 人",
    remedy="核对名单和人数。",
)
def list_counts_other_persons(tables: Tables, _: County) -> Verdict:
    """公示了名单的补贴补偿，发放人数要等于名单上的人数。"""
    frame = _with_lists(tables)
    issues = faults(
        list_counts_other_persons.rule,
        frame["list_lines"] != frame["persons"],
        "persons",
        found=frame["persons"].astype("str"),
        expected=frame["list_lines"].astype("str"),
    )
    return Verdict(len(frame), issues)


@check(
    "grant-channel",
    title="从哪里发，写清楚",
    message="“{found}”发的，{expected}",
    remedy="从村里的账上发的，写账簿编号；一卡通直接发的，账簿和凭证都留空。",
)
def grant_channel(tables: Tables, _: County) -> Verdict:
    """从村里的账上发的补贴要写记在哪本账；县里直接打到一卡通的，不经过村里的账。"""
    frame = tables.frame("grants")
    is_ledger, has_book = frame["channel"] == LEDGER, frame["book_id"].notna()
    has_any = has_book | frame["voucher_no"].notna()
    sides = ((is_ledger & ~has_book, "要写账簿编号"), (~is_ledger & has_any, "不写账簿和凭证"))
    issues: tuple[Issue, ...] = ()
    for bad, expected in sides:
        issues += faults(
            grant_channel.rule, bad, "channel", found=frame["channel"], expected=expected
        )
    return Verdict(len(frame), issues)


@check(
    "compensation-not-received",
    title="征地补偿款收到多少，才能发多少",
    message="到这一笔为止发放和留下 {found} 元，收到的只有 {expected} 元",
    remedy="核对金额和日期；补上漏写的收款。",
)
def compensation_not_received(tables: Tables, _: County) -> Verdict:
    """征地补偿款发给各户的和留在集体的，任何时候都不能超过已经收到的。"""
    frame = tables.frame("compensations")
    received_first = (frame["movement"] != RECEIVED).astype("int64")
    ordered = frame.assign(rank=received_first).sort_values(
        ["matter_no", "date", "rank", "line_no"], kind="stable"
    )
    is_received = ordered["movement"] == RECEIVED
    amount, matter = ordered["amount_fen"], ordered["matter_no"]
    received = amount.where(is_received, 0).groupby(matter).cumsum()
    given = amount.where(~is_received, 0).groupby(matter).cumsum()
    issues = faults(
        compensation_not_received.rule,
        ~is_received & (given > received),
        "amount",
        found=yuan_column(given),
        expected=yuan_column(received),
    )
    return Verdict(len(frame), issues)


@check(
    "compensation-not-distributed",
    title="征地补偿款要有去处",
    message="收到 {expected} 元，发放和留在集体的一共 {found} 元",
    remedy="公开了结果的，把每一笔发放和留在集体的都写上；没有发完的，先不公开结果。",
)
def compensation_not_distributed(tables: Tables, _: County) -> Verdict:
    """征地补偿公开了结果的，收到的每一分钱都要写明发给各户还是留在集体。"""
    frame, matters = tables.frame("compensations"), tables.frame("matters")
    ended = matters.loc[matters["stage"] == _LAST_STAGE, "matter_no"]
    ended_rows = frame[frame["matter_no"].isin(ended)]
    is_received = ended_rows["movement"] == RECEIVED
    by_matter = ended_rows["matter_no"]
    received = ended_rows["amount_fen"].where(is_received, 0).groupby(by_matter).transform("sum")
    given = ended_rows["amount_fen"].where(~is_received, 0).groupby(by_matter).transform("sum")
    first = ~by_matter.duplicated()
    issues = faults(
        compensation_not_distributed.rule,
        first & (given != received),
        "amount",
        found=yuan_column(given),
        expected=yuan_column(received),
    )
    lines = ended_rows.groupby(by_matter)["amount_fen"].transform("size")
    proofs = prove(by_matter[first], received[first], given[first], lines[first])
    return Verdict(int(first.sum()), issues, proofs)


CHECKS = (
    list_differs_from_grant,
    list_counts_other_persons,
    grant_channel,
    compensation_not_received,
    compensation_not_distributed,
)
