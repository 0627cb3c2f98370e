"""Filings -> the calendar: who inspects whom from when to when, month by month; and the powers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd

from mingbai.check import lookup
from mingbai.model import HOME_CRUMB, Crumb, Edition, Page
from mingbai.page import (
    Cells,
    Column,
    Link,
    TableView,
    month_day,
    month_zh,
    table_view,
)
from mingbai.page.records import RegisterView, Section, column, rows
from mingbai.read import Tables

# Three letters: the number of a filing, which names a page beside it, has at least four.
URL = "/inspections/cal/"
_MONTHS = 24
_ABOVE = (HOME_CRUMB, Crumb("监督", "/oversight/"), Crumb("执法检查", "/inspections/"))


def calendar_page(frame: pd.DataFrame, edition: Edition) -> Page:
    """`/inspections/cal/`: every month with an inspection going on in it, newest first."""
    days = _by_month(frame)
    months = sorted(days, reverse=True)[:_MONTHS]
    sections = tuple(
        Section(
            id=f"month-{month}",
            title=month_zh(month),
            says=f"{len(days[month]):,} 次检查。",
            table=_month(month, days[month], edition),
        )
        for month in months
    )
    says = "每个月哪几天、哪个单位检查哪一类企业。跨月的检查，两个月里都列出。"
    view = RegisterView(says, (), sections, (Link("全部检查备案", "/inspections/"),))
    return Page(
        url=URL,
        template="register.html",
        title="检查日历",
        view=view,
        description=says,
        crumbs=(*_ABOVE, Crumb("检查日历")),
        feed="/feeds/kinds/inspections.atom",
    )


def _by_month(frame: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """`2026-06` -> the filings of which a day lies in it, in order of their first day."""
    ordered = frame.sort_values(["starts", "filing_no"], kind="stable")
    spans = [
        [str(month) for month in pd.period_range(first, last, freq="M")]
        for first, last in zip(ordered["starts"], ordered["ends"], strict=True)
    ]
    spread = ordered.assign(month=pd.Series(spans, ordered.index, dtype=object)).explode("month")
    return {str(month): of_month for month, of_month in spread.groupby("month", sort=True)}


def _month(month: str, of_month: pd.DataFrame, edition: Edition) -> TableView:
    day_rows = rows(of_month)
    agencies = edition.county.agencies["short_name"]
    return table_view(
        f"days-{month}",
        "按开始的先后",
        [
            (Column("哪几天"), Cells([_days(r["starts"], r["ends"]) for r in day_rows], "head")),
            (
                Column("检查单位"),
                Cells(
                    lookup(of_month["agency"], agencies),
                    urls=[f"/agencies/{r['agency']}/" for r in day_rows],
                ),
            ),
            (
                Column("检查对象"),
                Cells(
                    of_month["objects"], urls=[f"/inspections/{r['filing_no']}/" for r in day_rows]
                ),
            ),
            (Column("对象数（家）", is_num=True), Cells(of_month["object_count"], "num")),
        ],
    )


def _days(first: date, last: date) -> str:
    """`6 月 8 日`, `6 月 8 日至 18 日`, `6 月 29 日至 7 月 3 日`."""
    if first == last:
        return month_day(first)
    same = (first.year, first.month) == (last.year, last.month)
    return f"{month_day(first)}至 {f'{last.day} 日' if same else month_day(last)}"


def power_sections(tables: Tables, edition: Edition) -> Iterator[Section]:
    """谁可以检查谁: the powers by agency, each with its basis."""
    powers = tables["powers"]
    if not len(powers.frame):
        return
    order = {slug: n for n, slug in enumerate(edition.county.agencies.index)}
    frame = powers.frame.sort_values(
        ["agency", "objects"],
        key=lambda c: c.map(order) if c.name == "agency" else c,
        kind="stable",
    )
    columns = [
        column(powers.schema[name], frame, edition) for name in ("agency", "objects", "basis_id")
    ]
    table = table_view("powers-t", "没有列出的单位和对象，不能检查", columns)
    yield Section("powers", "谁有权检查什么", f"公开检查权 {len(frame):,} 项。", table)
