"""All items -> tables over the whole county: time saved, fees, forms, cut items."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from mingbai.check import lookup
from mingbai.kinds.approvals import bases
from mingbai.kinds.approvals import items as item_records
from mingbai.kinds.approvals.forms import FIELD_TITLES
from mingbai.kinds.approvals.pages import limits
from mingbai.kinds.approvals.pages.summary_table import Columns, SummaryTable, item_column
from mingbai.kinds.approvals.titles import CRUMBS, FEED, HOME, SECTION, form_url, href
from mingbai.model import Crumb, Edition, Page
from mingbai.money import yuan_column
from mingbai.page import Cells, Column, Link, TableView, count, paginate, size, table_view
from mingbai.read import Tables

_BACK = (Link("全部分类", HOME), Link("全部事项", f"{HOME}all/"))


@dataclass(frozen=True, slots=True)
class SummaryTableView:
    """summary.html. table: None where there is nothing to list; then `nothing` says so."""

    says: str
    table: TableView | None
    nothing: str
    prev: Link | None
    next: Link | None
    links: tuple[Link, ...] = _BACK


def pages(tables: Tables, edition: Edition) -> Iterator[Page]:
    """`/approvals/time-saved/`, `fees/`, `forms/`, `cuts/`, long ones over several pages."""
    short = edition.county.agencies["short_name"]
    summaries = (
        limits.time_saved(tables, short),
        fees(tables, short, bases.by_id(edition.county)),
        forms(tables),
        cuts(tables, short),
    )
    for summary in summaries:
        for page in paginate(f"{HOME}{summary.slug}/", len(summary.frame)):
            rows = summary.frame.iloc[page.rows]
            table = table_view(summary.slug, summary.caption + page.words, summary.columns(rows))
            view = SummaryTableView(
                says=summary.says,
                table=table if len(rows) else None,
                nothing=summary.nothing,
                prev=page.prev,
                next=page.next,
            )
            yield Page(
                url=page.url,
                template="approvals/pages/summary.html",
                title=f"{summary.title}{page.words}",
                view=view,
                description=summary.says,
                crumbs=(*CRUMBS, Crumb(summary.title)),
                section=SECTION,
                feed=FEED,
            )


def fees(tables: Tables, short: pd.Series, bases_by_id: Mapping[str, bases.Basis]) -> SummaryTable:
    """Every fee of every item, with its basis where that is in force and verified."""
    items, fee_rows = tables.frame("items").set_index("item_code"), tables.frame("fees")
    has_fee = items["has_fee"].astype("boolean")
    counts = {
        "收费": has_fee.sum(),
        "不收费": (~has_fee).sum(),
        "没有公布收不收费": has_fee.isna().sum(),
    }
    count_texts = [f"{name} {count(int(number))} 项" for name, number in counts.items() if number]
    verified_titles = {id_: basis.title for id_, basis in bases_by_id.items() if basis.is_verified}
    frame = fee_rows.assign(
        item=lookup(fee_rows["item_code"], items["name"]),
        agency=lookup(lookup(fee_rows["item_code"], items["agency"]), short),
        basis=fee_rows["basis_id"]
        .map(lambda id_: verified_titles.get(id_, "待核实"))
        .astype("str"),
    )
    return SummaryTable(
        slug="fees",
        title="收费项目",
        says=f"共 {count(len(items))} 项{'：' if count_texts else ''}{'，'.join(count_texts)}。"
        "表上没有的，不能收。",
        caption="收费项目、标准和依据",
        nothing="没有公布收费项目。",
        frame=frame,
        columns=_fee_columns,
    )


def _fee_columns(rows: pd.DataFrame) -> Columns:
    return (
        item_column(rows),
        (Column("办理单位"), Cells(rows["agency"])),
        (Column("收费项目"), Cells(rows["name"])),
        (Column("标准（元）", is_num=True), Cells(yuan_column(rows["amount_fen"]), "num")),
        (Column("计费单位"), Cells(rows["per"])),
        (Column("说明"), Cells(rows["standard"])),
        (Column("依据"), Cells(rows["basis"])),
    )


def forms(tables: Tables) -> SummaryTable:
    """Every blank form and sample, in the order of the items."""
    files = [
        (
            paper["name"],
            f"{title} {file.format}",
            href(form_url(item.code, file.name)),
            size(file.octets or 0),
            item.row["name"],
            item.code,
        )
        for item in tables.shared(item_records.items).values()
        for paper in item.papers
        for field, title in FIELD_TITLES.items()
        if paper[field]
        for file in (item.forms[paper["material_no"], field],)
    ]
    names = ["paper", "file", "url", "size", "item", "item_code"]
    return SummaryTable(
        slug="forms",
        title="表格下载",
        says=f"共 {count(len(files))} 个文件，是各单位随办事指南公开的空白表和填写样例。",
        caption="空白表和填写样例",
        nothing="没有公布表格。",
        frame=pd.DataFrame(files, columns=names, dtype="str"),
        columns=_form_columns,
    )


def _form_columns(rows: pd.DataFrame) -> Columns:
    return (
        (Column("材料"), Cells(rows["paper"], "head")),
        (Column("文件"), Cells(rows["file"], urls=rows["url"])),
        (Column("大小"), Cells(rows["size"])),
        (Column("事项"), Cells(rows["item"], urls=HOME + rows["item_code"] + "/")),
    )


def cuts(tables: Tables, short: pd.Series) -> SummaryTable:
    """Items that were cancelled, merged or handed down, the latest decision first."""
    cut_rows = tables.frame("cuts").sort_values("decided_on", ascending=False, kind="stable")
    counts = cut_rows["action"].value_counts(sort=False)
    action_counts = "，".join(
        f"{a} {counts[a]:,} 项" for a in ("取消", "合并", "下放") if a in counts
    )
    names = tables.frame("items").set_index("item_code")["name"]
    frame = cut_rows.assign(
        agency=lookup(cut_rows["agency"], short), into=lookup(cut_rows["into_item"], names)
    )
    nothing = "没有取消、合并或下放的事项。"
    return SummaryTable(
        slug="cuts",
        title="取消和合并的事项",
        says=f"{action_counts}。" if action_counts else nothing,
        caption="最近决定的在前",
        nothing=nothing,
        frame=frame,
        columns=_cut_columns,
    )


def _cut_columns(rows: pd.DataFrame) -> Columns:
    return (
        (Column("事项"), Cells(rows["name"], "head")),
        (Column("原办理单位"), Cells(rows["agency"])),
        (Column("处理"), Cells(rows["action"])),
        (Column("并入"), Cells(rows["into"], urls=HOME + rows["into_item"] + "/")),
        (Column("决定日期"), Cells(rows["decided_on"], "date")),
        (Column("理由"), Cells(rows["reason"])),
    )
