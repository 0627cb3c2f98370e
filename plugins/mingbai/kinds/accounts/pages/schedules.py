"""What a book publishes beside its entries -> tables: trial balances, funds, plans, statements.

Rows of all books of a batch become HTML at once, of the months or years that are asked for; a page
is given its own part.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import pandas as pd

from mingbai.dates import iso_column
from mingbai.kinds.accounts import reference
from mingbai.kinds.accounts.books import MonthlyStatement
from mingbai.money import yuan_column
from mingbai.page import Cells, Column, Slices, TableView, row_texts, share
from mingbai.read import Tables

TitledCells = Sequence[tuple[Column, Cells]]


@dataclass(frozen=True)
class Schedules:
    """Schedules 附表 of one sort, by key: (book_id, month or year), of statements also the name."""

    id: str
    caption: str
    columns: tuple[Column, ...]
    html: Slices
    at: Mapping[tuple[str, ...], tuple[int, int]]
    mode: str = "frame"
    unit: str = "（元）"

    def table(self, key: tuple[str, ...], prefix: str = "") -> TableView | None:
        """The table of one key, or None where nothing was published."""
        if key not in self.at:
            return None
        body = self.html.between(*self.at[key])
        caption = f"{self.caption}{self.unit}" if len(key) < 3 else f"{key[2]}（元）"
        id_ = f"{prefix}{self.id}" if len(key) < 3 else f"{prefix}{self.id}-{key[2]}"
        return TableView(id_, caption, self.columns, body, mode=self.mode)


def _schedules(
    id_: str, caption: str, frame: pd.DataFrame, key: Sequence[str], columns: TitledCells
) -> Schedules:
    """frame: sorted by `key`; columns: of the same rows."""
    first = ~frame.duplicated(list(key)).to_numpy(bool)
    starts = [*np.flatnonzero(first).tolist(), len(frame)]
    keys = frame.loc[first, list(key)].itertuples(index=False, name=None)
    at = dict(zip(keys, pairwise(starts), strict=True))
    html = row_texts([cells for _, cells in columns]).slices()
    return Schedules(id_, caption, tuple(column for column, _ in columns), html, at)


@dataclass(frozen=True)
class Wanted:
    """Of which books, and of which months or years."""

    books: Collection[str]
    periods: Collection[str]

    def rows(self, tables: Tables, name: str, key: Sequence[str]) -> pd.DataFrame:
        """The rows of a table in the order of `key`, whose second field is the period."""
        frame = tables.frame(name)
        is_own = frame["book_id"].isin(list(self.books)) & frame[key[1]].isin(list(self.periods))
        return frame[is_own].sort_values(list(key), kind="stable")


def of_months(tables: Tables, statements: Sequence[MonthlyStatement]) -> tuple[Schedules, ...]:
    """What stands below these months, in the order of a page; nothing where there is no month."""
    if not statements:
        return ()
    wanted = Wanted({s.book_id for s in statements}, {s.period for s in statements})
    makers = (by_item, funds, trial_balances, balances_due, postings)
    return tuple(make(tables, wanted) for make in makers)


def _money(frame: pd.DataFrame, name: str) -> Cells:
    return Cells(yuan_column(frame[f"{name}_fen"]), "num")


def funds(tables: Tables, wanted: Wanted) -> Schedules:
    """Earmarked funds by (book_id, period)."""
    key = ["book_id", "period"]
    frame = wanted.rows(tables, "funds", [*key, "fund_no"])
    names = ("opening", "received", "spent", "closing")
    titles = ("期初", "本月收", "本月支", "期末")
    columns = [
        (Column("项目"), Cells(frame["name"], "head")),
        (Column("编号"), Cells(frame["fund_no"], "code")),
        *((Column(t, True), _money(frame, n)) for t, n in zip(titles, names, strict=True)),
    ]
    return _schedules("funds", "专项资金", frame, key, columns)


def by_item(tables: Tables, wanted: Wanted) -> Schedules:
    """The lines of a month by the items of the law, in its order, by (book_id, period).

    The last row names the items of income and expense under which the month has nothing.
    """
    key = ["book_id", "period"]
    entries = wanted.rows(tables, "entries", key)
    sums = entries.groupby([*key, "disclosure_code"])["amount_fen"].agg(["sum", "size"])
    frame = sums.reset_index()
    known = reference.items()
    order = pd.Series(range(len(known)), index=known.index)
    frame["order"] = frame["disclosure_code"].map(order)
    names = frame["disclosure_code"].map(known["name"])
    frame["name"] = frame["disclosure_code"].str[1:] + " " + names
    frame["side"] = frame["disclosure_code"].map(known["direction"])
    frame["amount"] = yuan_column(frame["sum"])
    frame["count"] = frame["size"].astype("str") + " 笔"
    frame = pd.concat([frame, _without_lines(frame)])
    frame = frame.sort_values([*key, "order"], kind="stable")
    columns = [
        (Column("公开项目"), Cells(frame["name"], "head")),
        (Column("收支"), Cells(frame["side"])),
        (Column("笔数", True), Cells(frame["count"], "num")),
        (Column("金额", True), Cells(frame["amount"], "num")),
    ]
    return replace(_schedules("items", "按公开项目", frame, key, columns), mode="")


def _without_lines(frame: pd.DataFrame) -> pd.DataFrame:
    """A row a month: the items of income and expense that no line is booked to."""
    names = {str(code): str(name) for code, name in reference.items()["short"].items()}
    asked = [code for code in names if code.startswith(("F2.", "F3."))]
    rows = [
        (*key, len(names), f"本月没有：{'、'.join(names[c] for c in asked if c not in used)}")
        for key, codes in frame.groupby(["book_id", "period"])["disclosure_code"]
        for used in (set(codes),)
    ]
    return pd.DataFrame(rows, columns=["book_id", "period", "order", "name"])


def trial_balances(tables: Tables, wanted: Wanted) -> Schedules:
    """Trial balances by (book_id, period)."""
    key = ["book_id", "period"]
    frame = wanted.rows(tables, "trial_balances", [*key, "account_code"])
    charts = {p: reference.chart_of(p) for p in frame["period"].unique()}
    places = pd.MultiIndex.from_arrays([frame["period"].map(charts), frame["account_code"].str[:3]])
    names = reference.subjects()["name"].reindex(places).set_axis(frame.index)
    sides = (
        "opening_debit",
        "opening_credit",
        "debit",
        "credit",
        "closing_debit",
        "closing_credit",
    )
    titles = ("期初借方", "期初贷方", "本期借方", "本期贷方", "期末借方", "期末贷方")
    columns = [
        (Column("科目"), Cells(frame["account_code"] + (" " + names).fillna(""), "head")),
        *((Column(t, True), _money(frame, n)) for t, n in zip(titles, sides, strict=True)),
    ]
    return _schedules("accounts", "科目余额", frame, key, columns)


def postings(tables: Tables, wanted: Wanted) -> Schedules:
    """Where and how long the sheet hung, and who signed it, by (book_id, period)."""
    key = ["book_id", "period"]
    frame = wanted.rows(tables, "postings", [*key, "posted_from"])
    photo = frame["photo_name"].fillna("没有照片")
    fingerprint = "，指纹 " + frame["photo_sha256"].str[:12] + "…"
    until = iso_column(frame["posted_to"]).fillna("还贴着")
    columns = [
        (Column("张贴地点"), Cells(frame["place"], "head")),
        (Column("张贴时间"), Cells(iso_column(frame["posted_from"]) + " 至 " + until)),
        (Column("村集体负责人"), Cells(frame["head"])),
        (Column("主管会计"), Cells(frame["accountant"])),
        (Column("民主理财小组"), Cells(frame["reviewers"])),
        (Column("照片"), Cells(photo + fingerprint.fillna(""))),
    ]
    made = _schedules("postings", "张贴和签字", frame, key, columns)
    return replace(made, mode="stack", unit="")


def balances_due(tables: Tables, wanted: Wanted) -> Schedules:
    """Who owes the village and whom it owes, one by one, by (book_id, period)."""
    key = ["book_id", "period"]
    frame = wanted.rows(tables, "balances_due", [*key, "item_no"])
    columns = [
        (Column("对方"), Cells(frame["party"], "head")),
        (Column("应收应付"), Cells(frame["side"])),
        (Column("哪天欠下的"), Cells(frame["since"], "date")),
        (Column("事由"), Cells(frame["reason"])),
        (Column("金额", True), _money(frame, "amount")),
    ]
    return replace(_schedules("due", "债权债务明细", frame, key, columns), mode="stack")


def assemblies(tables: Tables, wanted: Wanted) -> Schedules:
    """The assembly that decided on a year's reports and distribution, by (book_id, year)."""
    key = ["book_id", "year"]
    frame = wanted.rows(tables, "assemblies", key)
    counts = (
        ("应到（人）", "eligible"),
        ("实到（人）", "present"),
        ("赞成（票）", "in_favour"),
        ("反对（票）", "against"),
        ("弃权（票）", "abstained"),
    )
    columns = [
        (Column("会议"), Cells(frame["kind"], "head")),
        (Column("报告公开"), Cells(frame["available_on"], "date")),
        (Column("开会"), Cells(frame["held_on"], "date")),
        *((Column(title, True), Cells(frame[name], "num")) for title, name in counts),
    ]
    made = _schedules("assembly", "年度报告和收益分配的表决", frame, key, columns)
    return replace(made, mode="stack", unit="")


