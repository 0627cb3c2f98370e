"""Filings and results -> what is going on and coming, the list, the calendar, a page each."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from mingbai.check import clock, lookup
from mingbai.county import County
from mingbai.kinds.inspections.pages.calendar import URL, calendar_page, power_sections
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
    table_view,
)
from mingbai.page.records import register
from mingbai.read import Tables


def _mark(row: Row, county: County) -> Mark:
    if row["starts"] > county.as_of:
        return Mark("none", "还没有开始")
    if row["ends"] >= county.as_of:
        return Mark("", "正在检查")
    if row["has_result"]:
        return Mark("ok", "已公开结果")
    is_owed = row["result_due"] is not None and row["result_due"] < county.as_of
    return Mark("missing", "结果未公布") if is_owed else Mark("none", "结果还没到期")


REGISTER = Register(
    kind="inspections",
    title="执法检查",
    door="监督",
    door_url="/oversight/",
    table="filings",
    key="filing_no",
    day="starts",
    heading=lambda row: f"检查备案 {row['filing_no']}：{row['objects']}",
    columns=("agency", "object_count", "filed_on", "starts", "ends"),
    facts=("agency", "objects", "object_count", "basis_id", "filed_on", "starts", "ends"),
    lead="content",
    agency="agency",
    mark=_mark,
    link="objects",
)


def _filings(tables: Tables, county: County) -> pd.DataFrame:
    """Filings with the day on which the result came, and the last day on which it was due."""
    frame = register.ordered(REGISTER, tables)
    came = tables.frame("results").set_index("filing_no")["published"]
    last = county.calendar.add_days(frame["ends"], county.threshold("inspection_result_days"))
    result = lookup(frame["filing_no"], came)
    return frame.assign(result=result, result_due=last, has_result=result.notna())


def _says(frame: pd.DataFrame) -> str:
    done = int(frame["has_result"].sum())
    return f"备案检查 {len(frame):,} 次，已经公开结果 {done:,} 次。"


def disclose(tables: Tables, _: County) -> Iterator[Disclosure]:
    """One a filing."""
    yield from register.disclosures(REGISTER, tables, lambda row: str(row["content"]))


def names(tables: Tables, _: County) -> Iterator[Name]:
    """Every filing by its number."""
    yield from register.names(REGISTER, register.ordered(REGISTER, tables), "filing")


def dues(tables: Tables, county: County) -> pd.DataFrame:
    """Every inspection's result had to be published so many working days after its end."""
    frame = _filings(tables, county)
    return clock.dues(
        "inspections",
        subject=frame["filing_no"],
        agency=frame["agency"],
        title="检查结果：" + frame["objects"],
        url="/inspections/" + frame["filing_no"] + "/",
        due=frame["result_due"],
        done=frame["result"],
    )


def pages(tables: Tables, edition: Edition) -> Iterator[Page]:
    """The index with what is going on and coming, the calendar, then a page a filing."""
    frame = _filings(tables, edition.county)
    schema = tables["filings"].schema
    now = frame[frame["ends"] >= pd.Timestamp(edition.county.as_of)].sort_values("starts")
    sections = (
        Section(
            id="now",
            title="正在检查和将要检查的",
            says="",
            table=register.table(
                register=REGISTER,
                schema=schema,
                frame=now,
                edition=edition,
                id_="now-table",
                caption="按开始日期",
            ),
        ),
        Section(
            id="all",
            title="全部备案",
            says="",
            table=register.table(REGISTER, schema, frame, edition, caption="最近的在前"),
        ),
        *power_sections(tables, edition),
    )
    figures = (
        Figure("备案", f"{len(frame):,} 次", "#all-h"),
        Figure("正在和将要检查", f"{len(now):,} 次", "#now-h"),
        Figure("已公开结果", f"{int(frame['has_result'].sum()):,} 次", "#all-h"),
    )
    links = (Link("检查日历", URL), Link("下载数据", "/data/inspections/"))
    says = f"到企业检查，要先备案、再检查、后公开结果。{_says(frame)}"
    yield register.index_page(REGISTER, RegisterView(says, figures, sections, links))
    yield calendar_page(frame, edition)
    results = {row["filing_no"]: row for row in register.records(tables.frame("results"))}
    yield from register.record_pages(
        register=REGISTER,
        schema=schema,
        frame=frame,
        edition=edition,
        scope="filing",
        sections=lambda row: _sections(results.get(row["filing_no"])),
    )


def _sections(result: Row | None) -> tuple[Section, ...]:
    if result is None:
        return (Section("result", "检查结果", "未公布。"),)
    return (Section("result", "检查结果", str(result["gist"]), _result(result)),)


def _result(result: Row) -> TableView:
    return table_view(
        "result-table",
        f"{result['published'].isoformat()} 公布",
        [
            (Column("实际检查（家）", is_num=True), Cells([result["inspected"]], "num")),
            (Column("没有发现问题（家）", is_num=True), Cells([result["passed"]], "num")),
            (Column("限期改正（家）", is_num=True), Cells([result["to_mend"]], "num")),
            (Column("立案查处（家）", is_num=True), Cells([result["cases"]], "num")),
        ],
    )


def panels(tables: Tables, edition: Edition) -> Iterator[Panel]:
    """On the inspecting agency's page."""
    yield from register.panels(
        register=REGISTER,
        schema=tables["filings"].schema,
        frame=_filings(tables, edition.county),
        edition=edition,
        scope="agency",
        field="agency",
        order=600,
        title="对企业的检查",
        says=_says,
    )
