"""All items -> what the county looks like as a whole: time saved, fees, forms, what was cut."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from mingbai import rows
from mingbai.formats import count, share, size
from mingbai.kinds.approvals import bases
from mingbai.kinds.approvals.item_rules import limit_words
from mingbai.kinds.approvals.records import items as records
from mingbai.kinds.approvals.titles import (
    CRUMBS,
    FEED,
    HOME,
    SECTION,
    form_url,
    href,
    item_url,
)
from mingbai.model import Crumb, Edition, Page
from mingbai.rows import Cells
from mingbai.tables import Tables
from mingbai.views import Column, Link, TableView

_FORMS = {"form": "空白表", "sample": "填写样例"}
_BACK = (Link("全部分类", HOME), Link("全部事项", f"{HOME}all/"))


@dataclass(frozen=True, slots=True)
class SumView:
    """sum.html. table: None where there is nothing to list; then `nothing` says so."""

    says: str
    table: TableView | None
    nothing: str
    links: tuple[Link, ...] = _BACK


def pages(tables: Tables, edition: Edition) -> Iterator[Page]:
    """`/approvals/time-saved/`, `fees/`, `forms/`, `cuts/`."""
    for slug, title, view in (
        ("time-saved", "法定时限和承诺时限", time_saved(tables, edition)),
        ("fees", "收费项目", fees(tables, edition)),
        ("forms", "表格下载", forms(tables)),
        ("cuts", "取消和合并的事项", cuts(tables, edition)),
    ):
        yield Page(
            f"{HOME}{slug}/", "approvals/sum.html", title, view, view.says,
            (*CRUMBS, Crumb(title)), section=SECTION, feed=FEED,
        )  # fmt: skip


def time_saved(tables: Tables, edition: Edition) -> SumView:
    """Items with both limits, the greatest saving first; other units are not subtracted."""
    items = tables.frame("items")
    both = items[items["legal_days"].notna() & items["promised_days"].notna()]
    alike = both[both["legal_unit"] == both["promised_unit"]]
    saved = (alike["legal_days"] - alike["promised_days"]).astype("int64")
    ordered = alike.assign(saved=saved).sort_values("saved", ascending=False, kind="stable")
    says = [f"共 {count(len(items))} 项，公布了法定和承诺两个时限的 {count(len(both))} 项。"]
    working = alike[alike["legal_unit"] == "工作日"]
    if len(working):
        legal, promised = int(working["legal_days"].sum()), int(working["promised_days"].sum())
        cut = share(legal - promised, legal)
        says.append(
            f"按工作日算的 {count(len(working))} 项，法定合计 {count(legal)} 个工作日，"
            f"承诺合计 {count(promised)} 个，少了 {cut}。"
        )
    if len(both) > len(alike):
        says.append(f"两个时限单位不同的 {count(len(both) - len(alike))} 项不相减，没有列出。")
    return SumView(
        "".join(says),
        _saved(ordered, edition) if len(ordered) else None,
        "还没有事项公布法定和承诺两个时限。",
    )


def _saved(items: pd.DataFrame, edition: Edition) -> TableView:
    legal, promised = items["legal_days"], items["promised_days"]
    percents = [
        share(int(saved), int(days)) if days else ""
        for saved, days in zip(items["saved"], legal, strict=True)
    ]
    columns = (
        (Column("事项"), Cells(items["name"], "head", urls=HOME + items["item_code"] + "/")),
        (Column("办理单位"), Cells(_short(items["agency"], edition))),
        (Column("法定"), Cells(limit_words(legal, items["legal_unit"]))),
        (Column("承诺"), Cells(limit_words(promised, items["promised_unit"]))),
        (Column("少几天", is_num=True), Cells(items["saved"], "num")),
        (Column("少了", is_num=True), Cells(percents, "num")),
    )
    return rows.table("saved", "少得最多的在前", columns)


def _short(agency: pd.Series, edition: Edition) -> pd.Series:
    return agency.map(edition.county.agencies["short_name"])


def fees(tables: Tables, edition: Edition) -> SumView:
    """Every fee of every item, with its basis where that is in force and verified."""
    items, own = tables.frame("items").set_index("item_code"), tables.frame("fees")
    paid = items["has_fee"].astype("boolean")
    counts = {"收费": paid.sum(), "不收费": (~paid).sum(), "没有公布收不收费": paid.isna().sum()}
    parts = "，".join(
        f"{name} {count(int(number))} 项" for name, number in counts.items() if number
    )
    says = f"共 {count(len(items))} 项：{parts}。表上没有的，不能收。"
    valid = bases.titles(edition.county)
    cited = [valid[i].title if i in valid and valid[i].is_verified else "待核实"
             for i in own["basis_id"]]  # fmt: skip
    name = own["item_code"].map(items["name"])
    amounts = rows.yuan(own["amount_fen"])
    columns = (
        (Column("事项"), Cells(name, "head", urls=HOME + own["item_code"] + "/")),
        (Column("办理单位"), Cells(_short(own["item_code"].map(items["agency"]), edition))),
        (Column("收费项目"), Cells(own["name"])),
        (Column("标准（元）", is_num=True), Cells(amounts, "num")),
        (Column("计量"), Cells(own["per"])),
        (Column("说明"), Cells(own["standard"])),
        (Column("依据"), Cells(cited)),
    )
    table = rows.table("fees", "收费项目、标准和依据", columns) if len(own) else None
    return SumView(says, table, "没有公布收费项目。")


def forms(tables: Tables) -> SumView:
    """Every blank form and sample, once an item."""
    lines = [
        (item, paper["name"], field, item.forms[paper["material_no"], field])
        for item in tables.shared(records).values()
        for paper in item.papers
        for field in _FORMS
        if paper[field]
    ]
    urls = [href(form_url(item.code, file.name)) for item, _, _, file in lines]
    columns = (
        (
            Column("材料"),
            Cells([name for _, name, _, _ in lines], "head"),
        ),
        (Column("文件"), Cells([f"{_FORMS[f]} {file.kind}" for _, _, f, file in lines], urls=urls)),
        (Column("大小"), Cells([size(file.octets or 0) for *_, file in lines])),
        (
            Column("事项"),
            Cells(
                [item.row["name"] for item, *_ in lines],
                urls=[item_url(item.code) for item, *_ in lines],
            ),
        ),
    )
    says = f"共 {count(len(lines))} 个文件，是各单位随办事指南公开的空白表和填写样例。"
    return SumView(
        says, rows.table("forms", "空白表和填写样例", columns) if lines else None, "没有公布表格。"
    )


def cuts(tables: Tables, edition: Edition) -> SumView:
    """What need not be applied for any more, the latest first."""
    own = tables.frame("cuts").sort_values("decided_on", ascending=False, kind="stable")
    counts = own["action"].value_counts(sort=False)
    parts = "，".join(f"{a} {counts[a]:,} 项" for a in ("取消", "合并", "下放") if a in counts)
    names = tables.frame("items").set_index("item_code")["name"]
    columns = (
        (Column("事项"), Cells(own["name"], "head")),
        (Column("原办理单位"), Cells(_short(own["agency"], edition))),
        (Column("处理"), Cells(own["action"])),
        (
            Column("并入"),
            Cells(own["into_item"].map(names), urls=HOME + own["into_item"] + "/"),
        ),
        (Column("决定日期"), Cells(own["decided_on"], "date")),
        (Column("理由"), Cells(own["reason"])),
    )
    table = rows.table("cuts", "最近决定的在前", columns) if len(own) else None
    nothing = "没有取消、合并或下放的事项。"
    return SumView(f"{parts}。" if parts else nothing, table, nothing)
