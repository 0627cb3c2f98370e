"""Tables of approvals -> its index and all its pages; names, disclosures, panels and forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from mingbai.county import County
from mingbai.kinds.approvals.pages import guide, lists, sums
from mingbai.kinds.approvals.records import items as records
from mingbai.kinds.approvals.titles import (
    FEED,
    HOME,
    SECTION,
    SUMMARY,
    TITLE,
    form_url,
    item_url,
)
from mingbai.model import HOME_CRUMB, Crumb, Disclosure, Download, Edition, Name, Page, Panel
from mingbai.page import Choice, Figure, Link, TableView, count, share
from mingbai.read import Tables

_TOWN = "乡镇政府"
_PANEL_ROWS = 12


@dataclass(frozen=True, slots=True)
class ApprovalsIndexView:
    """index.html. choices: the catalogue, a heading a group."""

    lead: str
    figures: tuple[Figure, ...]
    choices: tuple[Choice, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ApprovalsPanelView:
    """panel.html, on the page of an agency or a township: its first items, and the way to all."""

    says: str
    table: TableView
    links: tuple[Link, ...]


def pages(tables: Tables, edition: Edition) -> Iterator[Page]:
    """The index, the lists, the summaries, then every guide."""
    found = lists.listings(tables, edition)
    yield Page(
        url=HOME,
        template="approvals/pages/index.html",
        title=TITLE,
        view=_index(tables, found),
        description=SUMMARY,
        crumbs=(HOME_CRUMB, Crumb(TITLE)),
        section=SECTION,
        feed=FEED,
    )
    every = lists.Listing("", "全部事项", f"{HOME}all/", tables.frame("items"))
    for one in (every, *found):
        yield from lists.list_pages(one, edition)
    yield from sums.pages(tables, edition)
    yield from guide.pages(tables, edition)


def _index(tables: Tables, found: tuple[lists.Listing, ...]) -> ApprovalsIndexView:
    return ApprovalsIndexView(
        lead=SUMMARY,
        figures=tuple(_figures(tables.frame("items"))),
        choices=lists.choices(found),
        links=(
            Link("全部事项", f"{HOME}all/"),
            Link("法定时限和承诺时限", f"{HOME}time-saved/"),
            Link("收费项目", f"{HOME}fees/"),
            Link("表格下载", f"{HOME}forms/"),
            Link("取消和合并的事项", f"{HOME}cuts/"),
            Link("下载数据", "/data/approvals/"),
            Link("订阅", FEED),
        ),
    )


def _figures(items: pd.DataFrame) -> Iterator[Figure]:
    """Counts of what was published; a share only of those that said anything."""
    yield Figure("事项", f"{count(len(items))} 项", f"{HOME}all/")
    yield Figure("办理单位", f"{count(items['agency'].nunique())} 个", f"{HOME}#h-choose")
    timed = items[items["legal_unit"].eq("工作日") & items["promised_unit"].eq("工作日")]
    if legal := int(timed["legal_days"].sum()):
        saved = legal - int(timed["promised_days"].sum())
        yield Figure("承诺比法定少", share(saved, legal), f"{HOME}time-saved/")
    if items["has_fee"].notna().any():
        free = items["has_fee"].eq(False).fillna(False).sum()
        yield Figure("不收费", f"{count(int(free))} 项", f"{HOME}fees/")
    if items["visits"].notna().any():
        once = (items["visits"] <= 1).fillna(False).sum()
        yield Figure("最多跑一次", f"{count(int(once))} 项", f"{HOME}all/")


def names(tables: Tables, county: County) -> Iterator[Name]:
    """Each item by its name, its main item and its code."""
    items = tables.frame("items")
    short = items["agency"].map(county.agencies["short_name"])
    columns = (items[c] for c in ("item_code", "name", "main_item"))
    for code, name, main, agency in zip(*columns, short, strict=True):
        keys = (code, main) if isinstance(main, str) and main != name else (code,)
        yield Name(scope="item", id=code, title=name, url=item_url(code), note=agency, keys=keys)


def disclose(tables: Tables, county: County) -> Iterator[Disclosure]:
    """One a package: an agency's catalogue for the year, on the list of its items."""
    counts = tables.package_of(tables["items"]).value_counts()
    for i, package in enumerate(tables.packages):
        agency = county.agencies.loc[package.publisher]
        number = int(counts.get(i, 0))
        yield Disclosure(
            id=package.path,
            package=package,
            url=f"{HOME}agency/{package.publisher}/" if number else HOME,
            title=f"{agency['name']}{package.period[:4]}年办事指南",
            summary=f"公开 {count(number)} 个事项的办事指南。",
            published=package.published,
            place=str(agency["place_code"]),
            agency=package.publisher,
        )


def panels(tables: Tables, edition: Edition) -> Iterator[Panel]:
    """办事指南 on the page of every agency that has items, and on the place of a township's."""
    for slug, own in tables.frame("items").groupby("agency", sort=True):
        agency = edition.county.agencies.loc[slug]
        kinds = own["type"].value_counts(sort=False)
        parts = "、".join(f"{kind} {number:,} 项" for kind, number in kinds.items())
        more = f"先列 {_PANEL_ROWS} 项。" if len(own) > _PANEL_ROWS else ""
        caption = f"{agency['short_name']}办理的事项"
        view = ApprovalsPanelView(
            f"共 {len(own):,} 项：{parts}。{more}",
            lists.table(own.head(_PANEL_ROWS), caption, edition, own, with_agency=False),
            (Link(f"全部 {len(own):,} 项", f"{HOME}agency/{slug}/"),),
        )
        yield Panel(("agency", str(slug)), 100, TITLE, "approvals/pages/panel.html", view)
        if agency["class"] == _TOWN:
            place = str(agency["place_code"])
            yield Panel(("place", place), 500, TITLE, "approvals/pages/panel.html", view)


def downloads(tables: Tables, edition: Edition) -> Iterator[Download]:
    """The forms that the lists of papers name, beside the guides."""
    del edition
    for item in tables.shared(records).values():
        urls = {form_url(item.code, file.name): file for file in item.forms.values()}
        for url, file in urls.items():
            yield Download(url, file.read)
