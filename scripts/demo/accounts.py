"""Plan -> the books' ledgers: one package a township and month, plans and statements by year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import cast

import numpy as np
import pandas as pd

from demo import (
    content,
    duties,
    lettings,
    months,
    payees,
    plans,
    rents,
    sheets,
    statements,
    trial_balances,
)
from demo.chance import Chance
from demo.packages import DemoPackage
from demo.plan import Plan
from demo.trial_balances import TrialBalances

_ENTRIES = [
    "book_id",
    "period",
    "entry_no",
    "date",
    "voucher_no",
    "subject_code",
    "disclosure_code",
    "summary",
    "direction",
    "amount_fen",
    "balance_fen",
    "payee",
    "handler",
    "witness",
    "approver",
    "attachments",
    "contract_no",
    "fund_no",
    "note",
]
_CHART_SINCE = "2024-01"  # trial balances are of the chart that has been in force since


def packages(plan: Plan, chance: Chance) -> Iterator[DemoPackage]:
    """Monthly packages of all townships, oldest first, then plans, then statements."""
    tables = _Tables(plan, chance)
    for month, period in enumerate(plan.periods):
        for place in content.records(plan.towns):
            yield _month(tables, place, month, period)
    for year in sorted({period[:4] for period in plan.periods if period.endswith("-01")}):
        for place in content.records(plan.towns):
            yield _plans(tables, place, year)
    for december, period in enumerate(plan.periods):
        if _closes_a_year(december, period):
            for place in content.records(plan.towns):
                yield from _statements(tables, place, december)


@dataclass(frozen=True, eq=False)
class _Tables:
    """All rows of all packages, with the position of their month, by (township, month)."""

    plan: Plan
    chance: Chance

    @cached_property
    def balances(self) -> TrialBalances:
        plan, chance = self.plan, self.chance.of("trial")
        costs = lettings.asset_costs(plan.lettings)
        return trial_balances.trial_balances(plan.ledgers, plan.receivables, costs, chance)

    @cached_property
    def monthly(self) -> Mapping[str, Mapping[tuple[str, int], pd.DataFrame]]:
        """Table -> (township, month) -> its rows."""
        ledgers = self.plan.ledgers
        frames = {
            "sheets": sheets.table(ledgers, self._published(), self.chance.of("sheets")),
            "entries": _entries(self._paid(ledgers.entries)),
            "trial_balances": self._trial_balances(),
            "funds": ledgers.funds,
            "balances_due": self._balances_due(),
            "assemblies": self._assemblies(),
        }
        frames["postings"] = duties.postings(frames["sheets"], ledgers.books, self._accountants())
        return {name: self._split(frame) for name, frame in frames.items()}

    def _balances_due(self) -> pd.DataFrame:
        plan, told_months = self.plan, duties.told_months(self.plan.periods)
        debts = rents.debts(plan.lettings, plan.ledgers.books, plan.periods, told_months)
        return duties.balances_due(self.balances, debts, plan.periods, self.chance.of("due"))

    def _accountants(self) -> Mapping[str, str]:
        """Who keeps the books of each township."""
        posts = self.plan.posts
        keepers = posts[posts["name"] == "村账代理会计岗"]
        return dict(zip(keepers["agency"], keepers["holder"], strict=True))

    def _assemblies(self) -> pd.DataFrame:
        plan = self.plan
        years = [p[:4] for at, p in enumerate(plan.periods) if _closes_a_year(at, p)]
        published = {year: day for year in years if (day := _statements_day(year)) <= plan.as_of}
        return duties.assemblies(
            plan.ledgers.books, plan.periods, published, self.chance.of("assemblies")
        )

    def _published(self) -> np.ndarray:
        """Day by [book, month]."""
        plan = self.plan
        days = {
            town: np.array([plan.published(town, p) for p in plan.periods], dtype="datetime64[D]")
            for town in plan.towns["town"]
        }
        return np.stack([days[town] for town in plan.ledgers.books["town"]])

    def _paid(self, entries: pd.DataFrame) -> pd.DataFrame:
        """With a payee where money went out; whom a work was paid to is known already."""
        names = payees.payees(entries, len(self.plan.ledgers.books), self.chance.of("payees"))
        return entries.assign(payee=entries["payee"].where(entries["payee"].notna(), names))

    def _trial_balances(self) -> pd.DataFrame:
        frame = trial_balances.table(self.balances)
        since = sum(period < _CHART_SINCE for period in self.plan.periods)
        return frame[frame["month"] >= since]

    def named(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Positions of books turned into their ids, with the township beside."""
        books = self.plan.ledgers.books
        at = frame["book"].to_numpy()
        return frame.drop(columns="book").assign(
            book_id=books["book_id"].to_numpy()[at], town=books["town"].to_numpy()[at]
        )

    def _split(self, frame: pd.DataFrame) -> Mapping[tuple[str, int], pd.DataFrame]:
        """By township and month, without the months that a book has not published."""
        frame = frame.astype({"book": "int64", "month": "int64"})  # a table may have no rows
        last = len(self.plan.periods)
        lacking = self.plan.ledgers.books["book_id"].map(self.plan.missing).fillna(0).astype(int)
        is_there = frame["month"].to_numpy() < last - lacking.to_numpy()[frame["book"].to_numpy()]
        rows = self.named(frame[is_there])
        period = np.array(self.plan.periods, dtype=object)[rows["month"]]
        groups = rows.assign(period=period).groupby(["town", "month"], sort=False)
        at = {key: rows_of_month.drop(columns=["town", "month"]) for key, rows_of_month in groups}
        return cast(Mapping[tuple[str, int], pd.DataFrame], at)


