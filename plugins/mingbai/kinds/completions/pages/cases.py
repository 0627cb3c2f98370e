"""Cases -> the index, names and disclosures; lists by month, day and item stand in `lists`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from mingbai.county import County
from mingbai.dates import month_column, month_of
from mingbai.kinds.completions.pages.counts import CountedItems, counted_items
from mingbai.kinds.completions.pages.lists import ABOVE, item_pages, month_pages
from mingbai.kinds.completions.pages.sentences import early_days_text, summary_sentence, used_text
from mingbai.kinds.completions.states import LATE, ON_TIME, SCOPE
from mingbai.kinds.completions.timeliness import case_urls, timed_cases, timeliness
from mingbai.model import Crumb, Disclosure, Edition, Name, Page
from mingbai.page import (
    Cells,
    Column,
    Figure,
    Link,
    TableView,
    month_zh,
    records,
    share,
    table_view,
)
from mingbai.read import Tables

_FEED = "/feeds/kinds/completions.atom"


@dataclass(frozen=True)
class CompletionsIndexView:
    """index.html: how it goes overall, by agency, by item, and the notices by month.

    figures: how many stand how. counted: the items of which numbers alone are published.
    """

    says: str
    figures: tuple[Figure, ...]
    agencies: TableView | None
    items: TableView | None
    months: tuple[Link, ...]
    counted: CountedItems | None


def disclose(tables: Tables, county: County) -> Iterator[Disclosure]:
    """One a package: an agency's notice of a month."""
    cases = timed_cases(tables, county)
    position = tables.package_of(tables["cases"]).reindex(cases.index)
    for i, package in enumerate(tables.packages):
        cases_of_package = cases[position == i]
        if len(cases_of_package):
            month = month_of(cases_of_package["decided"].max())
            yield Disclosure(
                id=package.path,
                package=package,
                url=f"/completions/{month}/",
                title=f"{package.title}，{len(cases_of_package):,} 件",
                summary=summary_sentence(cases_of_package),
                published=package.published,
                agency=package.publisher,
            )


def names(tables: Tables, county: County) -> Iterator[Name]:
    """Every case by its receipt number: what an applicant looks up."""
    cases = timed_cases(tables, county)
    titles = cases["name"].fillna("")
    for number, title, to in zip(cases["receipt_no"], titles, case_urls(cases), strict=True):
        yield Name("case", number, number, to, f"已办结：{title}")


def pages(tables: Tables, edition: Edition) -> Iterator[Page]:
    """The index, then every month, then every item."""
    cases = timed_cases(tables, edition.county)
    months = month_column(cases["decided"])
    yield Page(
        url="/completions/",
        template="completions/pages/index.html",
        title="已办结事项",
        view=_index(
            cases,
            sorted(set(months), reverse=True),
            counted_items(tables, edition),
            edition,
        ),
        description="办结了哪些事，按时不按时，用了几天。",
        crumbs=(*ABOVE[:-1], Crumb("已办结事项")),
        feed=_FEED,
    )
    yield from month_pages(cases, edition)
    yield from item_pages(cases, edition)


def _index(
    cases: pd.DataFrame, months: list[str], counted: CountedItems | None, edition: Edition
) -> CompletionsIndexView:
    links = tuple(Link(month_zh(m), f"/completions/{m}/") for m in months)
    if not len(cases):
        return CompletionsIndexView(
            "还没有公告办结的事项。", (), None, items=None, months=links, counted=counted
        )
    by_agency, by_item = (
        timeliness(cases, by).sort_values("late", ascending=False, kind="stable")
        for by in ("agency", "item_code")
    )
    agencies = edition.county.agencies["short_name"].reindex(by_agency.index)
    items = cases.drop_duplicates("item_code").set_index("item_code")["name"]
    return CompletionsIndexView(
        says=summary_sentence(cases),
        figures=records.alarms_first(
            records.state_figure(edition, SCOPE, word, "件") for word in (ON_TIME, LATE)
        ),
        agencies=_timeliness_table(
            "agencies",
            "单位",
            agencies,
            [f"/agencies/{s}/" for s in by_agency.index],
            by_agency,
        ),
        items=_timeliness_table(
            "items",
            "事项",
            items.reindex(by_item.index),
            [f"/completions/item/{c}/" for c in by_item.index],
            by_item,
        ),
        months=links,
        counted=counted,
    )


def _timeliness_table(
    id_: str, word: str, titles: pd.Series, urls: list[str], figures: pd.DataFrame
) -> TableView:
    """How long things took, a row a thing. word: what a thing is, 单位 or 事项."""
    rates = [
        share(int(ok), int(n)) for ok, n in zip(figures["on_time"], figures["cases"], strict=True)
    ]
    return table_view(
        id_,
        f"各{word}（天数是工作日），逾期多的在前",
        [
            (Column(word), Cells(titles, "head", urls=urls)),
            (Column("办结（件）", is_num=True), Cells(figures["cases"], "num")),
            (Column("按时率", is_num=True), Cells(rates, "num")),
            (Column("逾期（件）", is_num=True), Cells(figures["late"].astype("int64"), "num")),
            (
                Column("半数几天办完", is_num=True),
                Cells([used_text(v) for v in figures["median_days"]], "num"),
            ),
            (
                Column("九成几天办完", is_num=True),
                Cells([used_text(v) for v in figures["p90_days"]], "num"),
            ),
            (
                Column("比期限提前（中位数）", is_num=True),
                Cells([early_days_text(v) for v in figures["early_days"]], "num"),
            ),
        ],
    )