def statements(tables: Tables, wanted: Wanted) -> Schedules:
    """Annual statements by (book_id, year, statement), lines in the order they were filed."""
    key = ["book_id", "year", "statement"]
    frame = wanted.rows(tables, "statements", key)
    columns = [
        (Column("项目"), Cells(frame["line"], "head")),
        (Column("金额", True), _money(frame, "amount")),
    ]
    return _schedules("statement", "年度报表", frame, key, columns)


def plans(tables: Tables, wanted: Wanted) -> Schedules:
    """Plans by (book_id, year), each item with what was done of it so far."""
    key = ["book_id", "year"]
    frame = wanted.rows(tables, "plans", [*key, "direction", "disclosure_code"])
    done = _done(tables, frame)
    planned = frame["amount_fen"].tolist()
    parts = [share(d, p) for d, p in zip(done.tolist(), planned, strict=True)]
    items = frame["disclosure_code"].map(reference.items()["name"])
    columns = [
        (Column("项目"), Cells(items, "head")),
        (Column("收支"), Cells(frame["direction"])),
        (Column("计划", True), _money(frame, "amount")),
        (Column("已完成", True), Cells(yuan_column(done), "num")),
        (Column("完成", True), Cells(parts, "num")),
        (Column("表决日期"), Cells(frame["decided_on"], "date")),
    ]
    return _schedules("plan", "财务计划和完成情况", frame, key, columns)


def _done(tables: Tables, plan: pd.DataFrame) -> pd.Series:
    """What was received or spent under each planned item in its year, in 分."""
    frame = tables.frame("entries")
    entries = frame[frame["book_id"].isin(plan["book_id"].unique())]
    entries = entries[entries["period"].str[:4].isin(plan["year"].unique())]
    period = entries["period"].str[:4]
    keys = [entries["book_id"], period, entries["direction"], entries["disclosure_code"]]
    sums = entries.groupby(keys)["amount_fen"].sum()
    planned_items = pd.MultiIndex.from_frame(
        plan[["book_id", "year", "direction", "disclosure_code"]]
    )
    return sums.reindex(planned_items, fill_value=0).set_axis(plan.index).astype("int64")
