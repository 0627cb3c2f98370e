"""Tasks -> the board by state, the late list, a page a task with milestones and progress."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from mingbai.check import clock, lookup
from mingbai.county import County
from mingbai.kinds.key_work.rules import DONE, latest
from mingbai.kinds.key_work.thresholds import STALE_PROGRESS_DAYS
from mingbai.model import Disclosure
from mingbai.page import Cells, Column, Figure, Mark, table_view
from mingbai.page.records import (
    Deadline,
    Placement,
    Records,
    Register,
    Row,
    Section,
    column,
    package_disclosures,
)
from mingbai.read import Tables

_OVERDUE, _SILENT, _DONE_LATE, _DONE = clock.UNDONE, "没有进展", "逾期完成", "按时完成"
_STALE = "，久未更新"
_STATES = {"进行中": "", "有困难": "warn", "未启动": "none"}
# The order of the board: what is in trouble comes first.
_BOARD = (
    *(_SILENT, "有困难" + _STALE, "有困难", "进行中" + _STALE, "进行中"),
    *("未启动" + _STALE, "未启动", _DONE_LATE, _DONE),
)


def _mark(row: Row, county: County) -> Mark:
    if row["state"] is None:
        return Mark("missing", _SILENT)
    if row["state"] == DONE:
        return Mark("bad", _DONE_LATE) if row["finished"] > row["due"] else Mark("ok", _DONE)
    if row["due"] < county.as_of:
        return Mark("bad", _OVERDUE)
    stale = (county.as_of - row["reported"]).days > county.threshold(STALE_PROGRESS_DAYS)
    if stale:
        return Mark("warn", row["state"] + _STALE)
    return Mark(_STATES[row["state"]], row["state"])


def _alarm(row: Row, _: County) -> str:
    if row["state"] == DONE:
        return f"应在 {row['due']} 以前完成，{row['finished']} 才完成。"
    return f"应在 {row['due']} 以前完成。"


def _with_progress(frame: pd.DataFrame, tables: Tables, _: County) -> pd.DataFrame:
    """`state`, `reported`: of the newest progress; `finished`: the day first reported as done."""
    newest, progress = latest(tables), tables.frame("progress")
    finished = progress[progress["state"] == DONE].groupby("task_no")["date"].min()
    return frame.assign(
        state=lookup(frame["task_no"], newest["state"]),
        reported=lookup(frame["task_no"], newest["date"]),
        finished=lookup(frame["task_no"], finished),
    )


def _says(frame: pd.DataFrame) -> str:
    done = int((frame["state"] == DONE).sum())
    return f"{len(frame):,} 项任务，完成 {done:,} 项。每项只有一个牵头单位。"


def _board(records: Records) -> Iterator[tuple[str, str, pd.DataFrame]]:
    """What is overdue, then the rest of the board: id, state, its tasks; no empty ones."""
    for number, state in enumerate((_OVERDUE, *_BOARD)):
        tasks = records.in_state(state)
        if len(tasks):
            yield (f"state-{number}" if number else "late"), state, tasks


def _figures(records: Records) -> Iterator[Figure]:
    yield Figure("任务", f"{len(records.frame):,} 项")
    if not len(records.in_state(_OVERDUE)):
        yield records.state_figure(_OVERDUE, "项")
    for id_, state, _ in _board(records):
        yield records.state_figure(state, "项", f"#{id_}-h")


def _sections(records: Records) -> Iterator[Section]:
    for id_, state, tasks in _board(records):
        yield records.section(id_, state, tasks, caption="按完成时限")


def _record_sections(records: Records, row: Row) -> Iterator[Section]:
    milestones, progress = records.tables.frame("milestones"), records.tables["progress"]
    quarters = milestones[milestones["task_no"] == row["task_no"]].sort_values("quarter")
    if len(quarters):
        columns = [
            (Column("季度"), Cells([f"第 {q} 季度" for q in quarters["quarter"]], "head")),
            (Column("目标"), Cells(quarters["target"])),
        ]
        table = table_view("milestones-table", "到季末做到什么", columns)
        yield Section("milestones", "季度节点", "", table)
    reports = progress.frame[progress.frame["task_no"] == row["task_no"]]
    if len(reports):
        newest_first = reports.sort_values("date", ascending=False)
        columns = [
            column(progress.schema[name], newest_first, records.edition)
            for name in ("date", "state", "text", "evidence")
        ]
        table = table_view("progress-table", "进展", columns)
        yield Section("progress", "进展", "最近的在前。", table)


REGISTER = Register(
    kind="key_work",
    title="重点工作",
    door="监督",
    door_url="/oversight/",
    table="tasks",
    scope="task",
    key="task_no",
    order_by="due",
    heading="{goal}",
    lead="measure",
    link="goal",
    columns=("field", "lead_agency", "due"),
    facts=("year", "field", "lead_post", "lead_agency", "due"),
    agency="lead_agency",
    is_ascending=True,
    intro="县里要办的大事，件件写明谁牵头、哪天前办完。",
    deadline=Deadline("due", "finished", "重点工作：{goal}", clock.COMPLETE),
    placements=(Placement("lead_agency", "agency", 500, "牵头的重点工作"),),
    derive=_with_progress,
    mark=_mark,
    alarm=_alarm,
    says=_says,
    figures=_figures,
    sections=_sections,
    record_sections=_record_sections,
)


def disclose(tables: Tables, _: County) -> Iterator[Disclosure]:
    """One a package: the list of a year, or a round of progress."""
    yield from package_disclosures(tables, REGISTER.index_url)
