"""Entries -> does each balance follow from the one before, is each line where it belongs."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from mingbai.check import Proofs, Verdict, check, faults, privacy
from mingbai.county import County
from mingbai.dates import iso_column
from mingbai.issues import Issue
from mingbai.kinds.accounts import frames, reference
from mingbai.kinds.accounts.frames import Bools, Entries, Ints
from mingbai.kinds.accounts.rules.identities import Identity
from mingbai.money import plain_yuan_column
from mingbai.read import Tables

_PERSONS = "个人"
_BLANK = re.compile(r"\s+")
_BESIDE = re.compile(r"\s+|[（(【\[].*?[）)】\]]")
_NAME = re.compile(r"[^\W\d_]([^\W\d_]|[·*×])*")


def _expected_balances(tables: Tables, entries: Entries) -> tuple[Ints, Ints]:
    """By the entry before as it stands, and by everything since the opening, a value an entry."""
    opening = tables.shared(frames.monthly_statements).column("opening_fen")[entries.statement]
    first = np.zeros(len(entries.statement), bool)
    first[entries.starts[:-1][entries.count > 0]] = True
    before = np.where(first, opening, np.roll(entries.balance_fen, 1))
    running = np.cumsum(entries.signed_fen)
    carried = (running - entries.signed_fen)[entries.starts[:-1].clip(max=len(running) - 1)]
    return before + entries.signed_fen, opening + running - carried[entries.statement]


@check(
    "wrong-balance",
    title="每一笔的余额接得上",
    message="余额是 {found}，上一笔的余额加减这一笔是 {expected}，差 {gap}",
    remedy="从上一笔的余额起，加收入、减支出，重新算这一笔的余额。",
)
def wrong_balance(tables: Tables, _: County) -> Verdict:
    """上一笔的余额加这一笔收入、减这一笔支出，等于这一笔的余额；第一笔接期初结余。

    E4. One wrong balance between two right ones is one fault, not two: the line after it, whose
    balance follows from the opening, is not blamed. Proofs are one a statement.
    """
    entries = tables.shared(frames.entries)
    if not len(entries.rows):
        return Verdict(0)
    step, whole = _expected_balances(tables, entries)
    bad = (entries.balance_fen != step) & (entries.balance_fen != whole)
    rows = entries.marked(bad)
    issues = faults(
        wrong_balance.rule,
        rows,
        "balance",
        found=plain_yuan_column(pd.Series(entries.balance_fen[bad], rows.index)),
        expected=plain_yuan_column(pd.Series(step[bad], rows.index)),
        gap=plain_yuan_column(pd.Series((entries.balance_fen - step)[bad], rows.index)),
    )
    return Verdict(len(entries.rows), issues, _last_balances(tables, entries, whole))


def _last_balances(tables: Tables, entries: Entries, whole: Ints) -> Proofs:
    """The last balance of each statement with entries, against opening and all its entries."""
    filled = entries.count > 0
    last = entries.starts[1:][filled] - 1
    frame = tables.shared(frames.monthly_statements).frame[filled]
    identity = Identity(
        frame.index, frame["subject"], whole[last], entries.balance_fen[last], entries.count[filled]
    )
    return identity.proofs()


@check(
    "entry-sequence",
    title="序号连续",
    message="序号是 {found}，按顺序应为 {expected}",
    remedy="本月的账从 001 起顺着编，不跳号、不重号。",
)
def entry_sequence(tables: Tables, _: County) -> Verdict:
    """一本账一个月里，序号从 001 起一个接一个，不能跳，也不能重。"""
    entries = tables.shared(frames.entries)
    at = np.arange(len(entries.rows)) - entries.starts[:-1][entries.statement]
    before = np.where(at == 0, 0, np.roll(entries.number, 1))
    bad = entries.number != before + 1
    rows = entries.marked(bad)
    expected = [f"{n:03d}" for n in (before[bad] + 1).tolist()]
    issues = faults(
        entry_sequence.rule,
        rows,
        "entry_no",
        found=tables.frame("entries")["entry_no"].loc[rows.index],
        expected=pd.Series(expected, index=rows.index, dtype="str"),
    )
    return Verdict(len(entries.rows), issues)


@check(
    "date-outside-month",
    title="日期在本月之内",
    message="日期是 {found}，不在 {expected} 之内",
    remedy="改正日期；不是本月的账，记到它自己的月份去。",
    reach="package",
)
def date_outside_month(tables: Tables, _: County) -> Verdict:
    """每一笔的日期必须在账所属的月份里。"""
    frame = tables.frame("entries")
    days = frame["date"].to_numpy("datetime64[M]").astype(np.int64) + 1970 * 12
    bad = pd.Series(days != frames.months(frame["period"]), index=frame.index)
    rows = bad[bad]
    outside = frame.loc[rows.index]
    issues = faults(
        date_outside_month.rule,
        rows,
        "date",
        found=iso_column(outside["date"]),
        expected=outside["period"],
    )
    return Verdict(len(frame), issues)


def folded_names(names: pd.Series) -> pd.Series:
    """Names as they are compared: without blanks, brackets and what stands in them."""
    unique = names.dropna().unique()
    return names.map({name: _BESIDE.sub("", name) for name in unique}).astype("str")


def signers(tables: Tables) -> pd.DataFrame:
    """Who handled, witnessed and approved each entry, as a number for each name; -1 for nobody.

    Names that are the same when folded have the same number in all three columns.
    """
    frame = tables.frame("entries")
    numbers: dict[str, int] = {}
    columns = {}
    for field in ("handler", "witness", "approver"):
        codes, names = pd.factorize(frame[field])
        folded = [numbers.setdefault(_BESIDE.sub("", name), len(numbers)) for name in names]
        columns[field] = np.array([*folded, -1], np.int32)[codes]  # nobody has the code -1
    return pd.DataFrame(columns, index=frame.index)


@check(
    "same-person",
    title="经手人和审批人不是同一人",
    message="经手人和审批人都是“{found}”",
    remedy="自己经手的钱不能自己批；填真正的审批人，没有别人审批过的不能入账。",
    reach="package",
)
def same_person(tables: Tables, _: County) -> Verdict:
    """办事的人不能批自己的钱：经手人和审批人必须是两个人。"""
    frame = tables.frame("entries")
    people = tables.shared(signers)
    bad = (people["handler"] == people["approver"]) & (people["handler"] >= 0)
    issues = faults(same_person.rule, bad[bad], "approver", found=frame["approver"])
    return Verdict(len(frame), issues)


@check(
    "not-a-name",
    title="姓名栏只写姓名",
    message="“{found}”不是姓名",
    remedy="只写姓名，不加职务、称呼、括号；不写“无”“同上”“——”。没有证明人的，证明人留空。",
    reach="package",
)
def not_a_name(tables: Tables, county: County) -> Verdict:
    """经手人、证明人、审批人只写姓名，不写职务，不用“无”“同上”“——”代替。

    Blanks inside a name are allowed; titles and placeholders are data, `reference/names.csv`.
    """
    del county
    frame = tables.frame("entries")
    issues: list[Issue] = []
    for field in ("handler", "witness", "approver"):
        names = frame[field].dropna()
        unique = pd.Series(names.unique(), dtype="str")
        bad = names.isin(unique[_no_names(unique)])
        issues += faults(not_a_name.rule, bad[bad], field, found=names[bad])
    return Verdict(len(frame), tuple(issues))


def _no_names(texts: pd.Series) -> Bools:
    """Placeholders, posts and titles beside a name, and what has more than letters, masks, dots."""
    words = reference.not_names()
    posts = tuple(words["word"][words["use"] == "职务"])
    titles = tuple(words["word"][words["use"] == "称呼"])
    placeholders = frozenset(words["word"][words["use"] == "占位"])
    return np.array(
        [
            not _NAME.fullmatch(name)
            or name in placeholders
            or name.endswith(titles)
            or any(post in name for post in posts)
            for name in (_BLANK.sub("", text) for text in texts)
        ],
        bool,
    )


@check(
    "unmasked-payee",
    title="收款方写清是谁，不露个人姓名",
    message="收款方“{found}”看上去是个人姓名",
    remedy="单位写全称；个人只写“个人”，或遮住名字，如“张*”。",
    reach="package",
)
def unmasked_payee(tables: Tables, _: County) -> Verdict:
    """收款方是单位的写单位全称；是个人的只写“个人”，或遮住名字，如“张*”。

    The report hides the name too: all but its first character.
    """
    payees = tables.frame("entries")["payee"].dropna()
    names = {name for name in payees.unique() if not may_be_shown(name)}
    found = payees[payees.isin(names)]
    hidden = found.str[:1] + found.str.slice(1).str.replace(".", "*", regex=True)
    bad = pd.Series(True, index=found.index)
    return Verdict(len(payees), faults(unmasked_payee.rule, bad, "payee", found=hidden))


def may_be_shown(payee: str) -> bool:
    """Whether it is a firm, 个人, or a name of which the given part is hidden."""
    return payee == _PERSONS or privacy.hides_person(payee)


@check(
    "unknown-item",
    title="公开项目要在 44 项之内",
    message="公开项目 {found} 不在财务公开项目表里",
    remedy="对照财务公开项目表，改成表里的编号，如 F2.1。",
    reach="package",
)
def unknown_item(tables: Tables, _: County) -> Verdict:
    """每一笔都要归到财务公开 44 项中的一项（资源和其他事项两类只有大类）。"""
    known = reference.items().index
    issues: list[Issue] = []
    for name in ("entries", "plans"):
        codes = tables.frame(name)["disclosure_code"]
        bad = ~codes.isin(known)
        issues += faults(unknown_item.rule, bad[bad], "disclosure_code", found=codes[bad])
    return Verdict(len(tables.frame("entries")) + len(tables.frame("plans")), tuple(issues))


@check(
    "wrong-item-direction",
    title="公开项目和收支一致",
    message="公开项目 {found} 是{expected}，这一行写的是{direction}",
    remedy="收入用 F2 开头的项目，支出用 F3 开头的项目。",
    reach="package",
)
def wrong_item_direction(tables: Tables, _: County) -> Verdict:
    """收入的公开项目归“各项收入”，支出的归“各项支出”；其余大类收支都可以。"""
    sides = reference.items()["direction"]
    issues: list[Issue] = []
    for name in ("entries", "plans"):
        frame = tables.frame(name)
        rows = frame[_against(frame, sides)]
        issues += faults(
            wrong_item_direction.rule,
            pd.Series(True, index=rows.index),
            "disclosure_code",
            found=rows["disclosure_code"],
            expected=rows["disclosure_code"].map(sides),
            direction=rows["direction"],
        )
    return Verdict(len(tables.frame("entries")) + len(tables.frame("plans")), tuple(issues))


def _against(frame: pd.DataFrame, sides: pd.Series) -> Bools:
    """Rows of an item of one side that stand on the other; items of both sides are on none."""
    codes, items = pd.factorize(frame["disclosure_code"])
    directions, words = pd.factorize(frame["direction"])
    of_item = sides.reindex(items).fillna("").to_numpy(object)
    is_against = (of_item[:, None] != np.asarray(words, object)) & (of_item != "")[:, None]
    is_missing = (codes < 0) | (directions < 0)
    return np.asarray(is_against[codes, directions] & ~is_missing, bool)
