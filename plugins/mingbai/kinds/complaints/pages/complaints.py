"""Complaints -> channels, monthly statistics, the ledger, open longer than allowed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from mingbai.check import clock
from mingbai.county import County
from mingbai.kinds.complaints.statistics import months
from mingbai.model import Disclosure, Edition, Name, Page, Panel
from mingbai.page import (
    Cells,
    Column,
    Figure,
    Link,
    Mark,
    Register,
    RegisterView,
    Row,
    Section,
    TableView,
    month_zh,
    share,
    table_view,
)
from mingbai.page.records import register
from mingbai.read import Tables

CHANNELS = ("来访", "来信", "来电", "电子邮件", "手机短信", "网络")


def _mark(row: Row, county: County) -> Mark:
    if row["closed"] is None:
        return Mark("bad", "超期未办结") if row["due"] < county.as_of else Mark("", "正在办理")
    return Mark("late", "超期办结") if row["closed"] > row["due"] else Mark("ok", "按期办结")


REGISTER = Register(
    kind="complaints",
    title="效能投诉",
    door="监督",
    door_url="/oversight/",
    table="complaints",
    key="complaint_no",
    day="received",
    heading=lambda row: f"投诉 {row['complaint_no']}：{row['field']}",
    columns=("agency", "field", "received", "due", "closed", "finding"),
    facts=(
        "channel",
        "received",
        "agency",
        "field",
        "handling",
        "accepted",
        "is_extended",
        "due",
        "closed",
        "finding",
        "outcome",
        "answered",
        "is_satisfied",
    ),
    lead="gist",
    agency="agency",
    mark=_mark,
    link="gist",
)


def _says(frame: pd.DataFrame) -> str:
    closed = int(frame["closed"].notna().sum())
    late = int((frame["closed"] > frame["due"]).sum())
    asked = frame["is_satisfied"].dropna()
    happy = (
        f"，回访 {len(asked):,} 件，满意 {share(int(asked.sum()), len(asked))}"
        if len(asked)
        else ""
    )
    return f"收到 {len(frame):,} 件，办结 {closed:,} 件，超期办结 {late:,} 件{happy}。"


def disclose(tables: Tables, _: County) -> Iterator[Disclosure]:
    """One a complaint."""
    yield from register.disclosures(
        REGISTER, tables, lambda row: f"{row['gist']}（{row['finding'] or '正在办理'}）"
    )


def names(tables: Tables, _: County) -> Iterator[Name]:
    """Every complaint by its number."""
    yield from register.names(REGISTER, register.ordered(REGISTER, tables), "complaint")


def dues(tables: Tables, _: County) -> pd.DataFrame:
    """Every complaint had to be closed by its day."""
    frame = tables.frame("complaints")
    return clock.dues(
        "complaints",
        subject=frame["complaint_no"],
        agency=frame["agency"],
        title="投诉办结：" + frame["complaint_no"],
        url="/complaints/" + frame["complaint_no"] + "/",
        due=frame["due"],
        done=frame["closed"],
    )


def pages(tables: Tables, edition: Edition) -> Iterator[Page]:
    """The index, then a page a complaint."""
    frame = register.ordered(REGISTER, tables)
    schema = tables["complaints"].schema
    yield register.index_page(REGISTER, _index(tables, frame, edition))
    yield from register.record_pages(REGISTER, schema, frame, edition, "complaint")


def _index(tables: Tables, frame: pd.DataFrame, edition: Edition) -> RegisterView:
    schema = tables["complaints"].schema
    still = frame[frame["closed"].isna()]
    overdue = still[still["due"] < pd.Timestamp(edition.county.as_of)]
    sections = [
        Section("channels", "怎样投诉", _channels_say(edition.county), _channels(frame)),
        Section("months", "各月情况", "", _months(tables)),
        Section(
            id="overdue",
            title="超过期限没有办结的",
            says="办结以前一直标在这里。",
            table=register.table(
                register=REGISTER,
                schema=schema,
                frame=overdue,
                edition=edition,
                id_="overdue-table",
                caption="超期未办结",
            ),
        ),
        Section("by-agency", "按单位", "", _counts(frame, "agency", edition)),
        Section("by-field", "按类别", "", _counts(frame, "field", edition)),
        Section(
            id="all",
            title="全部投诉",
            says="不含投诉人的任何信息。",
            table=register.table(REGISTER, schema, frame, edition),
        ),
    ]
    figures = (
        Figure("收到", f"{len(frame):,} 件", "#all-h"),
        Figure("办结", f"{int(frame['closed'].notna().sum()):,} 件", "#all-h"),
        Figure("正在办理", f"{len(still) - len(overdue):,} 件", "#all-h"),
        Figure("超期未办结", f"{len(overdue):,} 件", "#overdue-h"),
    )
    what = "单位办事慢、态度差、乱收费，谁都可以投诉，件件要有答复。"
    says = what + _says(frame) + _totals_say(tables)
    return RegisterView(says, figures, tuple(sections), (Link("下载数据", "/data/complaints/"),))


def _totals_say(tables: Tables) -> str:
    """What months of bare totals add to the lines, so that the sums below are understood."""
    totals = tables.frame("monthly")
    if not len(totals):
        return ""
    received, closed = int(totals["received"].sum()), int(totals["closed"].sum())
    return f"另有只公布总数的：收到 {received:,} 件，办结 {closed:,} 件。"


def _channels_say(county: County) -> str:
    phone = county.setting("supervision_phone")
    days = county.threshold("complaint_days")
    call = f"打电话 {phone}，" if phone else "打电话、"
    first = f"当面说、写信、{call}发电子邮件、发手机短信都受理，"
    return f"{first}{days} 个工作日内办结；情况复杂的，经批准可以延长。"


def _channels(frame: pd.DataFrame) -> TableView | None:
    if not len(frame):
        return None
    counted = frame["channel"].value_counts().reindex(list(CHANNELS), fill_value=0)
    return table_view(
        "channels",
        "各渠道收到的投诉（件）",
        [
            (Column("渠道"), Cells(list(CHANNELS), "head")),
            (Column("收到", is_num=True), Cells([int(n) for n in counted], "num")),
        ],
        mode="",
    )


def _months(tables: Tables) -> TableView | None:
    found = months(tables)[::-1]
    if not found:
        return None
    return table_view(
        "months",
        "各月收到的，其中已经办结的（件）",
        [
            (Column("月份"), Cells([month_zh(m.month) for m in found], "head")),
            (Column("收到", is_num=True), Cells([m.received for m in found], "num")),
            (Column("比上月", is_num=True), Cells([m.change or None for m in found], "num")),
            (Column("办结", is_num=True), Cells([m.closed for m in found], "num")),
        ],
    )


def _counts(frame: pd.DataFrame, field: str, edition: Edition) -> TableView | None:
    if not len(frame):
        return None
    counted = frame[field].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    titles: list[Any] = list(counted.index)
    urls: list[str | None] = [None] * len(titles)
    if field == "agency":
        titles = list(edition.county.agencies["short_name"].reindex(counted.index))
        urls = [f"/agencies/{slug}/" for slug in counted.index]
    parts = [share(int(n), len(frame)) for n in counted]
    return table_view(
        f"counts-{field}",
        "件数和占比（件）",
        [
            (Column("名称"), Cells(titles, "head", urls=urls)),
            (Column("收到", is_num=True), Cells([int(n) for n in counted], "num")),
            (Column("占比", is_num=True), Cells(parts, "num")),
        ],
        mode="",
    )


def panels(tables: Tables, edition: Edition) -> Iterator[Panel]:
    """On the page of the agency complained of."""
    frame = register.ordered(REGISTER, tables)
    yield from register.panels(
        register=REGISTER,
        schema=tables["complaints"].schema,
        frame=frame,
        edition=edition,
        scope="agency",
        field="agency",
        order=300,
        title="对它的投诉",
        says=_says,
    )
