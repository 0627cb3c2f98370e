"""Rules of contacts and leaders: somebody answers for every place, and can be reached."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from mingbai.check import Verdict, check, faults, telephones
from mingbai.county import County
from mingbai.issues import Issue, Rule, Severity
from mingbai.kinds.registry.rules.rows import one_home, ordered_dates
from mingbai.read import Tables

_REMEDY = (
    "在联系渠道表里登记这个地方的办公电话和时间（用途“办公”、渠道“电话”）；"
    "办公电话不是个人信息，要公布。"
)

_CALLED = ("电话", "短信")
_E_MAIL = r"[^\s@<>\"',;]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"


def _unreachable(rule: Rule, tables: Tables) -> Iterator[Issue]:
    """Townships and villages without an office telephone and hours; agencies without a number."""
    places, agencies, contacts = (tables.frame(n) for n in ("places", "agencies", "contacts"))
    phones = contacts[(contacts["purpose"] == "办公") & (contacts["channel"] == "电话")]
    with_hours = phones.loc[phones["hours"].notna(), "place_code"]
    governments = agencies[agencies["class"] == "乡镇政府"]
    governments = governments[governments["phone"].notna() & governments["hours"].notna()]
    is_reached = places["place_code"].isin([*with_hours, *governments["place_code"]])
    bad = places["kind"].isin(["乡镇", "村"]) & ~is_reached
    yield from faults(rule, bad, "place_code", found=places["name"])
    silent = agencies["phone"].isna() & ~agencies["slug"].isin(phones["agency"])
    yield from faults(rule, silent, "phone", found=agencies["name"])


def _looked_at(tables: Tables) -> int:
    return len(tables.frame("places")) + len(tables.frame("agencies"))


@check(
    "office-unpublished",
    title="乡镇和村都要有办公电话和办公时间",
    message="{found}没有公布办公电话和办公时间",
    remedy=_REMEDY,
)
def office_unpublished(tables: Tables, county: County) -> Verdict:
    """县里正式发布以后，每个乡镇、村都要公布办公电话和办公时间，每个单位都要有电话：找谁问，不能问到最后没有一个号码。"""
    if not county.setting("first_release"):
        return Verdict(0)
    return Verdict(_looked_at(tables), tuple(_unreachable(office_unpublished.rule, tables)))


@check(
    "office-unpublished-yet",
    title="导入的目录也要补上办公电话",
    message="{found}还没有公布办公电话和办公时间",
    remedy=_REMEDY,
    severity=Severity.WARNING,
)
def office_unpublished_yet(tables: Tables, county: County) -> Verdict:
    """还没有写明首次发布日期的目录，缺办公电话的只提醒，网页上写“还没有公布”。"""
    if county.setting("first_release"):
        return Verdict(0)
    return Verdict(_looked_at(tables), tuple(_unreachable(office_unpublished_yet.rule, tables)))


@check(
    "contact-one-home",
    title="一个渠道属于一个单位或一个地方",
    message="单位和地方{found}",
    remedy="单位的渠道只填单位，乡镇、村和县的渠道只填地方。",
)
def contact_one_home(tables: Tables, _: County) -> Verdict:
    """联系渠道要么是单位的，要么是地方的，只填一处。"""
    return one_home(contact_one_home.rule, tables.frame("contacts"))


def _numbers(tables: Tables) -> Iterator[tuple[str, pd.Series]]:
    """(field, its cells) for each column of telephones; of the channels those that are called."""
    for table in tables:
        for field in telephones.fields(table.schema):
            yield field.name, table.frame[field.column]
    contacts = tables.frame("contacts")
    yield "address", contacts.loc[contacts["channel"].isin(_CALLED), "address"]


@check(
    "not-a-telephone",
    title="电话栏里写的是电话",
    message="“{found}”不是电话号码",
    remedy=telephones.HOW,
)
def not_a_telephone(tables: Tables, _: County) -> Verdict:
    """单位、窗口、岗位的电话，和电话、短信渠道的号码，写的要是能拨的号码。"""
    columns = list(_numbers(tables))
    issues = [
        issue
        for field, cells in columns
        for issue in faults(not_a_telephone.rule, telephones.are_none(cells), field, found=cells)
    ]
    return Verdict(sum(int(cells.notna().sum()) for _, cells in columns), tuple(issues))


@check(
    "not-an-e-mail-address",
    title="电子邮件渠道写的是邮箱",
    message="“{found}”不是邮箱地址",
    remedy="写成 名字@网站 的样子，如 tousu@qingyuan.example；没有邮箱的，删掉这个渠道。",
)
def not_an_e_mail_address(tables: Tables, _: County) -> Verdict:
    """电子邮件渠道的地址要是寄得到的邮箱。"""
    contacts = tables.frame("contacts")
    addresses = contacts.loc[contacts["channel"] == "电子邮件", "address"]
    bad = ~addresses.astype("str").str.fullmatch(_E_MAIL)
    issues = faults(not_an_e_mail_address.rule, bad, "address", found=addresses)
    return Verdict(len(addresses), issues)


@check(
    "leader-dates",
    title="离任日期不早于任职日期",
    message="离任日期 {found} 早于任职日期 {expected}",
    remedy="核对两个日期；在任的，离任日期留空。",
)
def leader_dates(tables: Tables, _: County) -> Verdict:
    """负责人从任职日期起在任，到离任日期止。"""
    return ordered_dates(leader_dates.rule, tables.frame("leaders"), "since", "until")


CHECKS = (
    office_unpublished,
    office_unpublished_yet,
    contact_one_home,
    not_a_telephone,
    not_an_e_mail_address,
    leader_dates,
)
