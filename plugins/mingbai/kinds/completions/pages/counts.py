"""Counts -> pages of items whose cases are published as numbers: a list, a page each, a panel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from mingbai.county import County
from mingbai.kinds.completions.counts import months, named_counts
from mingbai.model import HOME_CRUMB, Crumb, Disclosure, Edition, Page, Panel
from mingbai.page import Cells, Column, Link, TableView, count, period_zh, table_view
from mingbai.read import Tables

_ABOVE = (HOME_CRUMB, Crumb("办事", "/services/"), Crumb("已办结事项", "/completions/"))
_PANEL_PERIODS = 4
_WORDS = {"少于5": "少于 5", "不公布": "不公布"}
_LENGTHS = {"最近一个月": 1, "最近一季": 3, "最近一年": 12}
SAYS = "这个事项办的是个人的私事，只公布件数，不公布是谁办的、哪一天办的。"
NOTE = (
    "1 到 4 件的写“少于 5”。写“不公布”的，是因为公布了就能和别的数加减，"
    "算出“少于 5”的是几件。时期过完才公布，公布以后不再改。"
)


@dataclass(frozen=True)
class CountedItems:
    """A section of index.html: the items, and a link to how each item is published."""

    items: TableView
    classes: Link


@dataclass(frozen=True)
class CountsView:
    """counts.html and counts_panel.html. places: the townships of each quarter, if published."""

    says: str
    periods: TableView
    places: TableView | None
    note: str
    more: tuple[Link, ...]


def counted_items(tables: Tables, edition: Edition) -> CountedItems | None:
    """For the index: each item with its newest month, quarter and year; None without any."""
    counts = _totals(_ordered(tables, edition.county))
    if counts.empty:
        return None
    items = counts.drop_duplicates("item_code").sort_values(["agency", "item_code"])
    codes = items["item_code"].tolist()
    agencies = edition.county.agencies["short_name"].reindex(items["agency"])
    newest = [
        (Column(title), Cells(_newest(counts, codes, length)))
        for title, length in _LENGTHS.items()
        if (counts["length"] == length).any()
    ]
    table = table_view(
        "counted",
        "只公布件数的事项",
        [
            (Column("事项"), Cells(items["name"], "head", urls=[_url(code) for code in codes])),
            (Column("单位"), Cells(agencies, urls=[f"/agencies/{a}/" for a in items["agency"]])),
            *newest,
        ],
    )
    return CountedItems(table, Link("哪些事只公布件数，凭什么", "/registry/classes/"))


def count_pages(tables: Tables, edition: Edition) -> Iterator[Page]:
    """A page an item: its counts by period, and by township."""
    for code, counts_of_item in _ordered(tables, edition.county).groupby("item_code", sort=True):
        name, guide = str(counts_of_item["name"].iloc[0]), edition.url("item", str(code))
        more = (Link("办事指南", guide),) if guide else ()
        agency = str(edition.county.agencies.at[counts_of_item["agency"].iloc[0], "short_name"])
        yield Page(
            url=_url(str(code)),
            template="completions/pages/counts.html",
            title=f"{name}：{agency}办了多少件",
            view=_view(counts_of_item, edition.county, more),
            description=SAYS,
            crumbs=(*_ABOVE, Crumb(name)),
        )


def count_panels(tables: Tables, edition: Edition) -> Iterator[Panel]:
    """办了多少件: on the guide of every item with counts."""
    for code, counts_of_item in _ordered(tables, edition.county).groupby("item_code", sort=True):
        more = (Link("全部件数", _url(str(code))),)
        view = _view(_totals(counts_of_item).head(_PANEL_PERIODS), edition.county, more)
        template = "completions/pages/counts_panel.html"
        yield Panel(("item", str(code)), 200, "办了多少件", template, view)


def count_disclosures(tables: Tables, county: County) -> Iterator[Disclosure]:
    """One for each package that holds counts and no cases; others are notices of their cases."""
    counts = named_counts(tables, county)
    with_cases = set(tables.package_of(tables["cases"]))
    for position, counts_of_package in counts.groupby(
        tables.package_of(tables["case_counts"]), sort=True
    ):
        package = tables.packages[int(str(position))]
        if position not in with_cases:
            yield Disclosure(
                id=package.path,
                package=package,
                url="/completions/#counted",
                title=package.title,
                summary=f"公布 {counts_of_package['item_code'].nunique():,} 个事项的办件数。",
                published=package.published,
                agency=package.publisher,
            )


def _ordered(tables: Tables, county: County) -> pd.DataFrame:
    """Named counts, the newest period first; of those that end together the longest first."""
    counts = named_counts(tables, county)
    spans = counts["period"].map(months)
    return counts.assign(
        last=spans.map(lambda span: span[-1]).astype("str"), length=spans.map(len).astype("int64")
    ).sort_values(["last", "length", "place_code"], ascending=[False, False, True], kind="stable")


def _totals(counts: pd.DataFrame) -> pd.DataFrame:
    return counts[counts["place_code"] == counts["home"]]


def _view(counts: pd.DataFrame, county: County, more: tuple[Link, ...]) -> CountsView:
    totals, parts = _totals(counts), counts[counts["place_code"] != counts["home"]]
    return CountsView(
        says=SAYS,
        periods=table_view(
            "periods",
            "各个时期办结多少件，最近的在前",
            [
                (Column("时期"), Cells(_periods(totals), "head")),
                (Column("办结（件）", is_num=True), Cells(_numbers(totals), "num")),
            ],
        ),
        places=_places(parts, county) if len(parts) else None,
        note=NOTE,
        more=more,
    )


def _places(parts: pd.DataFrame, county: County) -> TableView:
    return table_view(
        "places",
        "各乡镇每一季办结多少件",
        [
            (Column("时期"), Cells(_periods(parts), "head")),
            (Column("乡镇"), Cells(county.places["name"].reindex(parts["place_code"]))),
            (Column("办结（件）", is_num=True), Cells(_numbers(parts), "num")),
        ],
    )


def _periods(counts: pd.DataFrame) -> list[str]:
    return [period_zh(period) for period in counts["period"]]


def _numbers(counts: pd.DataFrame) -> list[str]:
    """A number with its thousands, or why there is none."""
    return [
        _WORDS[withheld] if isinstance(withheld, str) else count(int(number))
        for number, withheld in zip(counts["cases"], counts["withheld"], strict=True)
    ]


def _newest(totals: pd.DataFrame, codes: list[str], length: int) -> list[str | None]:
    """Of each item the newest period of so many months: `2026 年 6 月：12 件`."""
    newest = totals[totals["length"] == length].drop_duplicates("item_code")
    texts = {
        code: f"{period}：{number} 件" if number != _WORDS["不公布"] else f"{period}：{number}"
        for code, period, number in zip(
            newest["item_code"], _periods(newest), _numbers(newest), strict=True
        )
    }
    return [texts.get(code) for code in codes]


def _url(item_code: str) -> str:
    return f"/completions/item/{item_code}/"
