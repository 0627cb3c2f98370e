"""Complaints -> channels, monthly statistics, the ledger, open longer than allowed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from mingbai.check import clock
from mingbai.county import County
from mingbai.kinds.complaints.statistics import months
from mingbai.kinds.complaints.thresholds import COMPLAINT_DAYS
from mingbai.model import Edition, Page
from mingbai.page import Cells, Column, Figure, Link, Mark, TableView, month_zh, share, table_view
from mingbai.page.records import Deadline, Placement, Records, Register, Row, Section, rows
from mingbai.read import Tables

_OVERDUE, _OPEN = clock.UNCLOSED, "正在办理"


def _mark(row: Row, county: County) -> Mark:
    if row["closed"] is None:
        return Mark("bad", _OVERDUE) if row["due"] < county.as_of else Mark("", _OPEN)
    return Mark("late", "逾期办结") if row["closed"] > row["due"] else Mark("ok", "按期办结")


def _with_standing(frame: pd.DataFrame, _: Tables, __: County) -> pd.DataFrame:
    """`standing`: the finding, or that there is none yet."""
    return frame.assign(standing=frame["finding"].fillna("还没有结论"))


def _alarm(row: Row, _: County) -> str:
    closed = f"，{row['closed']} 才办结" if row["closed"] is not None else ""
    return f"应在 {row['due']} 以前办结{closed}。"


def _says(frame: pd.DataFrame) -> str:
    closed = int(frame["closed"].notna().sum())
    late = int((frame["closed"] > frame["due"]).sum())
    answers = frame["is_satisfied"].dropna()
    happy = (
        f"，回访 {len(answers):,} 件，满意 {share(int(answers.sum()), len(answers))}"
        if len(answers)
        else ""
    )
    return f"收到 {len(frame):,} 件，办结 {closed:,} 件，逾期办结 {late:,} 件{happy}。"


def _figures(records: Records) -> Iterator[Figure]:
    number = len(records.frame)
    still = len(records.in_state(_OPEN, _OVERDUE))
    yield Figure("收到", f"{number:,} 件", "#all-h")
    yield Figure("办结", f"{number - still:,} 件", "#all-h")
    yield records.state_figure(_OPEN, "件", "#all-h")
    yield records.state_figure(_OVERDUE, "件", "#overdue-h")


def _sections(records: Records) -> Iterator[Section]:
    channels = records.counts(
        "channel",
        ("渠道", "收到"),
        id_="channels",
        caption="各渠道收到的投诉（件）",
        is_listed=True,
    )
    yield Section("channels", "怎样投诉", _channels_say(records.county), channels)
    yield Section("months", "各月情况", "", _months(records.tables))
    yield records.section(
        "overdue",
        "超过期限没有办结的",
        records.in_state(_OVERDUE),
        says="办结以前一直标在这里。",
        caption=_OVERDUE,
    )
    yield Section("by-agency", "按单位", "", _shares(records, "agency", "单位"))
    yield Section("by-field", "按类别", "", _shares(records, "field", "类别"))
    yield records.all_section("全部投诉", says="不含投诉人的任何信息。", caption="效能投诉")


def _shares(records: Records, field: str, word: str) -> TableView | None:
    """How many complaints each unit or sort has. word: what a row is."""
    return records.counts(
        field,
        (word, "收到"),
        id_=f"counts-{field}",
        caption=f"各{word}收到的投诉和占比（件）",
        has_share=True,
    )


def _totals_say(tables: Tables) -> str:
    """What months of bare totals add to the lines, so that the sums below are understood."""
    totals = tables.frame("monthly")
    if not len(totals):
        return ""
    received, closed = int(totals["received"].sum()), int(totals["closed"].sum())
    return f"另有 {received:,} 件按规定只公布件数，办结 {closed:,} 件。"


_WAYS = {
    "电话": "打电话 ",
    "短信": "发短信到 ",
    "电子邮件": "发电子邮件到 ",
    "信函": "写信到",
    "当面": "当面说，到",
}


def _channels_say(county: County) -> str:
    """Only channels that have an address are promised."""
    days = county.threshold(COMPLAINT_DAYS)
    ways = "；".join(_ways(county)) or "受理的渠道还没有公布"
    return f"怎样投诉：{ways}。{days} 个工作日内办结；情况复杂的，经批准可以延长。"


def _ways(county: County) -> Iterator[str]:
    """`发电子邮件到 …`: how the county itself can be reached with a complaint."""
    phone = county.setting("supervision_phone")
    if phone:
        yield f"打电话 {phone}"
    contacts = county.contacts
    is_own = contacts["place_code"] == county.root_place
    rows = contacts[is_own & (contacts["purpose"] == "投诉")]
    for channel, address in zip(rows["channel"], rows["address"], strict=True):
        if address != phone:
            yield f"{_WAYS[channel]}{address}"


def _months(tables: Tables) -> TableView | None:
    newest_first = months(tables)[::-1]
    if not newest_first:
        return None
    return table_view(
        "months",
        "各月收到的，其中已经办结的（件）",
        [
            (Column("月份"), Cells([month_zh(m.month) for m in newest_first], "head")),
            (Column("收到", is_num=True), Cells([m.received for m in newest_first], "num")),
            (Column("比上月", is_num=True), Cells([m.change or None for m in newest_first], "num")),
            (Column("办结", is_num=True), Cells([m.closed for m in newest_first], "num")),
        ],
    )


def _record_links(records: Records, row: Row) -> Iterator[Link]:
    """The cases that it is about, where it names them."""
    named = records.tables.frame("named_cases")
    for case in rows(named[named["complaint_no"] == row["complaint_no"]]):
        number = case["receipt_no"]
        yield Link(f"投诉的是：{number}", records.edition.url("case", number))


REGISTER = Register(
    kind="complaints",
    title="效能投诉",
    door="监督",
    door_url="/oversight/",
    table="complaints",
    scope="complaint",
    key="complaint_no",
    order_by="received",
    heading="投诉 {complaint_no}：{field}",
    summary="{gist}（{standing}）",
    lead="gist",
    link="gist",
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
    agency="agency",
    intro="单位办事慢、态度差、乱收费，谁都可以投诉，件件要有答复。",
    deadline=Deadline("due", "closed", "投诉办结：{complaint_no}", clock.CLOSE),
    placements=(Placement("agency", "agency", 300, "对它的投诉"),),
    derive=_with_standing,
    mark=_mark,
    alarm=_alarm,
    says=_says,
    figures=_figures,
    sections=_sections,
    record_links=_record_links,
)


def pages(tables: Tables, edition: Edition) -> Iterator[Page]:
    """The index, which also says what months of bare totals add; then a page a complaint."""
    records = REGISTER.records(tables, edition)
    view = records.index_view()
    yield records.index_page(replace(view, says=view.says + _totals_say(tables)))
    yield from records.record_pages()