def _closes_a_year(at: int, period: str) -> bool:
    """Whether statements of a whole year can be made at the end of this month."""
    return period.endswith("-12") and at >= 11 and period > _CHART_SINCE


def _statements_day(year: str) -> date:
    """When the statements of a year are published, in the March after."""
    return months.working(date(int(year) + 1, 3, 5))


def _entries(entries: pd.DataFrame) -> pd.DataFrame:
    direction = np.where(entries["is_income"].astype(bool), "收入", "支出")
    renamed = entries.rename(columns={"disclosure": "disclosure_code", "files": "attachments"})
    columns = [c for c in _ENTRIES if c in renamed.columns]
    return renamed[["book", "month", *columns]].assign(direction=direction)


def _month(tables: _Tables, place: Mapping[str, str], month: int, period: str) -> DemoPackage:
    tables_of_month = {
        name: by_package[place["town"], month]
        for name, by_package in tables.monthly.items()
        if (place["town"], month) in by_package
    }
    if "assemblies" in tables_of_month:  # of a year, told in the month in which they met
        tables_of_month["assemblies"] = tables_of_month["assemblies"].drop(columns="period")
    published = tables.plan.published(place["town"], period)
    title = f"{place['name']} {months.zh(period)}村务财务"
    return _package(place, period, title, published, tables_of_month)


def _plans(tables: _Tables, place: Mapping[str, str], year: str) -> DemoPackage:
    frame = tables.named(plans.table(tables.plan.ledgers, year, tables.chance.of("plans")))
    rows_of_town = frame[frame["town"] == place["town"]].drop(columns="town")
    title = f"{place['name']} {year} 年村级财务计划"
    published = min(months.working(date(int(year), 1, 24)), tables.plan.as_of)
    return _package(place, f"{year}-plans", title, published, {"plans": rows_of_town})


def _statements(tables: _Tables, place: Mapping[str, str], december: int) -> Iterator[DemoPackage]:
    """The year's statements, in the March after, ten days and more before members meet."""
    year = tables.plan.periods[december][:4]
    published = _statements_day(year)
    if published > tables.plan.as_of:
        return
    frame = tables.named(statements.table(tables.balances, december)).assign(year=year)
    rows_of_town = frame[frame["town"] == place["town"]].drop(columns="town")
    title = f"{place['name']} {year} 年村级年度报表"
    yield _package(place, f"{year}-statements", title, published, {"statements": rows_of_town})


def _package(
    place: Mapping[str, str],
    period: str,
    title: str,
    published: date,
    tables: Mapping[str, pd.DataFrame],
) -> DemoPackage:
    return DemoPackage(
        kind="accounts",
        publisher=place["town"],
        period=period,
        title=title,
        published=published,
        approved_by=f"{place['name']}人民政府分管负责人（演示）",
        tables=tables,
    )
