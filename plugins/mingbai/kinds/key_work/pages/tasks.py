"""Tasks -> the board by state, the late list, a page a task with milestones and progress."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from mingbai.check import clock, lookup
from mingbai.county import County
from mingbai.kinds.key_work.rules import DONE, latest
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
    table_view,
)
from mingbai.page.records import register
from mingbai.read import Tables

_STATES = {"完成": "ok", "进行中": "", "有困难": "warn", "未启动": "none"}


def _mark(row: Row, county: County) -> Mark:
    if row["state"] is None:
        return Mark("missing", "没有进展")
    if row["state"] == DONE:
        return Mark("bad", "逾期完成") if row["reported"] > row["due"] else Mark("ok", DONE)
    if row["due"] < county.as_of:
        return Mark("bad", "逾期未完成")
    stale = (county.as_of - row["reported"]).days > county.threshold("stale_progress_days")
    return (
        Mark("warn", f"{row['state']}，久未更新")
        if stale
        else (Mark(_STATES[row["state"]], row["state"]))
    )


REGISTER = Register(
    kind="key_work",
    title="重点工作",
    door="监督",
    door_url="/oversight/",
    table="tasks",
    key="task_no",
    day="due",
    heading=lambda row: str(row["goal"]),
    columns=("field", "lead_agency", "due"),
    facts=("year", "field", "lead_post", "lead_agency", "due"),
    lead="measure",
    agency="lead_agency",
    mark=_mark,
    link="goal",
)


def _tasks(tables: Tables) -> pd.DataFrame:
    """Tasks with the state and day of their newest progress, soonest due first."""
    frame, newest = register.ordered(REGISTER, tables), latest(tables)
    reported = lookup(frame["task_no"], newest["date"])
    frame = frame.assign(state=lookup(frame["task_no"], newest["state"]), reported=reported)
    return frame.sort_values(["due", "task_no"], kind="stable")


def _says(frame: pd.DataFrame) -> str:
    done = int((frame["state"] == DONE).sum())
    return f"{len(frame):,} 项任务，完成 {done:,} 项。每项只有一个牵头单位。"


def disclose(tables: Tables, _: County) -> Iterator[Disclosure]:
    """One a package: the list of a year, or a round of progress."""
    for package in tables.packages:
        yield Disclosure(
            id=package.path,
            package=package,
            url="/key_work/",
            title=package.title,
            summary=package.title,
            published=package.published,
            agency=package.publisher,
        )


def names(tables: Tables, _: County) -> Iterator[Name]:
    """Every task by its number and goal."""
    yield from register.names(REGISTER, register.ordered(REGISTER, tables), "task")


def dues(tables: Tables, _: County) -> pd.DataFrame:
    """Every task has its day; it is done on the day it was first reported so."""
    frame = tables.frame("tasks")
    progress = tables.frame("progress")
    finished = progress[progress["state"] == DONE].groupby("task_no")["date"].min()
    return clock.dues(
        "key_work",
        subject=frame["task_no"],
        agency=frame["lead_agency"],
        title="重点工作：" + frame["goal"],
        url="/key_work/" + frame["task_no"] + "/",
        due=frame["due"],
        done=lookup(frame["task_no"], finished),
    )


def pages(tables: Tables, edition: Edition) -> Iterator[Page]:
    """The board, then a page a task."""
    frame = _tasks(tables)
    yield register.index_page(REGISTER, _board(tables, frame, edition))
    yield from register.record_pages(
        register=REGISTER,
        schema=tables["tasks"].schema,
        frame=frame,
        edition=edition,
        scope="task",
        sections=lambda row: _sections(tables, str(row["task_no"]), edition),
    )


def _board(tables: Tables, frame: pd.DataFrame, edition: Edition) -> RegisterView:
    schema = tables["tasks"].schema
    late = frame[(frame["state"] != DONE) & (frame["due"] < pd.Timestamp(edition.county.as_of))]
    overdue = register.table(
        register=REGISTER,
        schema=schema,
        frame=late,
        edition=edition,
        id_="late-table",
        caption="按完成时限",
    )
    sections = [Section("late", "到期没有完成的", "", overdue)]
    figures = [Figure("任务", f"{len(frame):,} 项")]
    for number, state in enumerate(("有困难", "进行中", "未启动", DONE), start=1):
        own = frame[frame["state"] == state]
        figures.append(Figure(state, f"{len(own):,} 项", f"#state-{number}-h"))
        shown = register.table(
            register=REGISTER,
            schema=schema,
            frame=own,
            edition=edition,
            id_=f"state-{number}-table",
            caption="按完成时限",
        )
        sections.append(Section(f"state-{number}", state, "", shown))
    links = (Link("下载数据", "/data/key_work/"),)
    says = f"县里要办的大事，件件写明谁牵头、哪天前办完。{_says(frame)}"
    return RegisterView(says, tuple(figures), tuple(sections), links)


def _sections(tables: Tables, task_no: str, edition: Edition) -> tuple[Section, ...]:
    milestones, progress = tables.frame("milestones"), tables.frame("progress")
    quarters = milestones[milestones["task_no"] == task_no].sort_values("quarter")
    done = progress[progress["task_no"] == task_no].sort_values("date", ascending=False)
    schema = tables["progress"].schema
    made = []
    if len(quarters):
        names = [f"第 {q} 季度" for q in quarters["quarter"]]
        made.append(
            Section(
                id="milestones",
                title="季度节点",
                says="",
                table=table_view(
                    "milestones-table",
                    "到季末做到什么",
                    [
                        (Column("季度"), Cells(names, "head")),
                        (Column("目标"), Cells(quarters["target"])),
                    ],
                ),
            )
        )
    if len(done):
        columns = [
            register.column(schema[name], done, edition)
            for name in ("date", "state", "text", "evidence")
        ]
        made.append(
            Section(
                id="progress",
                title="进展",
                says="最近的在前。",
                table=table_view("progress-table", "进展", columns),
            )
        )
    return tuple(made)


def panels(tables: Tables, edition: Edition) -> Iterator[Panel]:
    """On the lead agency's page."""
    yield from register.panels(
        register=REGISTER,
        schema=tables["tasks"].schema,
        frame=_tasks(tables),
        edition=edition,
        scope="agency",
        field="lead_agency",
        order=500,
        title="牵头的重点工作",
        says=_says,
    )
