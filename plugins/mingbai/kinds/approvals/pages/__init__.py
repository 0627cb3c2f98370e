"""Tables of approvals -> its index and all its pages; names, disclosures, panels and forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from mingbai.county import County
from mingbai.kinds.approvals import items as item_records
from mingbai.kinds.approvals.pages import guide, lists, summaries
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
    """index.html. choices: links to the item lists, one heading a group."""

    lead: str
    figures: tuple[Figure, ...]
    choices: tuple[Choice, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ApprovalsPanelView:
    """panel.html, on the page of an agency or a township: its first items, a link to all."""

    says: str
    table: TableView
    links: tuple[Link, ...]


def pages(tables: Tables, edition: Edition) -> Iterator[Page]:
    """The index, the lists, the summaries, then every guide."""
    item_lists = lists.item_lists(tables, edition)
    yield Page(
        url=HOME,
        template="approvals/pages/index.html",
        title=TITLE,
        view=_index(tables, item_lists),
        description=SUMMARY,
        crumbs=(HOME_CRUMB, Crumb(TITLE)),
        section=SECTION,
        feed=FEED,
    )
    all_items = lists.ItemList("", "全部事项", f"{HOME}all/", tables.frame("items"))
    for item_list in (all_items, *item_lists):
        yield from lists.pages_of_list(item_list, edition)
    yield from summaries.pages(tables, edition)
    yield from guide.pages(tables, edition)


def _index(tables: Tables, item_lists: tuple[lists.ItemList, ...]) -> ApprovalsIndexView:
    return ApprovalsIndexView(
        lead=SUMMARY,
        figures=tuple(_figures(tables.frame("items"))),
        choices=lists.choices(item_lists),
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
    """Counts over the items; a figure is left out where no item publishes its field."""
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
    """办事指南 on the page of every agency with items, and on the place page of a township."""
    for slug, items_of_agency in tables.frame("items").groupby("agency", sort=True):
        agency = edition.county.agencies.loc[slug]
        kinds = items_of_agency["type"].value_counts(sort=False)
        type_counts = "、".join(f"{kind} {number:,} 项" for kind, number in kinds.items())
        first_rows = f"先列 {_PANEL_ROWS} 项。" if len(items_of_agency) > _PANEL_ROWS else ""
        caption = f"{agency['short_name']}办理的事项"
        view = ApprovalsPanelView(
            f"共 {len(items_of_agency):,} 项：{type_counts}。{first_rows}",
            lists.item_table(
                items_of_agency.head(_PANEL_ROWS),
                caption,
                edition,
                of_list=items_of_agency,
                with_agency=False,
            ),
            (Link(f"全部 {len(items_of_agency):,} 项", f"{HOME}agency/{slug}/"),),
        )
        yield Panel(("agency", str(slug)), 100, TITLE, "approvals/pages/panel.html", view)
        if agency["class"] == _TOWN:
            place = str(agency["place_code"])
            yield Panel(("place", place), 500, TITLE, "approvals/pages/panel.html", view)


def downloads(tables: Tables, edition: Edition) -> Iterator[Download]:
    """The form files that the materials name, each below its item's guide."""
    del edition
    for item in tables.shared(item_records.items).values():
        urls = {form_url(item.code, file.name): file for file in item.forms.values()}
        for url, file in urls.items():
            yield Download(url, file.read)
