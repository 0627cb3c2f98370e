"""Disclosures -> news items, and the pages of all changes by month, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from mingbai.county import County
from mingbai.model import HOME_CRUMB, Crumb, Disclosure, Edition, Kind, Page
from mingbai.page import (
    Link,
    ListPage,
    Mark,
    Month,
    MonthRow,
    NewsItem,
    TableView,
    month_zh,
    paginate,
)
from mingbai.portal import corrections
from mingbai.portal.corrections import CorrectionLine

FEEDS = (Link("订阅更新", "/feeds/"), Link("Atom", "/feeds/all.atom"))


@dataclass(frozen=True, slots=True)
class ChangesView:
    """changes.html: what was published in one month, newest first, some on each page.

    corrections: what was corrected in that month, on its first page. prev: what was published
    after these, next: before them; of the same month or another.
    """

    month: str
    count: int
    items: tuple[NewsItem, ...]
    corrections: TableView | None
    months: tuple[MonthRow, ...]
    feeds: tuple[Link, ...]
    prev: Link | None = None
    next: Link | None = None


def items(disclosures: Iterable[Disclosure], county: County) -> tuple[NewsItem, ...]:
    """A news item for each disclosure, with its place or agency; days of other years say it."""
    paths = county.places["path"].to_dict()
    agencies = county.agencies["short_name"].to_dict()
    return tuple(
        NewsItem(
            published=d.published,
            where=paths[d.place] if d.place else agencies[d.package.publisher],
            title=d.title,
            url=d.url,
            has_year=d.published.year != county.as_of.year,
        )
        for d in disclosures
    )


def _month(disclosure: Disclosure) -> str:
    return disclosure.published.isoformat()[:7]


def changes(kinds: Sequence[Kind], edition: Edition) -> Iterator[Page]:
    """`/changes/` shows the newest month; `/changes/2026-07/` is the lasting address of a month.

    Corrections stand above what is new.
    """
    by_month = {m: tuple(g) for m, g in groupby(edition.disclosures, key=_month)}
    corrected = corrections.corrected(kinds, edition)
    months = list(by_month)
    rows = tuple(_years({month: len(disclosures) for month, disclosures in by_month.items()}))
    for i, (month, disclosures) in enumerate(by_month.items()):
        later, earlier = _link(months[:i][-1:]), _link(months[i + 1 :][:1])
        for part in paginate(f"/changes/{month}/", len(disclosures)):
            view = ChangesView(
                month=month_zh(month),
                count=len(disclosures),
                items=items(disclosures[part.rows], edition.county),
                corrections=None if part.rows.start else _corrections(corrected, month),
                months=rows,
                feeds=FEEDS,
                prev=part.prev or later,
                next=part.next or earlier,
            )
            page = _page(part, month, view)
            if page.url == f"/changes/{months[0]}/":
                crumbs = (*page.crumbs[:1], Crumb("全部公开"))
                yield replace(page, url="/changes/", title="全部公开", crumbs=crumbs)
            yield page


def _corrections(lines: Sequence[CorrectionLine], month: str) -> TableView | None:
    """The corrections of a month; None where there were none."""
    of_month = [line for line in lines if line.day.isoformat()[:7] == month]
    return corrections.corrections_table("corrections", of_month) if of_month else None


def _page(part: ListPage, month: str, view: ChangesView) -> Page:
    crumbs = (HOME_CRUMB, Crumb("全部公开", "/changes/"), Crumb(month_zh(month)))
    title = f"{month_zh(month)}的公开{part.words}"
    return Page(part.url, "changes.html", title, view, crumbs=crumbs, feed="/feeds/all.atom")


def _link(months: list[str]) -> Link | None:
    return Link(month_zh(months[0]), f"/changes/{months[0]}/") if months else None


def _years(counts: dict[str, int]) -> Iterator[MonthRow]:
    for year, months in groupby(counts, key=lambda month: month[:4]):
        cells = tuple(
            Month(f"{int(m[5:])} 月", Mark("", f"{counts[m]:,} 项"), f"/changes/{m}/")
            for m in sorted(months)
        )
        yield MonthRow(f"{year} 年", cells)
