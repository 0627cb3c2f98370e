"""Filings and results -> what is going on and coming, the list, the calendar, a page each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from mingbai.check import clock, lookup
from mingbai.county import County
from mingbai.kinds.inspections.pages.calendar import URL, calendar_page, power_sections
from mingbai.kinds.inspections.thresholds import INSPECTION_RESULT_DAYS
from mingbai.model import Edition, Page
from mingbai.page import Cells, Column, Figure, Link, Mark, TableView, table_view
from mingbai.page.records import Deadline, Placement, Records, Register, Row, Section, rows
from mingbai.read import Tables

_OWED, _TOLD = "结果未公布", "已公开结果"


def _alarm(row: Row, _: County) -> str:
    return f"检查在 {row['ends']} 结束，结果应在 {row['result_due']} 以前公布。"


def _mark(row: Row, county: County) -> Mark:
    if row["starts"] > county.as_of:
        return Mark("none", "还没有开始")
    if row["ends"] >= county.as_of:
        return Mark("", "正在检查")
    if row["has_result"]:
        return Mark("ok", _TOLD)
    is_owed = row["result_due"] is not None and row["result_due"] < county.as_of
    return Mark("missing", _OWED) if is_owed else Mark("none", "结果还没到期")


def _with_results(frame: pd.DataFrame, tables: Tables, county: County) -> pd.DataFrame:
    """`result`: the day on which the result came; `result_due`: the last day for it."""
    published = tables.frame("results").set_index("filing_no")["published"]
    last = county.calendar.add_days(frame["ends"], county.threshold(INSPECTION_RESULT_DAYS))
    result = lookup(frame["filing_no"], published)
    return frame.assign(result=result, result_due=last, has_result=result.notna())


def _says(frame: pd.DataFrame) -> str:
    done = int(frame["has_result"].sum())
    return f"备案检查 {len(frame):,} 次，已经公开结果 {done:,} 次。"


def _now(records: Records) -> pd.DataFrame:
    """Inspections that are not over, by their first day."""
    frame = records.frame
    return frame[frame["ends"] >= pd.Timestamp(records.county.as_of)].sort_values("starts")


def _figures(records: Records) -> Iterator[Figure]:
    frame = records.frame
    yield Figure("备案", f"{len(frame):,} 次", "#all-h")
    yield Figure("正在和将要检查", f"{len(_now(records)):,} 次", "#now-h")
    yield records.state_figure(_OWED, "次", "#owed-h")
    yield records.state_figure(_TOLD, "次", "#all-h")


def _sections(records: Records) -> Iterator[Section]:
    yield records.section("owed", "到期没有公布结果的", records.in_state(_OWED))
    yield records.section("now", "正在检查和将要检查的", _now(records), caption="按开始日期")
    yield records.all_section("全部备案")
    yield from power_sections(records.tables, records.edition)


def _results(tables: Tables) -> Mapping[str, Row]:
    """Results by the number of their filing."""
    return {row["filing_no"]: row for row in rows(tables.frame("results"))}


def _record_sections(records: Records, row: Row) -> Iterator[Section]:
    result = records.tables.shared(_results).get(row["filing_no"])
    if result is None:
        yield Section("result", "检查结果", "未公布。")
    else:
        yield Section("result", "检查结果", str(result["gist"]), _result(result))


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


REGISTER = Register(
    kind="inspections",
    title="执法检查",
    door="监督",
    door_url="/oversight/",
    table="filings",
    scope="filing",
    key="filing_no",
    order_by="starts",
    heading="检查备案 {filing_no}：{objects}",
    lead="content",
    link="objects",
    columns=("agency", "object_count", "filed_on", "starts", "ends"),
    facts=("agency", "objects", "object_count", "basis_id", "filed_on", "starts", "ends"),
    agency="agency",
    intro="到企业检查，要先备案、再检查、后公开结果。",
    deadline=Deadline("result_due", "result", "检查结果：{objects}", clock.PUBLISH),
    placements=(Placement("agency", "agency", 600, "对企业的检查"),),
    links=(Link("检查日历", URL),),
    derive=_with_results,
    mark=_mark,
    alarm=_alarm,
    says=_says,
    figures=_figures,
    sections=_sections,
    record_sections=_record_sections,
)


def pages(tables: Tables, edition: Edition) -> Iterator[Page]:
    """The index, a page a filing, and the calendar."""
    yield from REGISTER.pages(tables, edition)
    yield calendar_page(REGISTER.frame(tables, edition.county), edition)
