"""All items -> what the county looks like as a whole: time saved, fees, forms, what was cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from mingbai.check import lookup
from mingbai.kinds.approvals import bases
from mingbai.kinds.approvals.records import items as records
from mingbai.kinds.approvals.rules import limit_words
from mingbai.kinds.approvals.titles import CRUMBS, FEED, HOME, SECTION, form_url, href
from mingbai.model import Crumb, Edition, Page
from mingbai.money import yuan_column
from mingbai.page import Cells, Column, Link, TableView, count, parts, share, size, table_view
from mingbai.read import Tables

_FORMS = {"form": "空白表", "sample": "填写样例"}
_BACK = (Link("全部分类", HOME), Link("全部事项", f"{HOME}all/"))
Columns = Sequence[tuple[Column, Cells]]


@dataclass(frozen=True)
class Sum:
    """A list over the whole county. columns: from any part of `frame`; nothing: said of no rows."""

    slug: str
    title: str
    says: str
    caption: str
    nothing: str
    frame: pd.DataFrame
    columns: Callable[[pd.DataFrame], Columns]


@dataclass(frozen=True, slots=True)
class SumView:
    """sum.html. table: None where there is nothing to list; then `nothing` says so."""

    says: str
    table: TableView | None
    nothing: str
    prev: Link | None
    next: Link | None
    links: tuple[Link, ...] = _BACK


def pages(tables: Tables, edition: Edition) -> Iterator[Page]:
    """`/approvals/time-saved/`, `fees/`, `forms/`, `cuts/`, long ones over several pages."""
    short = edition.county.agencies["short_name"]
    made = (
        time_saved(tables, short),
        fees(tables, short, bases.titles(edition.county)),
        forms(tables),
        cuts(tables, short),
    )
    for one in made:
        for part in parts(f"{HOME}{one.slug}/", len(one.frame)):
            own = one.frame.iloc[part.rows]
            table = table_view(one.slug, one.caption + part.words, one.columns(own))
            view = SumView(one.says, table if len(own) else None, one.nothing, part.prev, part.next)
            yield Page(
                url=part.url,
                template="approvals/pages/sum.html",
                title=f"{one.title}{part.words}",
                view=view,
                description=one.says,
                crumbs=(*CRUMBS, Crumb(one.title)),
                section=SECTION,
                feed=FEED,
            )


def _item(frame: pd.DataFrame) -> tuple[Column, Cells]:
    """The item of each row, linked to its guide. frame: with `item` (its name) and `item_code`."""
    return Column("事项"), Cells(frame["item"], "head", urls=HOME + frame["item_code"] + "/")


def time_saved(tables: Tables, short: pd.Series) -> Sum:
    """Items with both limits, the greatest saving first; other units are not subtracted."""
    items = tables.frame("items")
    both = items[items["legal_days"].notna() & items["promised_days"].notna()]
    alike = both[both["legal_unit"] == both["promised_unit"]]
    frame = alike.assign(
        item=alike["name"],
        agency=alike["agency"].map(short),
        saved=(alike["legal_days"] - alike["promised_days"]).astype("int64"),
    ).sort_values("saved", ascending=False, kind="stable")
    return Sum(
        slug="time-saved",
        title="法定时限和承诺时限",
        says=_saved_words(len(items), len(both), alike),
        caption="少得最多的在前",
        nothing="还没有事项公布法定和承诺两个时限。",
        frame=frame,
        columns=_saved,
    )


def _saved_words(items: int, both: int, alike: pd.DataFrame) -> str:
    said = f"共 {count(items)} 项，公布了法定和承诺两个时限的 {count(both)} 项。"
    working = alike[alike["legal_unit"] == "工作日"]
    if len(working):
        legal, promised = int(working["legal_days"].sum()), int(working["promised_days"].sum())
        said += (
            f"按工作日算的 {count(len(working))} 项，法定合计 {count(legal)} 个工作日，"
            f"承诺合计 {count(promised)} 个，少了 {share(legal - promised, legal)}。"
        )
    if both > len(alike):
        said += f"两个时限单位不同的 {count(both - len(alike))} 项不相减，没有列出。"
    return said


def _saved(own: pd.DataFrame) -> Columns:
    pairs = zip(own["saved"], own["legal_days"], strict=True)
    percents = [share(int(saved), int(days)) if days else None for saved, days in pairs]
    return (
        _item(own),
        (Column("办理单位"), Cells(own["agency"])),
        (Column("法定"), Cells(limit_words(own["legal_days"], own["legal_unit"]))),
        (Column("承诺"), Cells(limit_words(own["promised_days"], own["promised_unit"]))),
        (Column("少几天", is_num=True), Cells(own["saved"], "num")),
        (Column("少了", is_num=True), Cells(percents, "num")),
    )


def fees(tables: Tables, short: pd.Series, valid: Mapping[str, bases.Basis]) -> Sum:
    """Every fee of every item, with its basis where that is in force and verified."""
    items, own = tables.frame("items").set_index("item_code"), tables.frame("fees")
    paid = items["has_fee"].astype("boolean")
    counts = {"收费": paid.sum(), "不收费": (~paid).sum(), "没有公布收不收费": paid.isna().sum()}
    told = [f"{name} {count(int(number))} 项" for name, number in counts.items() if number]
    shown = {id_: basis.title for id_, basis in valid.items() if basis.is_verified}
    frame = own.assign(
        item=lookup(own["item_code"], items["name"]),
        agency=lookup(lookup(own["item_code"], items["agency"]), short),
        basis=own["basis_id"].map(lambda id_: shown.get(id_, "待核实")).astype("str"),
    )
    return Sum(
        slug="fees",
        title="收费项目",
        says=f"共 {count(len(items))} 项{'：' if told else ''}{'，'.join(told)}。"
        "表上没有的，不能收。",
        caption="收费项目、标准和依据",
        nothing="没有公布收费项目。",
        frame=frame,
        columns=_fees,
    )


def _fees(own: pd.DataFrame) -> Columns:
    return (
        _item(own),
        (Column("办理单位"), Cells(own["agency"])),
        (Column("收费项目"), Cells(own["name"])),
        (Column("标准（元）", is_num=True), Cells(yuan_column(own["amount_fen"]), "num")),
        (Column("计费单位"), Cells(own["per"])),
        (Column("说明"), Cells(own["standard"])),
        (Column("依据"), Cells(own["basis"])),
    )


def forms(tables: Tables) -> Sum:
    """Every blank form and sample, in the order of the items."""
    lines = [
        (
            paper["name"],
            f"{title} {file.kind}",
            href(form_url(item.code, file.name)),
            size(file.octets or 0),
            item.row["name"],
            item.code,
        )
        for item in tables.shared(records).values()
        for paper in item.papers
        for field, title in _FORMS.items()
        if paper[field]
        for file in (item.forms[paper["material_no"], field],)
    ]
    names = ["paper", "file", "url", "size", "item", "item_code"]
    return Sum(
        slug="forms",
        title="表格下载",
        says=f"共 {count(len(lines))} 个文件，是各单位随办事指南公开的空白表和填写样例。",
        caption="空白表和填写样例",
        nothing="没有公布表格。",
        frame=pd.DataFrame(lines, columns=names, dtype="str"),
        columns=_forms,
    )


def _forms(own: pd.DataFrame) -> Columns:
    return (
        (Column("材料"), Cells(own["paper"], "head")),
        (Column("文件"), Cells(own["file"], urls=own["url"])),
        (Column("大小"), Cells(own["size"])),
        (Column("事项"), Cells(own["item"], urls=HOME + own["item_code"] + "/")),
    )


def cuts(tables: Tables, short: pd.Series) -> Sum:
    """What need not be applied for any more, the latest first."""
    own = tables.frame("cuts").sort_values("decided_on", ascending=False, kind="stable")
    counts = own["action"].value_counts(sort=False)
    told = "，".join(f"{a} {counts[a]:,} 项" for a in ("取消", "合并", "下放") if a in counts)
    names = tables.frame("items").set_index("item_code")["name"]
    frame = own.assign(agency=lookup(own["agency"], short), into=lookup(own["into_item"], names))
    nothing = "没有取消、合并或下放的事项。"
    return Sum(
        slug="cuts",
        title="取消和合并的事项",
        says=f"{told}。" if told else nothing,
        caption="最近决定的在前",
        nothing=nothing,
        frame=frame,
        columns=_cuts,
    )


def _cuts(own: pd.DataFrame) -> Columns:
    return (
        (Column("事项"), Cells(own["name"], "head")),
        (Column("原办理单位"), Cells(own["agency"])),
        (Column("处理"), Cells(own["action"])),
        (Column("并入"), Cells(own["into"], urls=HOME + own["into_item"] + "/")),
        (Column("决定日期"), Cells(own["decided_on"], "date")),
        (Column("理由"), Cells(own["reason"])),
    )
